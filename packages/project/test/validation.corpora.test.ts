import { join } from "node:path";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { formatRef } from "@retain/artifacts/words/ref";
import { describe, expect, inject, test } from "vitest";
import { readSynapseFolder } from "../src/sources/synapse-folder.ts";

const corpora = inject("corpora");

/** Every error in the order of the files. The workspaces without one must not be refused. */
const errors: Readonly<Record<string, readonly string[]>> = {
  "kkbox-churn-demo": [
    // Its set-up script makes these services and writes their names and the container over the marks.
    "reference-missing dataset/Serverless_Dataset",
    "placeholder dataset/Sink_Members_Dataset",
    "placeholder dataset/Sink_Members_Dataset",
    "placeholder dataset/Sink_Transactions_Dataset",
    "placeholder dataset/Sink_Transactions_Dataset",
    "placeholder dataset/Sink_Users_Logs_Dataset",
    "placeholder dataset/Sink_Users_Logs_Dataset",
    "placeholder dataset/Source_Member_Dataset",
    "placeholder dataset/Source_Member_Dataset",
    "placeholder dataset/Source_Transactions_Dataset",
    "placeholder dataset/Source_Transactions_Dataset",
    "placeholder dataset/Source_Users_Logs_Dataset",
    "placeholder dataset/Source_Users_Logs_Dataset",
    "reference-missing pipeline/Churning Model Creation",
    "reference-missing pipeline/Churning Model Creation",
    "reference-missing pipeline/Churning Model Creation",
    "reference-missing pipeline/Churning Notifications",
    "reference-missing pipeline/Churning Predictions",
    // CREATE MASTER KEY with a literal password.
    "secret-literal sql-script/Create Master Key and Credential",
  ],
  "fta-rest-analytics": [],
  "synapse-end-to-end-demo/artifacts": [],
  "synapse-end-to-end-demo/mybigdata": [],
  "serengeti-data-lab/synapseworspace": [],
  "serengeti-data-lab/synapse-worspace": [],
  "one-click-poc/synapsepoc": [],
};

describe("errors in workspaces that other people committed", () => {
  test.each(Object.entries(errors))("%s", async (folder, expected) => {
    const { artifacts } = await readSynapseFolder(join(corpora, folder), (path) => path);
    expect(artifacts).not.toEqual([]);
    const { diagnostics } = validateArtifacts(artifacts, { exceptions: [] });
    const found = diagnostics.flatMap(({ severity, code, ref }) =>
      severity === "error" ? [ref === undefined ? code : `${code} ${formatRef(ref)}`] : [],
    );
    expect(found).toEqual(expected);
  });
});

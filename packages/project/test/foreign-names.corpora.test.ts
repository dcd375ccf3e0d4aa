import { join } from "node:path";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { describe, expect, inject, test } from "vitest";
import { foreignNames, type KnownEnvironment } from "../src/foreign-names.ts";
import { readSynapseFolder } from "../src/sources/synapse-folder.ts";
import { known } from "./known-environment.ts";

const corpora = inject("corpora");
const folders = [
  ...["kkbox-churn-demo", "fta-rest-analytics", "one-click-poc/synapsepoc"],
  ...["synapse-end-to-end-demo/artifacts", "synapse-end-to-end-demo/mybigdata"],
  ...["serengeti-data-lab/synapseworspace", "serengeti-data-lab/synapse-worspace"],
];

describe("workspaces that other people committed", () => {
  /** Workspaces named as many are, and values that many environments have. */
  const everyday = [
    "synapse",
    "analytics",
    "data",
    "dev",
    "sql",
    "test",
    "datalake",
    "synapse-workspace",
  ].map((workspace, at) =>
    known(`other${at}`, workspace, {
      parameters: {
        server: workspace,
        storage_account: ["storage", "datalake", "demo", "bronze"][at % 4] ?? "",
        table: "dbo.orders.id",
        mode: "incremental",
        scope: "https://storage.azure.com/.default",
        runtime: "18.0.x-scala2.13",
        cluster: "default",
        tenant: "00000000-0000-0000-0000-000000000000",
      },
    }),
  );
  /** What some name themselves: the search must find it, in the vault's address and in the text of a script. */
  const theirs: Readonly<Record<string, string>> = {
    "serengeti-data-lab/synapse-worspace": "https://serengetikeyvault65qgnjz.vault.azure.net/",
    "kkbox-churn-demo": "https://churninge2edemo.blob.core.windows.net",
  };

  test.each(folders)("%s raises no false alarm", async (folder) => {
    const { artifacts } = await readSynapseFolder(join(corpora, folder), (path) => path);
    const leaks = (others: readonly KnownEnvironment[]) =>
      validateArtifacts(artifacts, {
        exceptions: [],
        foreign: foreignNames(known("prod", "contoso-prod-1"), others),
      }).diagnostics.filter(({ code }) => code === "environment-leak");
    expect(artifacts).not.toEqual([]);
    expect(leaks(everyday).map(({ message, at }) => `${at?.file} ${message}`)).toEqual([]);
    const own = theirs[folder];
    if (own !== undefined) expect(leaks([known("dev", "p", { parameters: { own } })])).not.toEqual([]);
  });
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { describe, expect, inject, test } from "vitest";
import { readSynapseFolder } from "../src/sources/synapse-folder.ts";

const corpora = inject("corpora");

/** Workspaces, how many artifacts each holds, and what validation finds in them: each looked at by hand. */
const workspaces: readonly [string, number, Readonly<Record<string, number>>][] = [
  // Marks that its set-up replaces, services that its set-up makes, a password in a script.
  ["kkbox-churn-demo", 18, { placeholder: 12, "reference-missing": 6, "secret-literal": 1 }],
  ["fta-rest-analytics", 21, { "credential-pointer": 1 }],
  ["synapse-end-to-end-demo/artifacts", 39, {}],
  ["synapse-end-to-end-demo/mybigdata", 4, {}],
  ["serengeti-data-lab/synapseworspace", 5, {}],
  ["serengeti-data-lab/synapse-worspace", 28, {}],
  // A dataset that nothing uses hands no values to its linked service.
  ["one-click-poc/synapsepoc", 20, { "parameter-required": 4 }],
];

describe("workspaces that other people committed", () => {
  test.each(workspaces)("%s loads without a problem", async (folder, count) => {
    const root = join(corpora, folder);
    expect(readdirSync(root).length).toBeGreaterThan(0);
    const { artifacts, diagnostics } = await readSynapseFolder(root, (path) => path);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const { origin } of artifacts) expect(origin.locate?.(["name"])?.file).toBe(origin.file);
    expect(artifacts).toHaveLength(count);
  });

  test.each(workspaces)("%s is judged without false alarms", async (folder, _, expected) => {
    const { artifacts } = await readSynapseFolder(join(corpora, folder), (path) => path);
    const found: Record<string, number> = {};
    for (const { code, at } of validateArtifacts(artifacts, { exceptions: [] }).diagnostics) {
      // What is told once an environment has no place.
      if (code !== "credential-pointer") expect(at?.line).toBeGreaterThan(1);
      found[code] = (found[code] ?? 0) + 1;
    }
    expect(found).toEqual(expected);
  });
});

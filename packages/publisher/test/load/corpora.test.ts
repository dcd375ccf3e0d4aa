import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readSynapseFolder } from "../../src/load/sources/synapse-folder.ts";

const corpora = fileURLToPath(new URL("../../../../../shared/corpora", import.meta.url));

/** Workspaces, and how many artifacts each holds. */
const workspaces = [
  ["kkbox-churn-demo", 18],
  ["fta-rest-analytics", 21],
  ["synapse-end-to-end-demo/artifacts", 39],
  ["synapse-end-to-end-demo/mybigdata", 4],
  ["serengeti-data-lab/synapseworspace", 5],
  ["serengeti-data-lab/synapse-worspace", 28],
  ["one-click-poc/synapsepoc", 20],
] as const;

// Other people's repositories are not part of this one.
describe.skipIf(!existsSync(corpora))("workspaces that other people committed", () => {
  test.each(workspaces)("%s loads without a problem", async (folder, count) => {
    const root = join(corpora, folder);
    expect(readdirSync(root).length).toBeGreaterThan(0);
    const { artifacts, diagnostics } = await readSynapseFolder(root, (path) => path);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const { origin } of artifacts) expect(origin.locate?.(["name"])?.file).toBe(origin.file);
    expect(artifacts).toHaveLength(count);
  });
});

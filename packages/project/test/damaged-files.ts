import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { kindOfFolder } from "@retain/artifacts/kinds/contracts";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { isObject, type Json } from "@retain/artifacts/words/json";
import { seededNumbers } from "@retain/test-kit/seeded-numbers";
import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { expect } from "vitest";
import { type Body, type Damage, damages } from "./damages.ts";
import { loadDesired } from "./with-blocks.ts";

interface Example {
  /** Folder of the kind. */
  readonly folder: string;
  readonly body: Body;
}

/** Bodies of real files; those above 50 KB are left out, for they say nothing more and take long. */
function examples(sources: readonly string[]): readonly Example[] {
  return sources.flatMap((source) =>
    readdirSync(source, { recursive: true, encoding: "utf8" }).flatMap((path): Example[] => {
      const folder = path.split(sep)[0] ?? "";
      if (!path.endsWith(".json") || kindOfFolder(folder) === undefined) return [];
      const text = readFileSync(join(source, path), "utf8").replace(/^\uFEFF/, "");
      const body: Json = JSON.parse(text);
      return text.length < 50_000 && isObject(body) && isObject(body.properties)
        ? [{ folder, body: body as Body }]
        : [];
    }),
  );
}

/** At least so many files are damaged. */
const enough = 3_000;

/** Damages each file in each way, again and again with other numbers. */
function damagedFiles(bodies: readonly Example[]): ReadonlyMap<string, { text: string; damage: Damage }> {
  const random = seededNumbers(20_261_125);
  const files = new Map<string, { text: string; damage: Damage }>();
  while (files.size < enough) {
    for (const { folder, body } of bodies) {
      for (const damage of damages) {
        const name = `m${files.size}`;
        const text = damage.text({ ...body, name }, random);
        if (text !== undefined) files.set(`workspace/${folder}/${name}.json`, { text, damage });
      }
    }
  }
  return files;
}

/** Damages thousands of files of the workspaces: the problem is told each time, and nothing throws. */
export async function expectDamageTold(sources: readonly string[]): Promise<void> {
  const bodies = examples(sources);
  expect(bodies.length).toBeGreaterThanOrEqual(15);
  const files = damagedFiles(bodies);
  const project = await temporaryProject({
    "retain.yaml": synapseProject,
    ...Object.fromEntries([...files].map(([path, { text }]) => [path, text])),
  });

  const loaded = await loadDesired({ root: project });
  const { diagnostics } = validateArtifacts(loaded.artifacts, { exceptions: [] });

  const told = new Map<string, Set<string>>();
  for (const { at, code } of [...loaded.diagnostics, ...diagnostics]) {
    const file = at?.file ?? "";
    told.set(file, (told.get(file) ?? new Set()).add(code));
  }
  const unseen = [...files].filter(
    ([path, { damage }]) => damage.seen !== undefined && !told.get(path)?.has(damage.seen),
  );
  expect(unseen.map(([path, { damage }]) => `${path}: ${damage.name}`)).toEqual([]);
  const used = new Set([...files.values()].map(({ damage }) => damage));
  expect(damages.filter((damage) => !used.has(damage)).map(({ name }) => name)).toEqual([]);
}

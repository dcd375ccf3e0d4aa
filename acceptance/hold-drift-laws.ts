import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import type { SynapseKind } from "@retain/artifacts/words/synapse-kinds";
import type { DriftDocument } from "@retain/planner/drift/document";
import type { PlanDocument } from "@retain/planner/plan/document-values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesIn, type LawEstate } from "./law-estates.ts";
import { type CommandOptions, runCommand } from "./run-command.ts";
import { openWorld, type World } from "./world.ts";

let world: World;

/** What must hold of drift whatever the repository says: tests over every estate that is given. */
export function holdDriftLaws(estates: readonly LawEstate[]): void {
  const workspaceOf = (estate: LawEstate) => `drift-${estates.indexOf(estate)}`;

  beforeAll(async () => {
    world = await openWorld(estates.map(workspaceOf));
  });
  afterAll(() => world.close());

  describe.each(estates)("the estate $name", (estate) => {
    const workspace = workspaceOf(estate);
    let folder: string;

    beforeAll(async () => {
      folder = world.makeFolder(workspace);
      await estate.layOut(folder, workspace, world);
      await run("apply", folder, 0, { yes: true });
    });

    test("as it was published it has not moved", async () => {
      expect((await driftOf(folder, 0)).items).toEqual([]);
    });

    // The sources of the churn estate are those of this repository: nothing is written beside them.
    const isOwn = estate.name === "churn";
    const takes = isOwn ? [] : ["what is taken over leaves nothing to plan, and the other files as they are"];
    test.each(takes)("%s", async () => {
      const edited = editEveryOther(workspace);
      const before = contents(folder);
      const { items } = await driftOf(folder, edited.length > 0 ? 2 : 0);
      expect(items.map(({ ref }) => ref).sort()).toEqual([...edited].sort());
      for (const { status, differences } of items) {
        expect(status).toBe("edited");
        expect(differences).not.toEqual([]);
      }

      const files = items.map(({ at }) => at?.file);
      const told = JSON.parse(await run("drift", folder, 0, { take: true, json: true })) as {
        taken: readonly { file: string }[];
      };
      expect(told.taken.map(({ file }) => file).sort()).toEqual([...files].sort());
      const plan = JSON.parse(await run("plan", folder, 0, { json: true })) as PlanDocument;
      expect(plan.changes).toEqual([]);

      const after = contents(folder);
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const [file, text] of Object.entries(after)) {
        if (files.includes(file)) expect(kept(before[file] ?? "", text), file).toBeGreaterThanOrEqual(0.5);
        else expect(text, file).toBe(before[file]);
      }
      // Once recorded, it is no drift.
      await run("apply", folder, 0, { yes: true });
      expect((await driftOf(folder, 0)).items).toEqual([]);
    });

    test("what is undone is as it was published", async () => {
      const before = world.twin.workspace(workspace).snapshot();
      const edited = editEveryOther(workspace);
      // The page's own words, one after the other, undo what they stand beside.
      const page = edited.length === 0 ? "" : await run("drift", folder, 2, { format: "html" });
      const undone = [...page.matchAll(/Undo it<\/dt><dd><code>([^<]*)<\/code><code>([^<]*)<\/code>/g)]
        .slice(0, 2)
        .map(([, ...commands]) => commands.map(plainText));
      expect(undone).toHaveLength(Math.min(2, edited.length));
      for (const [at, [revert = "", apply]] of undone.entries()) {
        const [only = ""] = /(?<=--only )(?:'[^']*'|\S+)/.exec(revert) ?? [];
        const ref = only.replaceAll("'", "");
        expect(revert).toBe(`retain drift --env twin --only ${only} --revert --out undo.json`);
        expect(apply).toBe("retain apply undo.json");
        await run("drift", folder, 0, { env: "twin", only: [ref], revert: true, out: "undo.json" });
        await run("apply", folder, 0, {}, "undo.json");
        const left = at + 1 < edited.length ? 2 : 0;
        expect((await driftOf(folder, left)).items.map((item) => item.ref)).not.toContain(ref);
      }
      if (edited.length > undone.length) {
        await run("drift", folder, 0, { revert: true, out: "undo.json" });
        await run("apply", folder, 0, {}, "undo.json");
      }
      expect((await driftOf(folder, 0)).items).toEqual([]);
      expect(plainOf(world.twin.workspace(workspace).snapshot())).toEqual(plainOf(before));
    });

    /** Edits every other artifact behind the program's back, as people do in Studio; returns the refs. */
    function editEveryOther(name: string): readonly string[] {
      const live = world.twin.workspace(name);
      return Object.entries(live.snapshot()).flatMap(([path, artifacts]) =>
        Object.entries(artifacts)
          .filter((_, at) => at % 2 === 0)
          .flatMap(([artifact, body]) => {
            const kind = edits.find(([one]) => contractOf(one).resourceType.toLowerCase() === path)?.[0];
            const owned =
              kind === undefined || contractOf(kind).protects(artifact, body as JsonObject) !== undefined;
            if (owned || !isObject(body) || !isObject(body.properties)) return [];
            const edit = edits.find(([one]) => one === kind)?.[1];
            live.seed(path, artifact, {
              ...body,
              properties: { ...body.properties, ...edit?.(body.properties) },
            });
            return [`${kind}/${artifact}`];
          }),
      );
    }
  });
}

/** What stands in an element of a page. */
function plainText(html: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
  };
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => signs[sign] ?? sign);
}

type Edit = (properties: JsonObject) => JsonObject;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
let turn = 0;

/** What somebody changes in each kind, another value each time. */
const edits: readonly (readonly [SynapseKind, Edit])[] = [
  ["linked-service", () => ({ description: `theirs ${++turn}` })],
  ["dataset", ({ annotations }) => ({ annotations: [...listOf(annotations), `theirs ${++turn}`] })],
  [
    "pipeline",
    (old) => ({ activities: [...listOf(old.activities)].reverse(), description: `theirs ${++turn}` }),
  ],
  ["trigger", () => ({ description: `theirs ${++turn}` })],
  [
    "sql-script",
    ({ content }) => ({
      content: isObject(content) ? { ...content, query: `${content.query}\n-- theirs ${++turn}` } : {},
    }),
  ],
  [
    "synapse-notebook",
    ({ cells }) => {
      const [first, ...rest] = listOf(cells);
      const added = { cell_type: "code", metadata: {}, source: [`print(${++turn})\n`, "1"], outputs: [] };
      return { cells: first === undefined ? [added] : [first, added, ...rest] };
    },
  ],
];

async function run(
  name: string,
  cwd: string,
  code: number,
  options: CommandOptions,
  ...args: string[]
): Promise<string> {
  const ended = await runCommand(name, cwd, options, ...args);
  expect(`${ended.problems}\n${ended.code}`, `retain ${name}`).toBe(`\n${code}`);
  return ended.out;
}

async function driftOf(cwd: string, code: number): Promise<DriftDocument> {
  return JSON.parse(await run("drift", cwd, code, { json: true })) as DriftDocument;
}

function contents(folder: string): Readonly<Record<string, string>> {
  const files = filesIn(folder).filter((path) => path.endsWith(".json"));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** The part of the lines of a text that another one has too. */
function kept(before: string, after: string): number {
  const lines = before.split("\n");
  const there = new Set(after.split("\n").map((line) => line.replace(/,?\r?$/, "")));
  return lines.filter((line) => there.has(line.replace(/,?\r?$/, ""))).length / lines.length;
}

/** What a workspace holds, without the marks of its writes. */
function plainOf(snapshot: unknown): unknown {
  return JSON.parse(JSON.stringify(snapshot).replace(/"(etag|lastPublishTime)":"[^"]*"/g, '"$1":""'));
}

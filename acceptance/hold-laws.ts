import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { parseRef } from "@retain/artifacts/kinds/refs";
import { isSynapseKind, type SynapseRef } from "@retain/artifacts/words/synapse-kinds";
import type { PlanDocument } from "@retain/planner/plan/document-values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesIn, type LawEstate, writeProject } from "./law-estates.ts";
import { type CommandOptions, runCommand } from "./run-command.ts";
import { openWorld, type World } from "./world.ts";

let world: World;

/** What must hold whatever the repository says: tests over every estate that is given. */
export function holdLaws(estates: readonly LawEstate[]): void {
  const workspaceOf = (estate: LawEstate, use: string) => `law-${estates.indexOf(estate)}-${use}`;
  beforeAll(async () => {
    const uses = ["direct", "saved"];
    world = await openWorld(estates.flatMap((estate) => uses.map((use) => workspaceOf(estate, use))));
  });
  afterAll(() => world.close());

  describe.each(estates)("the estate $name", (estate) => {
    const direct = workspaceOf(estate, "direct");
    let folder: string;

    beforeAll(async () => {
      folder = world.makeFolder(direct);
      expect(await estate.layOut(folder, direct, world)).toBeGreaterThan(0);
    });

    test("order of files does not matter", async () => {
      const moved = world.makeFolder(`${direct}-moved`);
      estate.reverse(folder, moved);
      expect(withoutPlaces(await plan(moved))).toEqual(withoutPlaces(await plan(folder)));
    });

    test("apply, then a plan is empty and another apply writes nothing", async () => {
      const { changes } = await plan(folder);
      await done("apply", folder, { yes: true });
      expect(writes(direct)).toHaveLength(changes.filter(({ id }) => refOf(id) !== undefined).length);
      expect((await plan(folder)).changes).toEqual([]);
      expectOrder(changes, direct);

      const [before, beforeInLake] = [writes(direct).length, lakeWrites(direct).length];
      await done("apply", folder, { yes: true });
      expect(writes(direct).slice(before)).toEqual([]);
      expect(lakeWrites(direct).slice(beforeInLake)).toEqual([]);
    });

    test("what is pulled is a repository whose plan is empty, and pulling it again changes no byte", async () => {
      const pulled = join(world.makeFolder(`${direct}-pulled`), "workspace");
      await done("pull", folder, {}, pulled);
      const first = contents(pulled);
      expect(Object.keys(first).length).toBeGreaterThan(0);
      writeProject(dirname(pulled), "  - synapse: ./workspace\n", direct, world);
      const validated = await runCommand("validate", dirname(pulled), {});
      expect(validated.code, validated.problems).toBe(0);
      expect((await plan(dirname(pulled))).changes).toEqual([]);

      await done("pull", folder, { force: true }, pulled);
      expect(contents(pulled)).toEqual(first);
      rmSync(pulled, { recursive: true });
      await done("pull", folder, {}, pulled);
      expect(contents(pulled)).toEqual(first);
    });

    test("what is pulled into the repository that was published changes nothing and says so", async () => {
      const own = join(folder, "workspace");
      if (!existsSync(own)) return;
      const before = contents(own);
      expect(await done("pull", folder, {}, own)).toMatch(/^Nothing to pull: /);
      expect(contents(own)).toEqual(before);
    });

    test("a plan that is saved and applied makes what a direct apply makes", async () => {
      const saved = workspaceOf(estate, "saved");
      const other = world.makeFolder(saved);
      await estate.layOut(other, saved, world);
      await done("plan", other, { out: "plan.json" });
      await done("apply", other, {}, "plan.json");
      expect(holdings(saved)).toEqual(holdings(direct));
    });
  });
}

async function done(name: string, cwd: string, options: CommandOptions, ...args: string[]): Promise<string> {
  const { code, out, problems } = await runCommand(name, cwd, options, ...args);
  expect(`${problems}\n${code}`, `retain ${name}`).toBe("\n0");
  return out;
}

async function plan(cwd: string): Promise<PlanDocument> {
  return JSON.parse(await done("plan", cwd, { json: true })) as PlanDocument;
}

function writes(workspace: string): readonly string[] {
  const { requests } = world.twin.workspace(workspace);
  return requests.filter(({ method }) => method !== "GET").map(({ path }) => decodeURIComponent(path));
}

/** What was written to the directories of the lake; the state is another matter. */
function lakeWrites(workspace: string): readonly string[] {
  const [name = ""] = Object.keys(world.twin.status.lakes);
  return world.twin
    .lake(name)
    .requests.filter(({ method, path }) => !/^(GET|HEAD)$/.test(method) && path.includes(`/${workspace}/`))
    .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)
    .filter((line) => !line.includes("/_retain/"));
}

/** The ref in the id of a change, `create pipeline/Load`; undefined for what lies in the lake. */
function refOf(id: string): SynapseRef | undefined {
  const { kind, name } = parseRef(id.slice(id.indexOf(" ") + 1)) ?? {};
  return kind === undefined || name === undefined || !isSynapseKind(kind) ? undefined : { kind, name };
}

/** Every change was sent after those it waits for. */
function expectOrder(changes: PlanDocument["changes"], workspace: string): void {
  const sent = writes(workspace).map((path) => path.toLowerCase());
  const turn = ({ kind, name }: SynapseRef) =>
    sent.indexOf(`/${contractOf(kind).resourceType}/${name}`.toLowerCase());
  for (const { id, waitsFor } of changes) {
    const ref = refOf(id);
    if (ref === undefined) continue;
    expect(turn(ref), id).toBeGreaterThanOrEqual(0);
    for (const other of waitsFor) {
      const needed = refOf(other);
      if (needed !== undefined) expect(turn(needed), other).toBeLessThan(turn(ref));
    }
  }
}

/** A plan without the files it was made from. */
function withoutPlaces({
  changes,
  digest: _,
  ...rest
}: PlanDocument & { readonly digest?: string }): unknown {
  return { ...rest, changes: changes.map(({ origin: _origin, ...change }) => change) };
}

function contents(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(filesIn(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** What a workspace holds, without its own name and without the time of its writes. */
function holdings(workspace: string): unknown {
  const text = JSON.stringify(world.twin.workspace(workspace).snapshot());
  return JSON.parse(
    text
      .replaceAll(workspace, "WORKSPACE")
      // The account of the workspace's default storage.
      .replaceAll(workspace.replaceAll("-", ""), "WORKSPACE")
      .replace(/"(etag|lastPublishTime)":"[^"]*"/g, '"$1":""'),
  );
}

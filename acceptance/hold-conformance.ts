import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";
import type { Moment } from "./stall.ts";
import { liveOf } from "./state-of.ts";
import type { World } from "./world.ts";

/** Requests at which a run is ended, before or after they take effect. */
const moments: Readonly<Record<string, Moment>> = {
  create: { on: "workspace", rule: { method: "PUT", path: "/datasets/rc*_one" }, effect: "after" },
  start: { on: "workspace", rule: { method: "POST", path: "/triggers/*/start" }, effect: "after" },
  rename: { on: "workspace", rule: { method: "POST", path: "/pipelines/*/rename" }, effect: "after" },
  file: { on: "lake", rule: { method: "PUT", path: "**/rc*/file.json" }, effect: "after" },
  journal: {
    on: "lake",
    rule: { method: "PATCH", path: "**/conformance/*.jsonl", skip: 5 },
    effect: "before",
  },
};
let world: World;
let places: ReadonlyMap<string, Place>;

/** Opens a place for each of these names. */
export function openConformancePlaces(names: readonly string[]): () => World {
  beforeAll(async () => {
    const opened = await openPlaces(names);
    world = opened.world;
    places = new Map(opened.places.map((place) => [place.workspace, place]));
  });
  afterAll(() => world.close());
  return () => world;
}

/** Names of the moments at which a run is killed. */
export const allMoments: readonly string[] = Object.keys(moments);

/** Kills a run at these moments: a test each. */
export function holdConformanceCrashes(names: readonly string[]): void {
  test.each(names)("%s: killed there, the next run takes away what it made", async (moment) => {
    const name = `kill-${moment}`;
    const { place, folder } = prepare(name);
    const { on, rule, effect } = momentOf(moment);
    const { faults } = on === "lake" ? world.twin.lake(place.account) : world.twin.workspace(name);
    faults.add({ ...rule, times: 1, fault: { kind: "hold", effect } });
    const signalWhen = { name: "SIGKILL", reached: faults.untilHeld() } as const;
    expect((await runProgram(["conformance"], { cwd: folder, signalWhen })).code).toBe(-1);
    faults.clear();
    expect(journalsOf(place)).toHaveLength(1);
    await runCommand("unlock", folder, { yes: true });
    const next = await runCommand("conformance", folder, { clean: true });
    expect(next.code, next.problems).toBe(0);
    expect(next.out).toMatch(/^Deleted: \d+ artifacts? of earlier runs$/);
    expect(leftIn(place)).toEqual([]);
  });
}

function momentOf(name: string) {
  const moment = moments[name];
  if (moment === undefined) throw new Error(`there is no moment ${name}`);
  return moment;
}

/** A repository that publishes nothing, to a place of its own. */
export function prepare(name: string, scratch = "scratch: true\n") {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  const folder = world.makeFolder(name);
  mkdirSync(join(folder, "environments"), { recursive: true });
  mkdirSync(join(folder, "workspace/pipeline"), { recursive: true });
  writeFileSync(
    join(folder, "retain.yaml"),
    "name: trying\nenvironment: twin\nsources:\n  - synapse: ./workspace\n",
  );
  writeFileSync(
    join(folder, "environments/twin.yaml"),
    `workspace: ${name}\ntwin: ${JSON.stringify(world.folder)}\nlake: { account: ${place.account}, filesystem: ${place.filesystem} }\n${scratch}`,
  );
  return { place, folder };
}

/** Everything of any run that is in the workspace or in the lake. */
export function leftIn(place: Place): readonly string[] {
  const lake = join(world.twin.lake(place.account).files, place.filesystem);
  return [...Object.keys(liveOf(world, place)), ...readdirSync(lake)].filter((name) =>
    /(^|\/)rc[0-9a-f]{16}/.test(name),
  );
}

export function journalsOf({ account, filesystem }: Place): readonly string[] {
  const folder = join(world.twin.lake(account).files, filesystem, "_retain/trying/twin/conformance");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

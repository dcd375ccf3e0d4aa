import type { FaultRule } from "@retain/twin/host/faults";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { prepareMove } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { type CommandRun, runCommand } from "./run-command.ts";
import { closingOf, type EndState, liveOf, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

// They wait far more than they work: for the next attempt at what failed.
vi.setConfig({ maxConcurrency: 20, testTimeout: 180_000 });
// Each apply hears of Ctrl-C, and they are all in this process.
process.setMaxListeners(40);

const seeds = Array.from({ length: 12 }, (_, at) => at + 1);
const names = [...seeds.map((seed) => `seed-${seed}`), "calm"];
const yes = { yes: true, allowDelete: true };
let world: World;
let places: readonly Place[];
let calm: EndState;

beforeAll(async () => {
  ({ world, places } = await openPlaces(names));
  const place = places.at(-1) as Place;
  const folder = await prepareMove(world, place);
  const { code, problems } = await runCommand("apply", folder, yes);
  expect(code, problems).toBe(0);
  calm = stateOf(world, place);
});
afterAll(() => world.close());

/** Together they hit three requests of ten. */
const bothSides: readonly FaultRule["fault"][] = [
  { kind: "status", status: 500 },
  { kind: "lost-request" },
  { kind: "lost-response" },
];
const workspaceOnly: readonly FaultRule["fault"][] = [
  { kind: "throttle", seconds: 0 },
  { kind: "failed-operation", code: "BadRequest", message: "Something went wrong." },
  { kind: "stale-read" },
];

function misbehave(seed: number, { workspace, account }: Place): void {
  const put = (
    faults: readonly FaultRule["fault"][],
    on: { add: (rule: FaultRule) => void },
    salt: number,
  ) => {
    for (const [at, fault] of faults.entries()) {
      on.add({ probability: 0.3 / faults.length, seed: seed * 100 + salt + at, fault });
    }
  };
  put([...bothSides, ...workspaceOnly], world.twin.workspace(workspace).faults, 0);
  put(bothSides, world.twin.lake(account).faults, 50);
}

describe.concurrent("an apply of which three requests of ten go wrong, in the workspace and in the lake", () => {
  test.each(seeds)(
    "ends right or tells what is not done, and is right the next time: seed %d",
    async (seed) => {
      const place = places[seed - 1] as Place;
      const folder = await prepareMove(world, place);
      const faulty = [world.twin.workspace(place.workspace).faults, world.twin.lake(place.account).faults];
      const before = liveOf(world, place);
      const last = closingOf(world, place).release;
      misbehave(seed, place);
      const first = await runCommand("apply", folder, { ...yes, json: true });
      for (const faults of faulty) faults.clear();

      expect([0, 1, 5, 6, 8, 9], `${first.out}${first.problems}`).toContain(first.code);
      if (first.code === 0) expect(stateOf(world, place)).toEqual(calm);
      else expect(`${first.out}${first.problems}`).toMatch(/"message": |^Error: /);
      if (first.out === "") expect(liveOf(world, place)).toEqual(before);
      else expectHonest(first, place, before, last);

      // A lock that could not be given back is not waited for.
      await runCommand("unlock", folder, { yes: true });
      const second = await runCommand("apply", folder, yes);
      expect(second.code, `${first.out}${second.out}${second.problems}`).toBe(0);
      expect(stateOf(world, place)).toEqual(calm);
    },
  );
});

interface Report {
  readonly changes: readonly {
    readonly id: string;
    readonly ref: string;
    readonly action: string;
    readonly is: "done" | "failed" | "skipped" | "not-started";
    readonly problem?: unknown;
  }[];
  readonly release: string | null;
}

/** Whatever the report says of a change is what the workspace shows, and what it says of the release is in the lake. */
function expectHonest(
  { out }: CommandRun,
  place: Place,
  before: EndState["live"],
  last: string | null,
): void {
  const { changes, release } = JSON.parse(out) as Report;
  const live = liveOf(world, place);
  for (const { id, ref, action, is, problem } of changes) {
    if (is === "failed") expect(problem, id).toBeTruthy();
    const name = ref.replace("/", "s/");
    const states = changes.filter((one) => one.ref === ref && /^(stop|start)$/.test(one.action));
    const settled = states.every((one) => one.is === "done");
    if (action === "stop" || action === "start") continue;
    if (is === "failed") continue;
    const expected = is === "done" ? calm.live[name] : before[name];
    if (settled || states.length === 0) expect(live[name], id).toEqual(expected);
    else expect(live[name] === undefined, id).toBe(expected === undefined);
  }
  for (const { ref } of changes.filter((one) => one.action === "start" && one.is === "done")) {
    expect(live[ref.replace("/", "s/")], ref).toMatchObject({ properties: { runtimeState: "Started" } });
  }
  const closing = closingOf(world, place);
  expect(closing.release).toBe(release ?? last);
}

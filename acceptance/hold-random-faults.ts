import type { FaultRule } from "@retain/twin/faults/fault";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openBesideCalm } from "./calm-move.ts";
import { prepareMove } from "./moving-estate.ts";
import type { Place } from "./places.ts";
import { type CommandRun, runCommand } from "./run-command.ts";
import { closingOf, type EndState, liveOf, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

const yes = { yes: true, allowDelete: true };
let world: World;
let places: readonly Place[];
let calm: EndState;

/** Why something is not done or not shown, in a report or on stderr. */
const tells = /"(?:message|why)": |"differences": \[\n|^Error: /;

/** Together they hit three requests of ten. */
const bothSides: readonly FaultRule["fault"][] = [
  { kind: "status", status: 500 },
  { kind: "lost-request" },
  { kind: "lost-response" },
];
const workspaceOnly: readonly FaultRule["fault"][] = [
  { kind: "throttle", seconds: 0 },
  { kind: "failed-operation", code: "BadRequest", message: "Something went wrong." },
];
/** A list that lags behind hides what stands there for long; that two in a row do so is beyond any service. */
const lagging: readonly FaultRule[] = [
  { path: "/*", probability: 0.15, times: 1, fault: { kind: "stale-read" } },
  { path: "/*/*", probability: 0.15, fault: { kind: "stale-read" } },
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
  for (const rule of lagging) world.twin.workspace(workspace).faults.add({ ...rule, seed });
  put([...bothSides, ...workspaceOnly], world.twin.workspace(workspace).faults, 0);
  put(bothSides, world.twin.lake(account).faults, 50);
}

/** An apply under faults that these seeds choose: a test each. */
export function holdRandomFaults(seeds: readonly number[]): void {
  // They wait far more than they work: for the next attempt at what failed.
  vi.setConfig({ maxConcurrency: 20, testTimeout: 240_000 });
  // Each apply hears of Ctrl-C, and they are all in this process.
  process.setMaxListeners(40);

  beforeAll(async () => {
    ({ world, places, calm } = await openBesideCalm(seeds.map((seed) => `seed-${seed}`)));
  });
  afterAll(() => world.close());

  describe.concurrent("an apply of which three requests of ten go wrong, in the workspace and in the lake", () => {
    test.each(seeds)(
      "ends right or tells what is not done, and is right the next time: seed %d",
      async (seed) => {
        const place = places[seeds.indexOf(seed)] as Place;
        const folder = await prepareMove(world, place);
        const faulty = [world.twin.workspace(place.workspace).faults, world.twin.lake(place.account).faults];
        const before = liveOf(world, place);
        const last = closingOf(world, place).release;
        misbehave(seed, place);
        const first = await runCommand("apply", folder, { ...yes, json: true });
        for (const faults of faulty) faults.clear();

        expect([0, 1, 5, 6, 8, 9], `${first.out}${first.problems}`).toContain(first.code);
        if (first.code === 0) expect(stateOf(world, place)).toEqual(calm);
        else expect(`${first.out}${first.problems}`).toMatch(tells);
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
}

interface Report {
  readonly changes: readonly {
    readonly id: string;
    readonly ref: string;
    readonly action: string;
    readonly status: "done" | "failed" | "skipped" | "not-started";
    readonly problem?: unknown;
  }[];
  readonly left: readonly { readonly ref: string }[] | null;
  readonly release: string | null;
}

/** Whatever the report says of a change is what the workspace shows, and what it says of the release is in the lake. */
function expectHonest(
  { out }: CommandRun,
  place: Place,
  before: EndState["live"],
  last: string | null,
): void {
  const { changes, left, release } = JSON.parse(out) as Report;
  const unproven = (left ?? []).map(({ ref }) => ref);
  const live = liveOf(world, place);
  for (const { id, ref, action, status, problem } of changes) {
    if (status === "failed") expect(problem, id).toBeTruthy();
    // Of a replacement the second half says what is there; of one that got no further, nothing is. Of a first half
    // that failed nobody knows whether it took effect, and that it failed is told.
    const halves = changes.filter((one) => one.ref === ref && /^(create|delete)$/.test(one.action));
    if (halves.length > 1 && (action === "delete" || halves.some((one) => one.status === "failed"))) continue;
    const name = ref.replace("/", "s/");
    const states = changes.filter((one) => one.ref === ref && /^(stop|start)$/.test(one.action));
    const settled = states.every((one) => one.status === "done");
    if (action === "stop" || action === "start" || status === "failed" || unproven.includes(ref)) continue;
    const isGone = halves.some((one) => one.action === "delete" && one.status === "done");
    const expected = status === "done" ? calm.live[name] : isGone ? undefined : before[name];
    if (settled || states.length === 0) expect(live[name], id).toEqual(expected);
    else expect(live[name] === undefined, id).toBe(expected === undefined);
  }
  for (const { ref } of changes.filter((one) => one.action === "start" && one.status === "done")) {
    if (unproven.includes(ref)) continue;
    expect(live[ref.replace("/", "s/")], ref).toMatchObject({ properties: { runtimeState: "Started" } });
  }
  const closing = closingOf(world, place);
  expect(closing.release).toBe(release ?? last);
}

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
const alone = ["journal", "proof", "start", "kept-trigger", "stop"] as const;
const names = [...seeds.map((seed) => `seed-${seed}`), ...alone, "calm"];
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

describe.concurrent("an apply that is refused", () => {
  test("its journal begins nothing more, puts triggers back and says why", async () => {
    const { place, first, next } = await applyTwice("journal", ({ account }) =>
      world.twin.lake(account).faults.add({
        method: "PATCH",
        path: "/**/journal/current.jsonl",
        skip: 4,
        fault: { kind: "status", status: 403 },
      }),
    );
    expect(first.run.code).toBe(6);
    expect(first.run.out).toContain("  o trigger/Nightly not deleted");
    expect(first.run.out).toMatch(
      /^Error: cannot write state\/_retain\/moving\/twin\/journal\/current.jsonl/m,
    );
    for (const name of ["Daily", "Nightly", "Theirs", "Weekly"])
      expect(stateIn(first.live, name)).toBe("Started");
    expect(next.code, next.problems).toBe(0);
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("the look at what it wrote leaves the record to the next one", async () => {
    const { place, first, next } = await applyTwice("proof", ({ workspace }) =>
      world.twin.workspace(workspace).faults.add({
        method: "GET",
        path: "/pipelines",
        skip: 1,
        fault: { kind: "status", status: 403 },
      }),
    );
    expect(first.run.code).toBe(1);
    expect(first.run.out).toContain("Error: the release is not recorded yet");
    expect(first.closing.unfinished).toBe(true);
    expect(next.notes).toContain("6 artifacts it wrote are live and will be recorded");
    expect(next.code, next.problems).toBe(0);
    expect(next.out).toContain("Nothing to do");
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("the start of a trigger that nobody says the state of leaves it to the next one", async () => {
    const { place, first, next } = await applyTwice("start", ({ workspace }) =>
      world.twin.workspace(workspace).faults.add({
        method: "POST",
        path: "/triggers/Daily/start",
        fault: { kind: "status", status: 403 },
      }),
    );
    expect(first.run.code).toBe(6);
    expect(first.closing.unfinished).toBe(false);
    expect(stateIn(first.live, "Daily")).toBe("Stopped");
    expect(next.out).toContain("▶ trigger/Daily (ran before an apply stopped it)");
    expect(next.code, next.problems).toBe(0);
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("the delete of a trigger lets it run on", async () => {
    const { place, first, next } = await applyTwice("kept-trigger", ({ workspace }) =>
      world.twin.workspace(workspace).faults.add({
        method: "DELETE",
        path: "/triggers/Nightly",
        fault: { kind: "status", status: 403 },
      }),
    );
    expect(first.run.code).toBe(6);
    expect(stateIn(first.live, "Nightly")).toBe("Started");
    expect(first.run.out).toContain("  trigger/Nightly was down for ");
    expect(first.run.out).not.toContain("it still runs");
    expect(next.code, next.problems).toBe(0);
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("a stop that happened all the same starts the trigger again", async () => {
    const { place, first, next } = await applyTwice("stop", ({ workspace }) => {
      const { faults } = world.twin.workspace(workspace);
      // The first one is done and not answered, the second refused.
      const path = "/triggers/Daily/stop";
      faults.add({ method: "POST", path, times: 1, fault: { kind: "lost-response" } });
      faults.add({ method: "POST", path, fault: { kind: "status", status: 403 } });
    });
    expect(first.run.out).toContain("  x trigger/Daily failed");
    expect(stateIn(first.live, "Daily")).toBe("Started");
    expect(next.code, next.problems).toBe(0);
    expect(stateOf(world, place)).toEqual(calm);
  });
});

/** Applies while a rule is in force, and again without it. */
async function applyTwice(name: (typeof alone)[number], misbehave: (place: Place) => void) {
  const place = places.find(({ workspace }) => workspace === name) as Place;
  const folder = await prepareMove(world, place);
  misbehave(place);
  const run = await runCommand("apply", folder, yes);
  const first = { run, live: liveOf(world, place), closing: closingOf(world, place) };
  world.twin.workspace(place.workspace).faults.clear();
  world.twin.lake(place.account).faults.clear();
  return { place, first, next: await runCommand("apply", folder, yes) };
}

function stateIn(live: EndState["live"], trigger: string): unknown {
  const body = live[`triggers/${trigger}`] as { readonly properties: { readonly runtimeState: string } };
  return body.properties.runtimeState;
}

interface Report {
  readonly changes: readonly {
    readonly id: string;
    readonly ref: string;
    readonly action: string;
    readonly is: "done" | "failed" | "skipped" | "not-started";
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
  for (const { id, ref, action, is, problem } of changes) {
    if (is === "failed") expect(problem, id).toBeTruthy();
    const name = ref.replace("/", "s/");
    const states = changes.filter((one) => one.ref === ref && /^(stop|start)$/.test(one.action));
    const settled = states.every((one) => one.is === "done");
    if (action === "stop" || action === "start" || is === "failed" || unproven.includes(ref)) continue;
    const expected = is === "done" ? calm.live[name] : before[name];
    if (settled || states.length === 0) expect(live[name], id).toEqual(expected);
    else expect(live[name] === undefined, id).toBe(expected === undefined);
  }
  for (const { ref } of changes.filter((one) => one.action === "start" && one.is === "done")) {
    if (unproven.includes(ref)) continue;
    expect(live[ref.replace("/", "s/")], ref).toMatchObject({ properties: { runtimeState: "Started" } });
  }
  const closing = closingOf(world, place);
  expect(closing.release).toBe(release ?? last);
}

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { prepareMove } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { type ProgramRun, runProgram } from "./run-program.ts";
import { stallAt } from "./stall.ts";
import { closingOf, type EndState, liveOf, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

vi.setConfig({ testTimeout: 90_000 });

const names = ["waits", "overtaken", "unlocked", "interrupted", "reading", "stalled", "calm"] as const;
const words = ["apply", "--yes", "--allow-delete"];
const yes = { yes: true, allowDelete: true };
/** They ran when the apply began. */
const running = ["Daily", "Nightly", "Theirs", "Weekly", "Windows"];
let world: World;
let places: ReadonlyMap<string, Place>;
let calm: EndState;

beforeAll(async () => {
  const opened = await openPlaces(names);
  world = opened.world;
  places = new Map(opened.places.map((place) => [place.workspace, place]));
  const folder = await prepareMove(world, placeOf("calm"));
  expect((await runCommand("apply", folder, yes)).code).toBe(0);
  calm = stateOf(world, placeOf("calm"));
});
afterAll(() => world.close());

/** An apply that is stuck in a write, with every trigger stopped that it stops. */
async function holdApply(name: (typeof names)[number], signal?: NodeJS.Signals) {
  const place = placeOf(name);
  const folder = await prepareMove(world, place);
  const { faults } = world.twin.workspace(name);
  faults.add({ method: "PUT", path: "/pipelines/Load", times: 1, fault: { kind: "hold", effect: "before" } });
  const held = faults.untilHeld();
  const signalWhen = signal === undefined ? {} : { signalWhen: { name: signal, reached: held } };
  const run = runProgram(words, { cwd: folder, ...signalWhen });
  await Promise.race([held, run]);
  return { place, folder, run, goOn: () => faults.clear() };
}

describe.concurrent("while an apply is under way", () => {
  test("another one is refused and told whose turn it is", async () => {
    const { place, folder, run, goOn } = await holdApply("waits");
    const other = await runProgram(words, { cwd: folder });
    expect(other.code).toBe(10);
    expect(other.stdout).toBe("");
    expect(other.stderr).toMatch(
      /^Error: 'twin' is locked: .+ on .+ \(process \d+\), since .+, for `retain apply`/,
    );
    expect(other.stderr).toContain("retain unlock");
    goOn();
    const { code, stderr } = await run;
    expect(code, stderr).toBe(0);
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("its lock is broken: it sends nothing more, leaves triggers to the next one and records nothing", async () => {
    const { place, folder, run, goOn } = await holdApply("unlocked");
    const { release } = closingOf(world, place);
    expect((await runCommand("unlock", folder, { yes: true })).code).toBe(0);
    goOn();
    const stopped = await run;
    expectStopped(stopped);
    expect(closingOf(world, place)).toEqual({ release, unfinished: true });
    expect(stopped.stdout).toMatch(/^Error: trigger\/Daily, .*trigger\/Nightly.* are left stopped/m);

    const next = await runCommand("apply", folder, yes);
    expect(next.code, next.problems).toBe(0);
    expect(next.notes).toMatch(
      /^An apply of 21 changes by .+ did not finish; this plan continues from there:$/m,
    );
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("its lock is broken and another one publishes: what that one recorded stays", async () => {
    const { place, folder, run, goOn } = await holdApply("overtaken");
    await runCommand("unlock", folder, { yes: true });
    const other = await runCommand("apply", folder, yes);
    expect(other.code, other.problems).toBe(0);
    const { release } = closingOf(world, place);
    goOn();
    expectStopped(await run);
    expect(closingOf(world, place)).toEqual({ release, unfinished: false });
    expect(stateOf(world, place)).toEqual(calm);
  });

  test("Ctrl-C ends it when what is under way is done, and its triggers run again", async () => {
    const { place, folder, run, goOn } = await holdApply("interrupted", "SIGINT");
    goOn();
    const { code, stdout, stderr } = await run;
    expect(code, stdout).toBe(130);
    expect(stderr).toContain("Stopping: finishing what is in progress");
    expect(stdout).toContain("  ~ pipeline/Load updated");
    expect(stdout).toContain("  o trigger/Nightly not deleted");
    for (const name of running) {
      expectRuns(place, name);
      expect(stdout).toMatch(new RegExp(`trigger/${name} was down for `));
    }
    expect(closingOf(world, place).unfinished).toBe(false);
    const next = await runCommand("apply", folder, yes);
    expect(next.code, next.problems).toBe(0);
    expect(stateOf(world, place)).toEqual(calm);
  });
});

test("it is stalled while another one takes the lock and publishes: it sends nothing more when it wakes", async () => {
  const rule = { method: "PUT", path: "/pipelines/Load" };
  const { run, late } = await stallAt({ on: "workspace", rule, effect: "before" }, world, placeOf("stalled"));
  expect(run.code, run.stdout).toBe(6);
  expect(run.stdout).toMatch(/the lock of .+ was lost/);
  expect(late).toEqual([]);
  expect(stateOf(world, placeOf("stalled"))).toEqual(calm);
});

test("Ctrl-C while an apply still reads gives the lock back", async () => {
  const place = placeOf("reading");
  const folder = await prepareMove(world, place);
  const { faults } = world.twin.workspace("reading");
  faults.add({ method: "GET", path: "/pipelines", times: 1, fault: { kind: "hold", effect: "before" } });
  const signalWhen = { name: "SIGINT", reached: faults.untilHeld() } as const;
  const run = await runProgram(words, { cwd: folder, signalWhen });
  faults.clear();
  expect(run).toEqual({ code: -1, stdout: "", stderr: "" });
  const next = await runCommand("apply", folder, yes);
  expect(next.code, next.problems).toBe(0);
  expect(stateOf(world, place)).toEqual(calm);
});

function placeOf(name: (typeof names)[number]): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  return place;
}

/** The answer to the write that was held was lost: it is not sent again, and nothing comes after it. */
function expectStopped({ code, stdout, stderr }: ProgramRun): void {
  expect(code, stdout + stderr).toBe(6);
  expect(stdout).toContain("  x pipeline/Load failed");
  expect(stdout).toContain("  o trigger/Nightly not deleted");
  expect(stdout).toMatch(/the lock of .+ was lost/);
  expect(stdout).not.toContain("; release ");
}

function expectRuns(place: Place, name: string): void {
  expect(liveOf(world, place)[`triggers/${name}`], name).toMatchObject({
    properties: { runtimeState: "Started" },
  });
}

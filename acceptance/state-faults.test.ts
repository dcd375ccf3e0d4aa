import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openBesideCalm } from "./calm-move.ts";
import { prepareMove } from "./moving-estate.ts";
import type { Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { closingOf, type EndState, liveOf, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

// They wait far more than they work: for the next attempt at what failed.
vi.setConfig({ maxConcurrency: 20, testTimeout: 180_000 });
// Each apply hears of Ctrl-C, and they are all in this process.
process.setMaxListeners(40);

const alone = ["journal", "proof", "start", "kept-trigger", "stop"] as const;
const yes = { yes: true, allowDelete: true };
let world: World;
let places: readonly Place[];
let calm: EndState;

beforeAll(async () => {
  ({ world, places, calm } = await openBesideCalm(alone));
});
afterAll(() => world.close());

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
    expect(next.notes).toContain("7 artifacts it wrote are live and will be recorded");
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
    expect(next.out).toContain("▶ trigger/Daily (was running before an apply stopped it)");
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
    expect(first.run.out).not.toContain("it is still running");
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

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Boundary, records, replacements, writes } from "./boundaries.ts";
import { copyMove, layOutVersion, prepareMove } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { type ProgramRun, runProgram } from "./run-program.ts";
import { closingOf, type EndState, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

const words = ["apply", "--yes", "--allow-delete"];
const yes = { yes: true, allowDelete: true };

let world: World;
let places: ReadonlyMap<string, Place>;
let undisturbed: EndState;

/** Kills an apply at every request that changes something, or at one of so many: a test each. */
export function holdCrashes(every: number): void {
  // Several processes one after the other, five tests at once.
  vi.setConfig({ testTimeout: 240_000 });
  const isTaken = (_: unknown, at: number) => at % every === 0;

  // The first one is always taken: between the halves of a replacement.
  const boundaries = [...replacements, ...writes, ...records]
    .filter(isTaken)
    .map((boundary, at) => ({ ...boundary, at }));
  /** Moments of an apply, one after the other, for what takes more than one apply that dies. */
  const moments = writes.filter((_, at) => at % 6 === 3).filter(isTaken);
  const others = ["again", "back"].flatMap((what) => moments.map((_, at) => `${what}-${at}`));

  beforeAll(async () => {
    const opened = await openPlaces([
      ...boundaries.map(({ at }) => `crash-${at}`),
      ...others,
      "origin",
      "undisturbed",
    ]);
    world = opened.world;
    places = new Map(opened.places.map((place) => [place.workspace, place]));
    await prepareMove(world, placeOf("origin"));
    const place = placeOf("undisturbed");
    const folder = prepare(place);
    const { code, problems } = await runCommand("apply", folder, yes);
    expect(code, problems).toBe(0);
    undisturbed = stateOf(world, place);
  });
  afterAll(() => world.close());

  describe.concurrent("an apply that is killed", () => {
    test.each(boundaries)("$name: the next one ends as if nothing had happened", async (boundary) => {
      const place = placeOf(`crash-${boundary.at}`);
      const folder = prepare(place);
      const killed = await killAt(boundary, place, folder);
      expect(boundary.sure ? [-1] : [-1, 0], killed.stderr).toContain(killed.code);

      const { unfinished } = closingOf(world, place);
      await runCommand("unlock", folder, { yes: true });
      const next = await runCommand("apply", folder, yes);
      expect(next.code, `${next.out}\n${next.problems}`).toBe(0);
      expect(next.notes.includes("did not finish"), next.notes).toBe(unfinished);
      expect(stateOf(world, place)).toEqual(undisturbed);
      const { code, out, notes } = await runCommand("plan", folder, { exitCode: true });
      expect({ code, notes }, out).toEqual({ code: 0, notes: "" });
    });

    test.each(moments.map((moment, at) => ({ ...moment, at })))(
      "$name, and the next one at its second write: the third ends as if nothing had happened",
      async (moment) => {
        const place = placeOf(`again-${moment.at}`);
        const folder = prepare(place);
        for (const boundary of [moment, { ...moment, rule: { ...moment.rule, skip: 1 } }]) {
          await killAt(boundary, place, folder);
          await runCommand("unlock", folder, { yes: true });
        }
        const next = await runCommand("apply", folder, yes);
        expect(next.code, `${next.out}\n${next.problems}`).toBe(0);
        expect(stateOf(world, place)).toEqual(undisturbed);
      },
    );

    test.each(moments.map((moment, at) => ({ ...moment, at })))(
      "$name, after which the repository goes back: nothing of it stays",
      async (moment) => {
        const place = placeOf(`back-${moment.at}`);
        const folder = prepare(place);
        const before = stateOf(world, place);
        await killAt(moment, place, folder);
        await runCommand("unlock", folder, { yes: true });
        layOutVersion(1, folder, place, world.folder);
        const next = await runCommand("apply", folder, yes);
        expect(next.code, `${next.out}\n${next.problems}`).toBe(0);
        expect(stateOf(world, place)).toEqual(before);
      },
    );
  });
}

/** Runs the program until it reaches a request, and kills it there. */
async function killAt({ on, rule, effect }: Boundary, place: Place, cwd: string): Promise<ProgramRun> {
  const { faults } = on === "lake" ? world.twin.lake(place.account) : world.twin.workspace(place.workspace);
  faults.add({ ...rule, times: 1, fault: { kind: "hold", effect } });
  const signalWhen = { name: "SIGKILL", reached: faults.untilHeld() } as const;
  const run = await runProgram(words, { cwd, signalWhen });
  faults.clear();
  return run;
}

/** Published in its first version; the second one lies in the folder. */
function prepare(place: Place): string {
  return copyMove(world, placeOf("origin"), place);
}

function placeOf(name: string): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  return place;
}

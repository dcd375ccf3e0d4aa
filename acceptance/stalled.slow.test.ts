import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { records, replacements, writes } from "./boundaries.ts";
import { copyMove, prepareMove } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { stallAt } from "./stall.ts";
import { type EndState, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 });

// Before it holds the lock there is nothing to lose, and after it gave it back nothing to do.
const underLock = records.filter(({ rule }) => rule.path !== "/**/locks/*");
const boundaries = [...replacements, ...writes, ...underLock].map((boundary, at) => ({ ...boundary, at }));

let world: World;
let places: ReadonlyMap<string, Place>;
let undisturbed: EndState;

/**
 * Places for a second look. A signal may hit the few instructions between the last look at the lock and the first byte
 * of a request: from here that is told from a request that had been sent by nothing but that it does not happen again.
 */
const spare = ["spare-1", "spare-2", "spare-3"];

beforeAll(async () => {
  const opened = await openPlaces([
    ...boundaries.map(({ at }) => `stall-${at}`),
    ...spare,
    "origin",
    "undisturbed",
  ]);
  world = opened.world;
  places = new Map(opened.places.map((place) => [place.workspace, place]));
  await prepareMove(world, placeOf("origin"));
  const folder = copyMove(world, placeOf("origin"), placeOf("undisturbed"));
  expect((await runCommand("apply", folder, { yes: true, allowDelete: true })).code).toBe(0);
  undisturbed = stateOf(world, placeOf("undisturbed"));
});
afterAll(() => world.close());

describe.concurrent("an apply that is stopped, overtaken and woken", () => {
  test.each(boundaries)("$name: it sends nothing more that changes anything", async (boundary) => {
    const lateIn = async (place: Place) => {
      const { late } = await stallAt(boundary, world, place, () => copyMove(world, placeOf("origin"), place));
      expect(stateOf(world, place)).toEqual(undisturbed);
      return late;
    };
    const late = await lateIn(placeOf(`stall-${boundary.at}`));
    const again = late.length === 1 ? spare.pop() : undefined;
    expect(again === undefined ? late : await lateIn(placeOf(again))).toEqual([]);
  });
});

function placeOf(name: string): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  return place;
}

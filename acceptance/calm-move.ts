import { expect } from "vitest";
import { prepareMove } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { type EndState, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

/** Opens places, and applies the move in one more, where nothing goes wrong: what all the others are to come to. */
export async function openBesideCalm(
  names: readonly string[],
): Promise<{ readonly world: World; readonly places: readonly Place[]; readonly calm: EndState }> {
  const { world, places } = await openPlaces([...names, "calm"]);
  const place = places.at(-1) as Place;
  const folder = await prepareMove(world, place);
  const { code, problems } = await runCommand("apply", folder, { yes: true, allowDelete: true });
  expect(code, problems).toBe(0);
  return { world, places, calm: stateOf(world, place) };
}

import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Ref } from "@retain/artifacts/words/ref";
import type { Journals, LeftJournal, Made } from "@retain/state/conformance-journals";
import { problemOf } from "../target.ts";
import type { Service } from "./services.ts";

/** What became of what runs had made. */
export interface Cleared {
  /** Artifacts that are gone now. */
  readonly gone: number;
  /** Artifacts that could not be deleted, with why. */
  readonly left: readonly Diagnostic[];
  /** Runs whose journal stays, since a request of theirs may still be in progress. */
  readonly young: readonly string[];
}

/** A service may still be at work on a request this long after its sender died, in milliseconds. */
const settled = 60_000;

/** Deletes everything that a run may have made: what one trial made after another the other way round, trials side by side. */
export async function clearMade(
  services: readonly Service[],
  made: readonly Made[],
): Promise<Pick<Cleared, "gone" | "left">> {
  const trials = Map.groupBy(made, ({ trial }) => trial);
  const left: Diagnostic[] = [];
  await Promise.all(
    [...trials.values()].map(async (ofTrial) => {
      for (const { ref } of ofTrial.toReversed()) {
        try {
          await clearOne(services, ref);
        } catch (error) {
          left.push(problemOf(error));
        }
      }
    }),
  );
  return { gone: made.length - left.length, left };
}

/** Deletes what runs left that ended before their time, and puts their journals away. Throws WorkspaceError. */
export async function clearLeft(services: readonly Service[], journals: Journals): Promise<Cleared> {
  const found = await journals.list();
  const cleared = await Promise.all(found.map((journal) => clearJournal(services, journals, journal)));
  return {
    gone: cleared.reduce((sum, { gone }) => sum + gone, 0),
    left: cleared.flatMap(({ left }) => left),
    young: cleared.flatMap(({ young }) => young),
  };
}

async function clearJournal(
  services: readonly Service[],
  journals: Journals,
  { run, made, last }: LeftJournal,
): Promise<Cleared> {
  const { gone, left } = await clearMade(services, made);
  if (left.length > 0) return { gone, left, young: [] };
  if (Date.now() - last < settled) return { gone, left, young: [run] };
  await journals.remove(run);
  return { gone, left, young: [] };
}

async function clearOne(services: readonly Service[], ref: Ref): Promise<void> {
  const holder = services.find(({ name }) => name === contractOf(ref.kind).workspace);
  await holder?.conformance.clear(holder.reach, ref);
}

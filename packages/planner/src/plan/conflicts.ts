import type { JsonObject } from "@retain/artifacts/words/json";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { fieldDifferences } from "../differences/fields.ts";
import { named } from "./desired-digests.ts";
import type { Conflict, Move } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";
import type { PublishedArtifact } from "./published.ts";
import type { Verdict } from "./sides.ts";

/** That both sides moved. */
type BothMoved = Extract<Verdict, { type: "conflict" }>;

/** What both sides did, in one clause; since when, where that is to be told. */
export function bothMoved(
  { ours, theirs }: BothMoved,
  source: string,
  record?: Pick<PublishedArtifact, "release">,
): string {
  const since = record === undefined ? "" : ` since release ${record.release}`;
  return `${ours} in ${source} and ${theirs} in the workspace${since}`;
}

/** Both moves of a conflict, each from what was published. */
export function conflictOf(
  { publishedBodies, tolerances }: Pick<PlanInput, "publishedBodies" | "tolerances">,
  ref: Ref,
  { ours, theirs }: BothMoved,
  bodies: { readonly desired: JsonObject | undefined; readonly live: JsonObject | undefined },
): Conflict {
  const base = publishedBodies?.get(refKey(ref));
  const move = (what: Move["what"], body: JsonObject | undefined): Move => ({
    what,
    differences:
      what !== "edited" || base === undefined || body === undefined
        ? []
        : fieldDifferences(ref.kind, base, named(ref.name, body, true), tolerances(ref.kind)),
  });
  return { ref, ours: move(ours, bodies.desired), theirs: move(theirs, bodies.live) };
}

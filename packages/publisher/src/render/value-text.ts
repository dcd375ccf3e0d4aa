import { liveIdIn } from "@retain/artifacts/ids/live-id-text";
import type { Json } from "@retain/artifacts/words/json";
import { formatRef } from "@retain/artifacts/words/ref";
import type { FieldDifference } from "@retain/planner/plan/plan";

/** A value as JSON, in which what stands for a live id says whose it is: without quotes where it is the whole value. */
export function valueText(value: Json, indent?: number): string {
  return idWords(value) ?? JSON.stringify(value, (_, member: Json) => idWords(member) ?? member, indent);
}

/** The desired side of a difference, which may be an id that nobody knows yet. */
export function afterText({ after, knownAfterApply }: FieldDifference, indent?: number): string | undefined {
  if (after === undefined) return undefined;
  return `${valueText(after, indent)}${knownAfterApply ? ", known after apply" : ""}`;
}

function idWords(value: Json): string | undefined {
  const ref = liveIdIn(value);
  return ref === undefined ? undefined : `id of ${formatRef(ref)}`;
}

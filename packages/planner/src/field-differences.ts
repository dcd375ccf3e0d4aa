import { canonicalForm } from "@retain/artifacts/canonical";
import type { Json, JsonObject } from "@retain/artifacts/json";
import type { Risk, Tolerance } from "@retain/artifacts/kind";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Kind } from "@retain/artifacts/ref";
import { redactSecrets } from "@retain/artifacts/secrets";
import { bodyDifferences, type RawDifference } from "./differences.ts";
import { lineDifference } from "./line-difference.ts";
import type { FieldDifference } from "./plan.ts";

const gravity: readonly Risk[] = ["cosmetic", "behavioural", "breaking", "destructive"];

/** The gravest of some risks; cosmetic when there is none. */
export function gravest(risks: readonly Risk[]): Risk {
  return risks.reduce<Risk>((a, b) => (gravity.indexOf(b) > gravity.indexOf(a) ? b : a), "cosmetic");
}

/** What an update of `live` to `desired` changes, field by field, each with its risk. Shows no secret. */
export function fieldDifferences(
  kind: Kind,
  live: JsonObject,
  desired: JsonObject,
  tolerances: readonly Tolerance[],
): readonly FieldDifference[] {
  const bodies = {
    before: canonicalForm(kind, live, tolerances),
    after: canonicalForm(kind, desired, tolerances),
  };
  const { risk } = contractOf(kind);
  return bodyDifferences(bodies.before, bodies.after).map((difference) => {
    const { path, before, after } = difference;
    const sides = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    return { path: difference.text, ...shown(difference), risk: risk({ path, ...sides, bodies }) };
  });
}

/** Texts of several lines as a line difference, everything else as the two values. */
function shown({ path, ...sides }: RawDifference): Omit<FieldDifference, "path" | "risk"> {
  const shownValue = (value: Json | undefined) =>
    value === undefined ? undefined : redactSecrets(value, path);
  const [before, after] = [shownValue(sides.before), shownValue(sides.after)];
  if (typeof before === "string" && typeof after === "string" && `${before}${after}`.includes("\n")) {
    const lines = lineDifference(before, after);
    if (lines && lines.length > 0) return { lines };
  }
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

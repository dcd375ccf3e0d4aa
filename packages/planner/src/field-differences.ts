import { canonicalForm } from "@retain/artifacts/canonical";
import type { Json, JsonObject } from "@retain/artifacts/json";
import type { Risk, Tolerance } from "@retain/artifacts/kind";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Kind } from "@retain/artifacts/ref";
import { redactSecrets } from "@retain/artifacts/secrets";
import { bodyDifferences, type RawDifference } from "./differences.ts";
import { lineDifference } from "./line-difference.ts";
import type { FieldDifference } from "./plan.ts";
import { batchesOf } from "./statements.ts";

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
  return bodyDifferences(bodies.before, bodies.after).flatMap((difference) => {
    const { path, before, after } = difference;
    const asked = { path, ...present({ before, after }), bodies };
    return statementDifferences(kind, difference).map((part) => ({
      path: part.text,
      ...shown(part),
      risk: risk(asked),
    }));
  });
}

/** The text of a SQL script differs in the batches that differ, each by its first line; anything else as it is. */
function statementDifferences(kind: Kind, difference: RawDifference): readonly RawDifference[] {
  const { before, after, text } = difference;
  if (kind !== "sql-script" || typeof before !== "string" || typeof after !== "string") return [difference];
  const [old, next] = [batchesOf(before), batchesOf(after)];
  if (!old || !next) return [difference];
  const was = new Map(old.map((batch) => [batch.label, batch.text]));
  const is = new Map(next.map((batch) => [batch.label, batch.text]));
  const parts = [...new Set([...is.keys(), ...was.keys()])]
    .filter((label) => was.get(label) !== is.get(label))
    .map((label) => ({
      path: difference.path,
      text: `${text}[${JSON.stringify(label)}]`,
      ...present({ before: was.get(label), after: is.get(label) }),
    }));
  // Batches in another order, or other white space between them.
  return parts.length === 0 ? [difference] : parts;
}

/** The sides that are there: a member that is undefined is none. */
function present(sides: {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}): Pick<RawDifference, "before" | "after"> {
  const { before, after } = sides;
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
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
  return present({ before, after });
}

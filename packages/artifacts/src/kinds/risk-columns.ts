import { isObject, type Json, member } from "../words/json.ts";
import type { RiskQuestion, RiskRule } from "./risk.ts";

/**
 * Columns listed at `place`, each `{ name, type, … }`. One that goes or changes its name or type
 * breaks those who read it; columns that come break nobody.
 */
export function columnRule(...places: readonly string[]): RiskRule {
  const depths = new Set(places.map((place) => place.split(".").length));
  const [depth, ...others] = depths;
  if (depth === undefined || others.length > 0) throw new RangeError("places of one rule lie equally deep");
  return { patterns: places, risk: "breaking", when: (question) => losesColumns(question, depth) };
}

function losesColumns({ path, before, after }: RiskQuestion, depth: number): boolean {
  if (path.length === depth + 1) return columnBreaks(before, after);
  if (path.length > depth + 1) {
    return before !== undefined && (path[depth + 1] === "name" || path[depth + 1] === "type");
  }
  if (!Array.isArray(before)) return before !== undefined;
  const left = Array.isArray(after) ? after : [];
  return before.some((column: Json) => {
    const name = member(column, "name");
    return columnBreaks(
      column,
      name === undefined ? undefined : left.find((c: Json) => member(c, "name") === name),
    );
  });
}

function columnBreaks(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined) return false;
  if (!isObject(before) || !isObject(after)) return true;
  return before.name !== after.name || before.type !== after.type;
}

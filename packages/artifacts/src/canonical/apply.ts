import { isObject, type Json, type JsonObject } from "../words/json.ts";
import type { ToleranceRule } from "../words/kind.ts";
import { type Rewriting, rewriteTree } from "../words/rewrite.ts";
import { instantText } from "./instant.ts";
import { decide, stateBelow, type ToleranceState } from "./states.ts";
import { canonicalText } from "./text.ts";

/**
 * The value with all tolerances applied, members before what holds them; undefined
 * when the value itself is removed. What no tolerance touches is shared, not copied.
 */
export function applyTolerances(root: Json, start: ToleranceState): Json | undefined {
  return rewriteTree(root, decide(start, root), tolerating);
}

const tolerating: Rewriting<ToleranceState> = {
  below: stateBelow,
  // What is ignored is removed whatever it holds.
  enters: (place) => place.live && !place.rules.some((rule) => rule.do === "ignore"),
  replace: settle,
};

/** The value once the rules of its own place have acted. */
function settle(value: Json, state: ToleranceState): Json | undefined {
  let result = value;
  for (const rule of state.rules) {
    const next = act(rule, result);
    if (next === undefined) return undefined;
    result = next;
  }
  return result;
}

function act(rule: ToleranceRule, value: Json): Json | undefined {
  switch (rule.do) {
    case "ignore":
      return undefined;
    case "absent-when":
      return rule.values.some((absent) => sameJson(absent, value)) ? undefined : value;
    case "instant":
      return typeof value === "string" ? instantText(value) : value;
    case "line-ends":
      return typeof value === "string" ? plainLineEnds(value) : value;
    case "lines":
      if (typeof value === "string") return plainLineEnds(value);
      return isLines(value) ? plainLineEnds(value.join("")) : value;
    case "joined":
      return isObject(value) ? joined(value, rule) : value;
    case "any-order":
      return Array.isArray(value) ? sorted(value) : value;
  }
}

function sorted(list: readonly Json[]): readonly Json[] {
  const texts = list.map((item) => [canonicalText(item), item] as const);
  return texts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

function sameJson(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  return canonicalText(a) === canonicalText(b);
}

function joined(holder: JsonObject, { lines, text }: Extract<ToleranceRule, { do: "joined" }>): JsonObject {
  const { [lines]: list, [text]: whole, ...rest } = holder;
  const fromText = typeof whole === "string" ? plainLineEnds(whole) : undefined;
  if (list === undefined)
    return fromText === undefined || fromText === whole ? holder : { ...holder, [text]: fromText };
  if (!isLines(list)) return holder;
  const fromLines = plainLineEnds(list.join("\n"));
  const isOne = whole === undefined || whole === null || whole === "" || fromText === fromLines;
  return isOne ? { ...rest, [text]: fromLines } : holder;
}

function isLines(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

/** All carriage returns before a line feed go, so that doing it twice changes nothing more. */
function plainLineEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r+\n/g, "\n") : text;
}

import { commonTolerances } from "../../src/canonical/common.ts";
import { emptyIsAbsent } from "../../src/canonical/empty.ts";
import { contractOf } from "../../src/kinds/contracts.ts";
import { isObject, type Json, type JsonObject } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";

const [example] = emptyIsAbsent("list", ["x"]);

/** The patterns of members of a kind that say nothing while they are empty, each with its empty value. */
export function emptyMembers(kind: Kind): readonly { readonly pattern: string; readonly empty: Json }[] {
  return [...commonTolerances, ...contractOf(kind).tolerances].flatMap(({ pattern, rule, source }) => {
    if (source !== example?.source || rule.do !== "absent-when") return [];
    return [{ pattern, empty: rule.values[0] ?? [] }];
  });
}

/** The body with every such member that is absent put in empty, and every one that is empty taken out. */
export function turned(kind: Kind, body: JsonObject): JsonObject {
  return emptyMembers(kind).reduce(
    (result, { pattern, empty }) => turn(result, pattern.split("."), empty) as JsonObject,
    body,
  );
}

/** Follows one pattern; `**` goes to every depth, `name[*]` to every element, `[type=X]` only where that holds. */
function turn(value: Json, [step = "", ...rest]: readonly string[], empty: Json): Json {
  if (Array.isArray(value)) return value.map((one) => turn(one, [step, ...rest], empty));
  if (!isObject(value)) return value;
  if (step.startsWith("**")) {
    const type = /\[type=(\w+)\]/.exec(step)?.[1];
    const here = type === undefined || value.type === type ? turn(value, rest, empty) : value;
    return Object.fromEntries(
      Object.entries(here as JsonObject).map(([key, one]) => [key, turn(one, [step, ...rest], empty)]),
    );
  }
  const key = step.replace("[*]", "");
  const inner = value[key];
  if (rest.length > 0) return inner === undefined ? value : { ...value, [key]: turn(inner, rest, empty) };
  if (inner === undefined) return { ...value, [key]: empty };
  if (JSON.stringify(inner) !== JSON.stringify(empty)) return value;
  const { [key]: _, ...others } = value;
  return others;
}

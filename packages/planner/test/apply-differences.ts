import { isObject, type Json, type JsonObject, textAt } from "@retain/artifacts/words/json";
import type { RawDifference } from "../src/differences/differences.ts";

type Step = string | number;
type Part = Pick<RawDifference, "path" | "before" | "after" | "order">;

/** The value that differences lead to: what they say and nothing else, for the law that they say everything. */
export function applyDifferences(value: Json, differences: readonly Part[]): Json {
  const whole = differences.find(({ path, order }) => path.length === 0 && !order);
  if (whole) return whole.after ?? null;
  if (Array.isArray(value)) return applyToList(value, differences);
  return isObject(value) ? applyToObject(value, differences) : value;
}

function applyToObject(value: JsonObject, differences: readonly Part[]): Json {
  const members = new Map<string, Json>(Object.entries(value));
  for (const [key, parts] of byFirstStep(differences)) {
    const next = applyToMember(members.get(String(key)), parts);
    if (next === undefined) members.delete(String(key));
    else members.set(String(key), next);
  }
  return Object.fromEntries(members);
}

function applyToList(list: readonly Json[], differences: readonly Part[]): Json {
  const deeper = differences.filter(({ path }) => path.length > 0);
  const named = differences.some(({ path, order }) =>
    path.length === 0 ? order : typeof path[0] === "string",
  );
  return named ? applyByName(list, differences, deeper) : applyByIndex(list, deeper);
}

function applyByName(list: readonly Json[], all: readonly Part[], deeper: readonly Part[]): Json {
  const elements = new Map(list.map((element) => [textAt(element, "name") ?? "", element]));
  for (const [name, parts] of byFirstStep(deeper)) {
    const next = applyToMember(elements.get(String(name)), parts);
    if (next === undefined) elements.delete(String(name));
    else elements.set(String(name), next);
  }
  const order = all.find(({ path, order: moves }) => moves && path.length === 0)?.after;
  if (!Array.isArray(order)) return [...elements.values()];
  return order.map((name: Json) => elements.get(String(name)) ?? null);
}

/** Elements that go are named by where they were; all others by where they will stand. */
function applyByIndex(list: readonly Json[], deeper: readonly Part[]): Json {
  const goes = (part: Part) => part.path.length === 1 && part.after === undefined;
  const comes = (part: Part) => part.path.length === 1 && part.before === undefined;
  const gone = new Set(deeper.filter(goes).map(({ path }) => path[0]));
  const come = new Map(deeper.filter(comes).map(({ path, after }) => [path[0], after]));
  const stay = list.filter((_, at) => !gone.has(at));
  const edits = byFirstStep(deeper.filter((part) => !goes(part) && !comes(part)));
  return Array.from({ length: stay.length + come.size }, (_, at) => {
    const added = come.get(at);
    if (added !== undefined) return added;
    return applyToMember(stay.shift(), edits.get(at) ?? []) ?? null;
  });
}

function applyToMember(value: Json | undefined, parts: readonly Part[]): Json | undefined {
  const whole = parts.find(({ path, order }) => path.length === 0 && !order);
  return whole ? whole.after : applyDifferences(value ?? null, parts);
}

function byFirstStep(differences: readonly Part[]): ReadonlyMap<Step, readonly Part[]> {
  const groups = new Map<Step, Part[]>();
  for (const part of differences) {
    const [step, ...path] = part.path;
    if (step === undefined) continue;
    groups.set(step, [...(groups.get(step) ?? []), { ...part, path }]);
  }
  return groups;
}

import { isObject, type Json, textAt } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";

/** A step of a path as written: a key or index, or the `name` of an element of an array. */
export type Step = string | number;

/** A number that a pointer can mean as an index, and that stands unchanged when it was a key. */
const plainIndex = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Reads a JSON pointer (`/properties/activities/0`) or a property path
 * (`properties.activities["Load"].policy`); undefined when it is neither.
 */
export function parsePath(text: string): readonly Step[] | undefined {
  if (text.startsWith("/")) {
    return text
      .slice(1)
      .split("/")
      .map((step) =>
        plainIndex.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~"),
      );
  }
  const part = /(?:^|\.)([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  const steps: Step[] = [];
  while (part.lastIndex < text.length) {
    const [, key, index, quoted] = part.exec(text) ?? [];
    if (key !== undefined) steps.push(key);
    else if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(unquote(quoted));
    else return undefined;
  }
  return steps.length === 0 ? undefined : steps;
}

function unquote(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

/** Where a path leads, or the first step that leads nowhere and what could stand there. */
export type Resolved =
  | { readonly path: Path }
  | { readonly missing: Step; readonly at: Path; readonly known: readonly string[] };

/** Follows the steps through a value; all of them must exist. */
export function resolvePath(value: Json, steps: readonly Step[]): Resolved {
  const path: (string | number)[] = [];
  let found: Json = value;
  for (const step of steps) {
    const next = childKey(found, step);
    if (next === undefined) return { missing: step, at: path, known: childNames(found) };
    path.push(next);
    found = (found as { readonly [key: string | number]: Json })[next] as Json;
  }
  return { path };
}

function childKey(value: Json, step: Step): string | number | undefined {
  if (Array.isArray(value)) {
    if (typeof step === "string") {
      const named = value.findIndex((item: Json) => textAt(item, "name") === step);
      if (named >= 0) return named;
      if (!plainIndex.test(step)) return undefined;
    }
    const index = Number(step);
    return index < value.length ? index : undefined;
  }
  return isObject(value) && Object.hasOwn(value, String(step)) ? String(step) : undefined;
}

function childNames(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.map((item: Json, index) => textAt(item, "name") ?? String(index));
  return isObject(value) ? Object.keys(value) : [];
}

/** The value at a path that exists. */
export function valueAt(value: Json, path: Path): Json {
  let found: Json | undefined = value;
  for (const step of path) found = (found as { readonly [key: string | number]: Json } | undefined)?.[step];
  return found ?? null;
}

/** A copy of `value` that differs at `path` only; what lies beside the path is shared. */
export function replaceAt(value: Json, path: Path, replacement: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (index === step ? replaceAt(item, rest, replacement) : item));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === step ? replaceAt(item, rest, replacement) : item,
    ]),
  );
}

/** A copy of `value` whose object at `holder` has the member `key` besides, or has it no more where `member` is undefined. */
export function setMember(value: Json, holder: Path, key: string, member: Json | undefined): Json {
  const found = valueAt(value, holder);
  const rest = isObject(found) ? Object.entries(found).filter(([name]) => name !== key) : [];
  return replaceAt(
    value,
    holder,
    Object.fromEntries(member === undefined ? rest : [...rest, [key, member] as const]),
  );
}

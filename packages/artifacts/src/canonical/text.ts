import { type ExactNumber, isContainer, isExactNumber, type Json, type JsonObject } from "../words/json.ts";
import { canonicalNumber } from "../words/json-numbers.ts";

/** A container that is being written. */
interface Open {
  readonly parent: Open | undefined;
  readonly source: readonly Json[] | JsonObject;
  /** The sorted keys of an object; undefined for an array. */
  readonly keys: readonly string[] | undefined;
  readonly size: number;
  at: number;
}

/**
 * The one text of a JSON value: keys sorted by code unit, no white space. Goes
 * without recursion: bodies may nest deeper than the stack.
 */
export function canonicalText(value: Json): string {
  if (!isContainer(value)) return scalarText(value);
  let open: Open = enter(undefined, value);
  let text = open.keys ? "{" : "[";
  for (;;) {
    const { keys, source } = open;
    let entered: Open | undefined;
    while (open.at < open.size) {
      const at = open.at++;
      if (at > 0) text += ",";
      let member: Json;
      if (keys) {
        const key = keys[at] as string;
        text += keyText(key);
        member = (source as JsonObject)[key] as Json;
      } else member = (source as readonly Json[])[at] as Json;
      if (typeof member === "string") text += JSON.stringify(member);
      else if (!isContainer(member)) text += scalarText(member);
      // Lines of notebooks are most of what there is: written in one go, as native code does it.
      else if (isTexts(member)) text += JSON.stringify(member);
      else {
        entered = enter(open, member);
        text += entered.keys ? "{" : "[";
        break;
      }
    }
    if (entered) {
      open = entered;
      continue;
    }
    text += keys ? "}" : "]";
    if (!open.parent) return text;
    open = open.parent;
  }
}

/** A few hundred names make up nearly all keys of a workspace: each is put into quotes once. */
const keyTexts = new Map<string, string>();
const mostKeys = 4_096;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < mostKeys) keyTexts.set(key, text);
  return text;
}

function isTexts(value: readonly Json[] | JsonObject): boolean {
  if (!Array.isArray(value)) return false;
  for (let at = 0; at < value.length; at++) if (typeof value[at] !== "string") return false;
  return true;
}

function enter(parent: Open | undefined, source: readonly Json[] | JsonObject): Open {
  if (Array.isArray(source)) return { parent, source, keys: undefined, size: source.length, at: 0 };
  const keys = sortedKeys(source as JsonObject);
  return { parent, source, keys, size: keys.length, at: 0 };
}

/** Most objects are written in some habitual order and small: looking costs less than sorting. */
function sortedKeys(source: JsonObject): readonly string[] {
  const keys = Object.keys(source);
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  }
  return keys;
}

function scalarText(value: Exclude<Json, object> | ExactNumber | null): string {
  if (isExactNumber(value)) return canonicalNumber(value);
  if (typeof value === "string") return JSON.stringify(value);
  // JSON reads 1e400 as infinity; written as null it would equal a null
  if (value === Number.POSITIVE_INFINITY) return "1e999";
  if (value === Number.NEGATIVE_INFINITY) return "-1e999";
  return JSON.stringify(value) ?? "null";
}

import type { Json, JsonObject } from "../http.ts";

/**
 * What `JSON.parse` gives, with every number as it was written: nothing published says that the service changes
 * one. Throws SyntaxError, and RangeError for what nests deeper than the stack.
 */
export function parseJson(text: string): Json {
  return JSON.parse(text, mayHoldExactNumber.test(text) ? keepNumber : undefined) as Json;
}

/** Fractions, exponents, zeros with a sign, and sixteen digits: all others are written as a double is. */
const mayHoldExactNumber = /(?:^|[:,[\s])(?:-0|-?(?:\d+[.eE]|\d{16}))/;

function keepNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = typeof value === "number" ? context?.source : undefined;
  return source === undefined || source === String(value) ? value : JSON.rawJSON(source);
}

/** True for a JSON object (not null, not an array, not a number). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}

/** `value` with `change` applied to every object in it, innermost first. */
export function mapObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mapObjects(item, change));
  if (!isObject(value)) return value;
  return change(mapMembers(value, (_key, member) => mapObjects(member, change)));
}

/** `object` with every member's value changed. */
export function mapMembers(object: JsonObject, change: (key: string, value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));
}

/** `object` without the member `key`. */
export function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** `object` with the members of `defaults` that it lacks, at its end. */
export function withDefaults(object: JsonObject, defaults: JsonObject): JsonObject {
  return { ...object, ...Object.fromEntries(Object.entries(defaults).filter(([key]) => !(key in object))) };
}

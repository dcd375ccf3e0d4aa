/** A JSON value as it travels on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object as it travels on the wire. */
export type JsonObject = { readonly [key: string]: Json };

/** True for a JSON object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member `key` of `value`, or undefined when `value` is no object or lacks it. */
export function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text at `key` of `value`, or undefined when there is none or it is no string. */
export function textAt(value: Json | undefined, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === "string" ? found : undefined;
}

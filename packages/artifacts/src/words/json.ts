/** A JSON value as it travels on the wire. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

/**
 * A number that a double does not hold, or writes differently: its text, which `JSON.stringify` writes as it
 * is. Made by `JSON.rawJSON`; no object for anybody who looks for members.
 */
export interface ExactNumber {
  readonly rawJSON: string;
}

declare global {
  interface JSON {
    /** Node 22 and later; TypeScript does not know it yet. */
    rawJSON(text: string): ExactNumber;
    isRawJSON(value: unknown): value is ExactNumber;
  }
}

/** A JSON object as it travels on the wire. */
export type JsonObject = { readonly [key: string]: Json };

/** True for a JSON object (not null, not an array, not a number). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}

/** True for a list or an object: for what has members to go into. */
export function isContainer(value: unknown): value is readonly Json[] | JsonObject {
  return typeof value === "object" && value !== null && !JSON.isRawJSON(value);
}

/** True for a number that is kept as it was written. */
export function isExactNumber(value: unknown): value is ExactNumber {
  return JSON.isRawJSON(value);
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

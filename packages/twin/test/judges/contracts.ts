import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { Json, JsonObject } from "../../src/http.ts";
import { isObject } from "../../src/synapse/json.ts";

/** An operation that Microsoft documents, as `operations.json` of the contracts lists them. */
export interface Documented {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  readonly successCodes: readonly number[];
  readonly example: string | null;
}

/** A published request with its answers. */
export interface Example {
  readonly parameters: { readonly [name: string]: Json };
  readonly responses: { readonly [status: string]: { readonly body?: JsonObject } };
}

// Published beside the repositories of other people.
const folder = join(inject("corpora"), "../contracts/synapse");

export const documented: readonly Documented[] = JSON.parse(
  readFileSync(join(folder, "operations.json"), "utf8"),
);

/** The example of an operation. */
export function exampleOf({ example }: Documented): Example {
  return JSON.parse(readFileSync(join(folder, "examples", String(example)), "utf8"));
}

/** The path with the example's names in it and its api-version behind. */
export function targetOf({ path, apiVersion }: Documented, parameters: Example["parameters"]): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name] ?? "x")));
  return `${filled}${filled.includes("?") ? "&" : "?"}api-version=${apiVersion}`;
}

/** The one parameter that is an object: the body. */
export function bodyOf({ parameters }: Example): JsonObject | undefined {
  return Object.values(parameters).find(isObject);
}

/** Every `{referenceName, type}` in a body. */
export function referencesOf(value: Json | undefined): readonly { name: string; type: string }[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isObject(value)) return [];
  const { referenceName: name, type } = value;
  const own = typeof name === "string" && typeof type === "string" ? [{ name, type }] : [];
  return [...own, ...Object.values(value).flatMap(referencesOf)];
}

/** Where `actual` lacks a member of `wanted`, or holds another type there. */
export function lacking(wanted: Json, actual: Json | undefined, path = ""): readonly string[] {
  if (actual === undefined) return [`${path} is missing`];
  if (typeOf(wanted) !== typeOf(actual)) return [`${path} is ${typeOf(actual)}, not ${typeOf(wanted)}`];
  if (Array.isArray(wanted)) {
    const items = actual as readonly Json[];
    return wanted.flatMap((item: Json, at) => lacking(item, items[at], `${path}/${at}`));
  }
  if (!isObject(wanted)) return [];
  return Object.entries(wanted).flatMap(([key, value]) =>
    lacking(value, (actual as JsonObject)[key], `${path}/${key}`),
  );
}

function typeOf(value: Json): string {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

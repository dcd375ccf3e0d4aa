import { isExactNumber, isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import type { ParameterValue } from "./environment.ts";

/** A use of an environment's parameter: `${retain:name}` in a text. */
export interface ParameterUse {
  readonly path: Path;
  /** What is between the colon and the brace; undefined when that is not a name, or the brace is missing. */
  readonly name: string | undefined;
}

/** What stands for a live id, `${retain:id:…}`, is no parameter. */
const placeholder = /\$\{retain:(?!id:)(?:([A-Za-z_][\w.-]*)\})?/g;

/** Every use of a parameter in a value. */
export function parameterUses(value: Json, path: Path = []): readonly ParameterUse[] {
  if (typeof value === "string") {
    if (!value.includes("${retain:")) return [];
    return [...value.matchAll(placeholder)].map((match) => ({ path, name: match[1] }));
  }
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => parameterUses(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => parameterUses(item, [...path, key]));
}

/**
 * The value with every known parameter put in; the value itself is not
 * touched, and comes back as it is when it uses none. A text that is nothing
 * but a placeholder takes the type of the parameter.
 */
export function substitute(value: Json, parameters: { readonly [name: string]: ParameterValue }): Json {
  if (typeof value === "string") return substituteText(value, parameters);
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => substitute(item, parameters));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, substitute(item, parameters)] as const);
  return entries.some(([key, item]) => item !== value[key])
    ? (Object.fromEntries(entries) as JsonObject)
    : value;
}

/** A parameter as it stands inside a text. */
export function parameterText(value: ParameterValue): string {
  return isExactNumber(value) ? value.rawJSON : String(value);
}

function substituteText(text: string, parameters: { readonly [name: string]: ParameterValue }): Json {
  if (!text.includes("${retain:")) return text;
  const known = (name: string | undefined): ParameterValue | undefined =>
    name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const whole = /^\$\{retain:([^}]*)\}$/.exec(text);
  const only = known(whole?.[1]);
  if (only !== undefined) return only;
  return text.replace(placeholder, (written, name: string | undefined) =>
    parameterText(known(name) ?? written),
  );
}

import { isObject, type Json } from "../words/json.ts";
import { isNumber, nearestDouble } from "../words/json-numbers.ts";
import { facts, type Usually, type WireLimits, type WireNode } from "./facts.ts";
import { didYouMean } from "./similar.ts";

/** What is wrong with one value, apart from where it stands. */
export interface ValueProblem {
  readonly code: "shape-type" | "value-type" | "value-unknown" | "value-limit";
  readonly message: string;
  readonly why?: string;
  readonly advice?: string;
}

/** A value without members, or one about which nothing is known. */
export type Scalar = Extract<WireNode, { readonly is: "any" | "text" | "number" | "boolean" }>;

const words = {
  any: "anything",
  text: "a string",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  map: "an object",
  object: "an object",
  model: "an object",
} as const satisfies Record<WireNode["is"], string>;

/**
 * True for what is computed at run time or replaced when the environment is
 * bound: an expression object, `@…` text, or a `${retain:…}` parameter. It may
 * stand for a value of any type.
 */
export function isComputed(value: Json): boolean {
  if (typeof value === "string") return value.startsWith("@") || value.startsWith("${retain:");
  return isObject(value) && value.type === "Expression" && Object.hasOwn(value, "value");
}

/** The problem of a value that has the wrong JSON type; `name` is how the message calls it. */
export function wrongType(name: string, value: Json, node: WireNode): ValueProblem {
  return {
    code: "shape-type",
    message: `${name} is ${typeWords(value)}, but should be ${words[node.is]}`,
    advice: `write ${words[node.is]}`,
  };
}

/** What is wrong with a scalar; text that reads as a number or as true or false may stand for one. */
export function scalarProblem(name: string, value: Json, node: Scalar): ValueProblem | undefined {
  if (node.is === "any") return node.usually && unusual(name, value, node.usually);
  if (!hasType(value, node.is)) return wrongType(name, value, node);
  return unlistedValue(name, value, node.values) ?? outsideLimits(name, value, node.limits);
}

/** A value that is something else than its description says; the service may be milder than that. */
function unusual(name: string, value: Json, usually: Usually): ValueProblem | undefined {
  if (fits(value, usually)) return undefined;
  const expected = usualWords[usually];
  return {
    code: "value-type",
    message: `${name} is ${typeWords(value)}, but is usually ${expected}`,
    advice: `write ${expected}`,
  };
}

const usualWords = {
  text: "a string",
  secret: "a string",
  lines: "a string",
  number: "a number",
  boolean: "true or false",
  container: "a list or an object",
} as const satisfies Record<Usually, string>;

function fits(value: Json, usually: Usually): boolean {
  switch (usually) {
    case "number":
    case "boolean":
      return hasType(value, usually);
    case "container":
      return Array.isArray(value) || isObject(value);
    case "lines":
      return typeof value === "string" || Array.isArray(value);
    case "secret":
      return typeof value === "string" || isObject(value);
    case "text":
      return typeof value === "string" || (isObject(value) && secretTypes.has(String(value.type)));
  }
}

/** A secret may replace any string. */
const secretTypes: ReadonlySet<string> = new Set(["SecureString", "AzureKeyVaultSecret"]);

function hasType(value: Json, type: "text" | "number" | "boolean"): boolean {
  if (type === "text") return typeof value === "string";
  if (type === "boolean")
    return typeof value === "boolean" || (typeof value === "string" && /^(true|false)$/i.test(value));
  if (isNumber(value)) return true;
  return (
    typeof value === "string" && value.length < 100 && value.trim() !== "" && Number.isFinite(Number(value))
  );
}

function unlistedValue(name: string, value: Json, list: string | undefined): ValueProblem | undefined {
  const listed = list === undefined ? [] : (facts().values[list] ?? []);
  if (typeof value !== "string" || listed.length === 0) return undefined;
  const wanted = value.toLowerCase();
  if (listed.some((known) => known.toLowerCase() === wanted)) return undefined;
  return {
    code: "value-unknown",
    message: `${name} is ${quoted(value)}, which is not one of its known values`,
    why: `known values: ${listed.map(quoted).join(", ")}`,
    ...didYouMean(value, listed),
  };
}

function outsideLimits(name: string, value: Json, limits: WireLimits | undefined): ValueProblem | undefined {
  if (!limits) return undefined;
  const problem = (rule: string, advice: string): ValueProblem => ({
    code: "value-limit",
    message: `${name} must ${rule}`,
    advice: `write ${advice}`,
  });
  const { min, max, minLength, maxLength, pattern } = limits;
  if (minLength !== undefined && maxLength !== undefined && typeof value === "string") {
    const { length } = value;
    if (length < minLength || length > maxLength)
      return problem(
        `have ${minLength} to ${maxLength} characters`,
        `${length < minLength ? "more" : "fewer"} characters`,
      );
  }
  if (pattern !== undefined && typeof value === "string" && !new RegExp(pattern).test(value)) {
    const example = timeSpans.find((span) => new RegExp(pattern).test(span));
    return problem(`match ${pattern}`, example === undefined ? "a string of that form" : `it as ${example}`);
  }
  if (min === undefined && max === undefined) return undefined;
  const size = nearestDouble(value) ?? Number(value);
  if (min !== undefined && size < min) return problem(`be at least ${min}`, range(min, max));
  if (max !== undefined && size > max) return problem(`be at most ${max}`, range(min, max));
  return undefined;
}

/** What the patterns of the service ask for: hours, minutes and seconds, some of them negative. */
const timeSpans = ["01:00:00", "-01:00:00"];

function range(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `a number up to ${max}`;
  return max === undefined ? `a number of at least ${min}` : `a number from ${min} to ${max}`;
}

/** A text in quotes, cut where it is too long to read. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function typeWords(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the string ${quoted(value)}`;
  return isObject(value) ? "an object" : `${JSON.stringify(value)}`;
}

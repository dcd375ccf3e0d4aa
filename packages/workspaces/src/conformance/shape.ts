import { isExactNumber, isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";

/** What the values of a body are judged by. */
export interface ShapeRules {
  readonly redact: (text: string) => string;
  /** True for a text that tells nobody anything new: it was sent, or it is expected. */
  readonly isKnown: (text: string) => boolean;
}

/** Members whose texts are the service's own words: without them a difference could not be understood. */
const spoken = new Set([
  "code",
  "id",
  "errorcode",
  "message",
  "type",
  "kind",
  "state",
  "status",
  "provisioningstate",
  "runtimestate",
  "target",
  "innererror",
]);

/** More elements of a list than these show nothing new. */
const elements = 12;

/** The longest word of the service that is kept. */
const longest = 600;

/**
 * The shape of a body: its members, and of their values what is known or what the service says in words of its own;
 * of every other value the type.
 */
export function shapeOf(body: string, rules: ShapeRules): Json | undefined {
  if (body.trim() === "") return undefined;
  const value = jsonIn(body);
  if (value === undefined) return rules.redact(body.replace(/^\uFEFF/, "")).slice(0, longest);
  return shape(value, rules, false);
}

/** The items of a list are the trial's own, or nobody's business. */
export function ownItems(body: string, prefix: string): string {
  const value = jsonIn(body);
  if (!isObject(value)) return body;
  const list = ["value", "paths"].find((name) => Array.isArray(value[name]));
  if (list === undefined) return body;
  const own = (value[list] as readonly Json[]).filter((item) => JSON.stringify(item).includes(prefix));
  // Whether another page follows depends on what else is there.
  const { nextLink: _, ...page } = value;
  return JSON.stringify({ ...page, [list]: own });
}

function shape(value: Json, rules: ShapeRules, isSpoken: boolean): Json {
  if (typeof value === "string") return text(value, rules, isSpoken);
  if (typeof value === "number" || isExactNumber(value)) return "<number>";
  if (Array.isArray(value)) return value.slice(0, elements).map((item: Json) => shape(item, rules, isSpoken));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      rules.redact(name),
      shape(inner as Json, rules, spoken.has(name.toLowerCase())),
    ]),
  ) as JsonObject;
}

function text(value: string, { redact, isKnown }: ShapeRules, isSpoken: boolean): string {
  const told = redact(value);
  if (isSpoken) return told.slice(0, longest);
  const isWords = /^(<\w+>|[\s",:/-])*$/.test(told);
  return isWords || isKnown(told) ? told : "<text>";
}

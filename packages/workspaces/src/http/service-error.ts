import { isObject, type Json, member } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { redactHeard } from "./redact-heard.ts";

/** What the body of a failure says. */
export interface ServiceError {
  /** The most telling code, e.g. `PipelineNotFound`; undefined when there is none. */
  readonly code: string | undefined;
  /** The sentence of the service, without secrets, at most 500 characters; empty when there is none. */
  readonly message: string;
}

/**
 * Reads the body of a failure. It comes in several shapes: `{code, message}`,
 * `{error: {code, message}}`, a number for a code, JSON text inside `message`, HTML from gateways. Services
 * quote what they were `sent`: its secrets are taken out.
 */
export function readServiceError(text: string, sent?: Json): ServiceError {
  const parsed = parse(text);
  if (!isObject(parsed)) return { code: undefined, message: tidy(plain(text), sent) };
  const found = search(parsed, 0);
  return {
    code: found.code === undefined ? undefined : tidy(found.code, sent),
    message: tidy(found.message ?? "", sent),
  };
}

interface Found {
  readonly code?: string;
  readonly message?: string;
}

const vague = /^(UnknownError|BadRequest|Failed|InternalError|\d+)$/i;

function search(value: Json | undefined, depth: number): Found {
  if (!isObject(value) || depth > 5) return {};
  const inner = search(member(value, "error"), depth + 1);
  const own = ownWords(value);
  const nested = search(parse(own.message ?? ""), depth + 1);
  // The deepest concrete code tells most: the outer ones are often "UnknownError" or a number.
  const codes = [nested.code, inner.code, own.code].filter((code) => code !== undefined);
  const code = codes.find((candidate) => !vague.test(candidate)) ?? codes[0];
  const message = nested.message ?? inner.message ?? own.message;
  return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

function ownWords(value: Json): Found {
  const code = ["code", "ErrorType", "errorCode", "Code"]
    .map((key) => member(value, key))
    .find((candidate) => typeof candidate === "string" || typeof candidate === "number");
  const message = ["message", "Message", "error_description", "ErrorMessage"]
    .map((key) => member(value, key))
    .find((candidate) => typeof candidate === "string" && candidate !== "");
  return {
    ...(code === undefined ? {} : { code: String(code) }),
    ...(typeof message === "string" ? { message } : {}),
  };
}

function parse(text: string): Json | undefined {
  return /^\s*\{/.test(text) ? jsonIn(text) : undefined;
}

/** The title of an HTML page, else the text itself. */
function plain(text: string): string {
  if (!/^\s*</.test(text)) return text;
  return /<title>([^<]*)<\/title>/i.exec(text.slice(0, 5_000))?.[1] ?? "";
}

/** One line, no secrets, none of those that were sent or that we sign in with either, cut at a bearable length. */
export function tidy(text: string, sent?: Json): string {
  const line = redactHeard(text.slice(0, 5_000), sent).replace(/\s+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

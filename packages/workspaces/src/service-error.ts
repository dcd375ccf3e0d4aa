import { isObject, type Json, member } from "@retain/artifacts/json";

/** What the body of a failure says. */
export interface ServiceError {
  /** The most telling code, e.g. `PipelineNotFound`; undefined when there is none. */
  readonly code: string | undefined;
  /** The sentence of the service, without secrets, at most 500 characters; empty when there is none. */
  readonly message: string;
}

/**
 * Reads the body of a failure. Synapse has several shapes: `{code, message}`,
 * `{error: {code, message}}`, a number for a code, JSON text inside `message`, HTML from gateways.
 */
export function readServiceError(text: string): ServiceError {
  const parsed = parse(text);
  if (!isObject(parsed)) return { code: undefined, message: tidy(plain(text)) };
  const found = search(parsed, 0);
  return { code: found.code, message: tidy(found.message ?? "") };
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
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The title of an HTML page, else the text itself. */
function plain(text: string): string {
  if (!/^\s*</.test(text)) return text;
  return /<title>([^<]*)<\/title>/i.exec(text.slice(0, 5_000))?.[1] ?? "";
}

/** One line, no tokens, no signatures, cut at a bearable length. */
export function tidy(text: string): string {
  const line = text
    .slice(0, 5_000)
    .replace(/\s+/g, " ")
    .replace(/\beyJ[\w-]{8,}(\.[\w-]*){0,4}/g, "(token)")
    .replace(/\bBearer\s+(?!\(token\))\S+/gi, "Bearer (token)")
    .replace(/([?&;]sig=)[^&\s"']+/gi, "$1(secret)")
    .replace(/\b(AccountKey|SharedAccessSignature|client_secret|password|pwd)=[^;&\s"']+/gi, "$1=(secret)")
    .trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

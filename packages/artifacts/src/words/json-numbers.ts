import { type ExactNumber, isExactNumber, type Json } from "./json.ts";

/**
 * The value of a JSON text, as `JSON.parse` gives it, save that a number whose double would be written
 * differently (9007199254740993, 1e999, 1.0, -0) stays an ExactNumber, which `JSON.stringify` writes as it
 * was. `plain` is for who knows already what `isPlain` says of the text. Throws SyntaxError when the text is no
 * JSON, RangeError when such a number lies nested too deep.
 */
export function parseKeepingNumbers(text: string, plain: boolean = isPlain(text)): Json {
  return (plain ? JSON.parse(text) : JSON.parse(text, keepNumber)) as Json;
}

/** True for a JSON text that `JSON.parse` takes without a loss; false where that is not sure. */
export function isPlain(text: string): boolean {
  return !suspicious.test(text);
}

/**
 * What every number has that a double does not write as it stands: 16 digits, six zeros behind the point, an
 * exponent, a zero at the end of a fraction, a negative zero. It may also hit in the middle of a text: then
 * reading only takes longer.
 */
const suspicious =
  /(?:^|[:,[\s])(?:-0(?:[,\]}\s]|$)|-?(?:\d[\d.]{15}|0\.000000|\d[\d.]*(?:[eE]|\.\d*0(?:[,\]}\s]|$))))/;

function keepNumber(_key: string, value: Json, context?: { readonly source?: string }): Json {
  if (typeof value !== "number") return value;
  const source = context?.source;
  return source === undefined ? value : exactNumber(source);
}

/** The number that a JSON text says: a double where that is written the same. Throws SyntaxError for another text. */
export function exactNumber(source: string): number | ExactNumber {
  const value = Number(source);
  return writesAs(value) === source ? value : JSON.rawJSON(source);
}

function writesAs(value: number): string {
  // JSON.stringify forgets the sign of a zero.
  return Object.is(value, -0) ? "0" : JSON.stringify(value);
}

/** True for a number, however it is kept. */
export function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === "number" || isExactNumber(value);
}

/** The double that is nearest to a number, infinite beyond the largest; undefined for what is no number. */
export function nearestDouble(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return isExactNumber(value) ? Number(value.rawJSON) : undefined;
}

/** The one text of all ways to write a number: 1.0, 1e0 and 1 are one, 9007199254740993 and …992 are two. */
export function canonicalNumber({ rawJSON }: ExactNumber): string {
  const written = decimal(rawJSON);
  const double = Number(rawJSON);
  return Number.isFinite(double) && decimal(String(double)) === written ? writesAs(double) : written;
}

/** Digits without zeros at either end, and the power of ten of the last of them. */
function decimal(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const kept = withoutLastZeros(digits);
  if (kept === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length);
  return `${sign}${kept}e${power}`;
}

const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?\d+))?$/;

function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}

/** What a JSON text says, its numbers as they are written; undefined for a text that is no JSON. */
export function jsonIn(text: string): Json | undefined {
  try {
    return parseKeepingNumbers(text);
  } catch {
    return undefined;
  }
}

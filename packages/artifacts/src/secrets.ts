import { isObject, type Json } from "./json.ts";
import type { Path } from "./path.ts";
import { rewriteTree } from "./rewrite.ts";
import { secretAdvice } from "./secret-advice.ts";
import { secretField } from "./secret-fields.ts";
import { secretSpans as spansOf } from "./secret-text.ts";
import { placeInText, type TextPlace } from "./text-place.ts";
import { type Holder, pathIn, walkTexts } from "./text-walk.ts";

/** A secret that stands literally in a body. Never carries the secret itself. */
export interface SecretFinding {
  readonly path: Path;
  /** Where it begins in the text at that path. */
  readonly inside: TextPlace;
  /** What it is, with its article, e.g. `a password`. */
  readonly what: string;
  /** The way out. */
  readonly advice: string;
}

/** A stretch of a text that is a secret; `start` and `end` count characters from 0, end excluded. */
interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly what: string;
  readonly advice: string;
}

/** What stands in the place of a secret where a body is shown. */
const mask = "(secret)";

/** The secrets inside one text, in order and without overlaps. Expressions, masks and variables are none. */
function secretSpans(text: string): readonly SecretSpan[] {
  return spansOf(text).map((span) => ({ ...span, advice: secretAdvice[span.advice] }));
}

/**
 * Every secret that stands literally in a body: SecureStrings, encrypted
 * credentials, properties that promise one, and what text holds. Takes any
 * JSON and never throws; the time is linear in its size.
 */
export function findSecrets(value: Json): readonly SecretFinding[] {
  const found: SecretFinding[] = [];
  if (typeof value === "string") {
    return secretSpans(value).map(({ start, what, advice }) => ({
      path: [],
      inside: placeInText(value, start),
      what,
      advice,
    }));
  }
  walkTexts(value, (text, step, holder) => found.push(...secretsOfText(text, step, holder)));
  return found;
}

/** The secrets of one text of a body, each kind of secret once. */
export function secretsOfText(text: string, step: string | number, holder: Holder): readonly SecretFinding[] {
  const spans = judge(text, step, holder);
  return spans
    .filter(({ what }, index) => spans.findIndex((span) => span.what === what) === index)
    .map(({ start, what, advice }) => ({
      path: pathIn(holder, step),
      inside: placeInText(text, start),
      what,
      advice,
    }));
}

/**
 * The value with every secret replaced by `(secret)`; in text only the secret
 * itself is. `at` says where in a body the value stands, for a property of
 * that place may make it a secret. The same value comes back when it holds none.
 */
export function redactSecrets(value: Json, at: Path = []): Json {
  const above = placeOf(at);
  const start: Place = { value, step: at.at(-1), above };
  return (
    rewriteTree<Place>(value, start, {
      below: (holder, step, below) => ({ value: below, step, above: holder }),
      enters: () => true,
      replace: (found, place) => {
        if (typeof found === "string") return redactText(found, place);
        return Array.isArray(found) ? redactKeyLines(found, place.value) : found;
      },
    }) ?? null
  );
}

type Place = Holder;

/** Stand-ins for the holders of a value whose holders are not at hand. */
function placeOf(at: Path): Place | undefined {
  return at.length === 0 ? undefined : { value: null, step: at.at(-2), above: undefined };
}

function redactText(text: string, place: Place): string {
  const spans =
    place.above && place.step !== undefined ? judge(text, place.step, place.above) : secretSpans(text);
  let shown = "";
  let end = 0;
  for (const span of spans) {
    shown += text.slice(end, span.start) + mask;
    end = span.end;
  }
  return spans.length === 0 ? text : shown + text.slice(end);
}

/** The secrets of one text in its place: the whole of it where the property says so, else what it holds. */
function judge(text: string, step: string | number, holder: Holder): readonly SecretSpan[] {
  const field = secretField(text, step, holder.value, holder.step);
  if (field) {
    return [{ start: 0, end: text.length, what: field.what, advice: secretAdvice[field.advice] }];
  }
  const spans = spansOf(text);
  if (spans.length === 0) return [];
  const counted = isOutput(holder) ? spansOf(text, true) : spans;
  return counted.map((span) => ({ ...span, advice: secretAdvice[span.advice] }));
}

/** True inside the outputs of a notebook cell. */
function isOutput(holder: Holder): boolean {
  for (let at: Holder | undefined = holder; at; at = at.above) {
    if (at.step === "outputs" && isObject(at.above?.value) && Object.hasOwn(at.above.value, "cell_type")) {
      return true;
    }
  }
  return false;
}

const keyBegins = /-----BEGIN [A-Z0-9 ]{0,64}PRIVATE KEY-----/;

/** A private key written as lines of a list: each line but the first looks like nothing by itself. */
function redactKeyLines(lines: readonly Json[], written: Json): readonly Json[] {
  let inside = false;
  let changed = false;
  const shown = lines.map((line, index) => {
    const before = Array.isArray(written) ? written[index] : undefined;
    if (typeof before !== "string") return line;
    const secret = inside;
    if (keyBegins.test(before)) inside = true;
    if (before.includes("-----END")) inside = false;
    if (!secret) return line;
    changed = true;
    return mask;
  });
  return changed ? shown : lines;
}

import type { Json } from "../words/json.ts";
import type { Path } from "../words/path.ts";
import { rewriteTree } from "../words/rewrite.ts";
import { placeInText, type TextPlace } from "../words/text-place.ts";
import { type Holder, pathIn, walkTexts } from "../words/text-walk.ts";
import { secretAdvice } from "./advice.ts";
import { secretField } from "./fields.ts";
import { isOutput, spansOfLine } from "./lines.ts";
import { secretSpans as spansOf } from "./text.ts";

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
  /** True for what goes on from a line above. */
  readonly continued?: boolean;
}

/** What is shown instead of a secret. */
const mask = "(secret)";

/** The secrets inside one text, in order and without overlaps. Expressions, masks and variables are not secrets. */
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
  // A secret that starts on an earlier line is reported there.
  const spans = judge(text, step, holder).filter(({ continued }) => continued !== true);
  return spans
    .filter(({ what }, index) => spans.findIndex((span) => span.what === what) === index)
    .map(({ start, what, advice }) => ({
      path: pathIn(holder, step),
      inside: placeInText(text, start),
      what,
      advice,
    }));
}

/** Secrets shorter than this many characters are not looked for in the words of others: they are parts of words. */
const shortest = 4;

/** Longest word; anything of this many characters is not a word. */
const isLong = (part: string) => part.length >= 16;

/** The secrets of a body as texts, the longest first: only to be taken out of what is shown. */
export function secretTexts(value: Json): readonly string[] {
  const found = new Set<string>();
  const add = (text: string, spans: readonly SecretSpan[]) => {
    // A whole that is a secret may hold what is secret in it: `Bearer …`, a connection string.
    for (const { start, end } of [...spans, ...spansOf(text)]) {
      const secret = text.slice(start, end);
      for (const part of [secret, ...secret.split(/\s+/).filter(isLong)]) found.add(part);
    }
  };
  if (typeof value === "string") add(value, secretSpans(value));
  else walkTexts(value, (text, step, holder) => add(text, judge(text, step, holder)));
  return [...found].filter((text) => text.length >= shortest).sort((a, b) => b.length - a.length);
}

/**
 * The value with every secret replaced by `(secret)`; in text only the secret
 * itself is. `at` says where in a body the value stands, for a property of
 * that place may make it a secret, and `holder` what holds it, for what stands
 * beside it may tell as well. The same value comes back when it holds none.
 */
export function redactSecrets(value: Json, at: Path = [], holder: Json = null): Json {
  const above = placeOf(at, holder);
  const start: Holder = { value, step: at.at(-1), above };
  return (
    rewriteTree<Holder>(value, start, {
      below: (holder, step, below) => ({ value: below, step, above: holder }),
      enters: () => true,
      replace: (found, place) => (typeof found === "string" ? redactText(found, place) : found),
    }) ?? null
  );
}

/** Stand-ins for the holders of a value whose holders are not at hand. */
function placeOf(at: Path, holder: Json): Holder | undefined {
  return at.length === 0 ? undefined : { value: holder, step: at.at(-2), above: undefined };
}

function redactText(text: string, place: Holder): string {
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
  const spans = typeof step === "number" ? spansOfLine(step, holder) : spansOf(text, isOutput(holder));
  return spans.map((span) => ({ ...span, advice: secretAdvice[span.advice] }));
}

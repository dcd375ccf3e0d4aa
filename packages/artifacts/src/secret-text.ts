import type { SecretAdvice } from "./secret-advice.ts";
import { type SecretPattern, secretPatterns } from "./secret-patterns.ts";

/** A stretch of a text that is a secret; `start` and `end` count characters from 0, end excluded. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** What it is, with its article, e.g. `a password`. */
  readonly what: string;
  readonly advice: SecretAdvice;
}

const issuedPatterns = secretPatterns.filter((pattern) => pattern.issued);

/** The shortest text that any pattern finds something in: `pwd='a'`. */
const shortest = 7;

/** One pass decides whether a text can hold anything at all: cheaper than one search a hint. */
const anyHint = hintsOf(secretPatterns);
const anyIssuedHint = hintsOf(issuedPatterns);

function hintsOf(patterns: readonly SecretPattern[]): RegExp {
  const hints = new Set(patterns.flatMap(({ hint }) => hint));
  return new RegExp([...hints].map((hint) => hint.replace(/[.?/]/g, "\\$&")).join("|"), "i");
}

/**
 * The secrets inside one text, in order and without overlaps. Expressions,
 * masks, variables and references to Key Vault are none. With `issuedOnly`
 * only what carries a prefix of its issuer counts: outputs of notebooks are
 * full of digests and images that look random.
 */
export function secretSpans(text: string, issuedOnly = false): readonly SecretSpan[] {
  if (text.length < shortest || !(issuedOnly ? anyIssuedHint : anyHint).test(text)) return [];
  const lower = text.toLowerCase();
  const found: SecretSpan[] = [];
  for (const form of issuedOnly ? issuedPatterns : secretPatterns) {
    if (!form.hint.some((hint) => lower.includes(hint))) continue;
    for (const match of text.matchAll(form.pattern)) found.push(...spanOf(match, form));
  }
  return withoutOverlaps(found);
}

function spanOf(match: RegExpExecArray, form: SecretPattern): SecretSpan[] {
  const group = Math.max(
    0,
    match.findIndex((part, index) => index > 0 && part !== undefined),
  );
  const place = match.indices?.[group];
  const secret = match[group] ?? "";
  if (!place || !(form.accepts?.(secret) ?? true)) return [];
  return [{ start: place[0], end: place[1], what: form.what, advice: form.advice }];
}

/** Where forms overlap, the one that was declared first has the word and the stretch covers both. */
function withoutOverlaps(found: readonly SecretSpan[]): readonly SecretSpan[] {
  const ordered = found.map((span, rank) => ({ span, rank })).sort((a, b) => a.span.start - b.span.start);
  const kept: { span: SecretSpan; rank: number }[] = [];
  for (const next of ordered) {
    const last = kept.at(-1);
    if (!last || next.span.start >= last.span.end) {
      kept.push(next);
      continue;
    }
    const first = next.rank < last.rank ? next : last;
    const end = Math.max(last.span.end, next.span.end);
    kept[kept.length - 1] = { span: { ...first.span, start: last.span.start, end }, rank: first.rank };
  }
  return kept.map(({ span }) => span);
}

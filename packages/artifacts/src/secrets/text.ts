import type { SecretAdvice } from "./advice.ts";
import { type SecretPattern, secretPatterns } from "./patterns.ts";
import { isStandIn } from "./stand-ins.ts";
import { wordSearch } from "./word-search.ts";

/** A stretch of a text that is a secret; `start` and `end` count characters from 0, end excluded. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** What it is, with its article, e.g. `a password`. */
  readonly what: string;
  readonly advice: SecretAdvice;
}

const outputPatterns = secretPatterns.filter((pattern) => pattern.inOutputs);

/** The shortest text that any pattern finds something in: `pw='a1'`. */
const shortest = 7;

/** Where all patterns with the hint `words` begin. */
const word = /pass(?:word|wd|phrase|code)?|pwd|pw|secret|token|key/gi;

/** One pass settles most texts of a body, which are short: cheaper than a search for each hint. */
const holdsHint = wordSearch(
  secretPatterns.flatMap(({ hint }) => (hint === "words" ? ["pass", "pw", "secret", "token", "key"] : hint)),
);

/**
 * The secrets inside one text, in order and without overlaps. Expressions,
 * masks, variables and references to Key Vault are none. In an `output` of a
 * notebook only forms that no digest and no image has count.
 */
export function secretSpans(text: string, output = false): readonly SecretSpan[] {
  if (text.length < shortest || !holdsHint(text)) return [];
  const lower = text.toLowerCase();
  const seen = new Map<string, boolean>();
  const holds = (part: string) => {
    let held = seen.get(part);
    if (held === undefined) {
      held = lower.includes(part);
      seen.set(part, held);
    }
    return held;
  };
  const starts = wordsIn(text);
  const found: SecretSpan[] = [];
  for (const form of output ? outputPatterns : secretPatterns) {
    const { hint, pattern, likely } = form;
    if (hint === "words") {
      for (const match of matchesAt(starts, pattern, text)) found.push(...spanOf(match, form));
    } else if (hint.some(holds) && (likely?.(text) ?? true)) {
      for (const match of text.matchAll(pattern)) found.push(...spanOf(match, form));
    }
  }
  return found.length === 0 ? found : withoutOverlaps(found);
}

function wordsIn(text: string): readonly number[] {
  const starts: number[] = [];
  word.lastIndex = 0;
  for (let match = word.exec(text); match; match = word.exec(text)) starts.push(match.index);
  return starts;
}

/** The matches of a sticky pattern that begin at these places, without overlaps. */
function matchesAt(starts: readonly number[], pattern: RegExp, text: string): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  let end = 0;
  for (const start of starts) {
    if (start < end) continue;
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match) continue;
    matches.push(match);
    end = start + match[0].length;
  }
  return matches;
}

function spanOf(match: RegExpExecArray, form: SecretPattern): SecretSpan[] {
  const group = match.findLastIndex((part) => part !== undefined);
  const place = match.indices?.[group];
  const secret = match[group] ?? "";
  if (!place || !(form.accepts?.(secret, match) ?? !isStandIn(secret))) return [];
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

/** How comments and texts are written in the language of a cell. */
export interface Syntax {
  /** What opens a comment that ends with the line. */
  readonly lineComment: "#" | "//";
  /** `/* … *\/` is a comment, and single quotes hold one character. */
  readonly cLike: boolean;
}

export const hashSyntax: Syntax = { lineComment: "#", cLike: false };
export const slashSyntax: Syntax = { lineComment: "//", cLike: true };

/**
 * The index after the text or comment that starts at `at`, or `at` itself when
 * none does. One that is not closed ends with the line or, tripled, with the source.
 */
export function skipInert(source: string, at: number, syntax: Syntax): number {
  if (source.startsWith(syntax.lineComment, at)) return lineEnd(source, at);
  if (syntax.cLike && source.startsWith("/*", at)) return after(source, "*/", at + 2);
  const quote = source[at];
  if (quote !== '"' && quote !== "'") return at;
  if (source.startsWith(quote.repeat(3), at)) return skipText(source, at + 3, quote.repeat(3));
  if (quote === "'" && syntax.cLike) {
    return at + (/^'(?:\\.|[^'\\\n])'/.exec(source.slice(at, at + 4))?.[0].length ?? 1);
  }
  return skipText(source, at + 1, quote);
}

function skipText(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") at += 1;
    else if (source.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && source[at] === "\n") return at;
  }
  return source.length;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

function after(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end + mark.length;
}

/** Longest bracket that is read, in characters: a source full of open ones must not be read to its end for each. */
const longest = 10_000;
const opening = "([{";
const closing = ")]}";

/**
 * Splits what stands between a bracket and its partner at the commas of its own level, without
 * comments. `at` is the index after the bracket. Undefined when the bracket is not closed soon.
 */
export function splitBracket(source: string, at: number, syntax: Syntax): readonly string[] | undefined {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  const end = Math.min(source.length, at + longest);
  for (let index = at; index < end; ) {
    const skipped = skipInert(source, index, syntax);
    if (skipped > index) {
      const inert = source.slice(index, skipped);
      if (inert.startsWith('"') || inert.startsWith("'")) part += inert;
      index = skipped;
      continue;
    }
    const char = source[index] as string;
    index += 1;
    if (opening.includes(char)) depth += 1;
    if (closing.includes(char)) {
      if (depth === 0) {
        parts.push(part.trim());
        // a comma may stand before the closing bracket
        return parts.at(-1) === "" ? parts.slice(0, -1) : parts;
      }
      depth -= 1;
    }
    if (char === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += char;
  }
  return undefined;
}

/**
 * The text that a literal stands for; undefined when the code is anything else:
 * a name, a sum of texts, a text with values filled in.
 */
export function literalText(code: string, syntax: Syntax): string | undefined {
  const found = /^([A-Za-z@$]{0,2})("""|'''|"|')/.exec(code);
  if (!found) return undefined;
  const [whole, prefix = "", quote = ""] = found;
  const start = whole.length - quote.length;
  if (skipInert(code, start, syntax) !== code.length || code.length < whole.length + quote.length)
    return undefined;
  const inner = code.slice(whole.length, -quote.length);
  if (!code.endsWith(quote)) return undefined;
  if (/[fs$]/i.test(prefix) && /[{$]/.test(inner)) return undefined;
  return /[r@]/i.test(prefix) ? inner : inner.replace(/\\([\s\S])/g, "$1");
}

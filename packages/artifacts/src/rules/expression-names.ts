/** A name that an expression reads: of a parameter, a variable or an activity. */
export interface NameRead {
  readonly of: "parameter" | "dataset parameter" | "linked service parameter" | "variable" | "activity";
  readonly name: string;
  /** Where the reading begins in the text, in characters from 0. */
  readonly offset: number;
}

// Literals are alternatives too, so that what stands in them is stepped over. `''` is a quote in a literal;
// no expression has more than 8192 characters.
const reads =
  /\b(?:pipeline\(\)\??\.parameters|(dataset|linkedService)\(\))\??(?:\.([A-Za-z_]\w*)|\['([^']{1,260})'\])|\b(variables|activity)\(\s{0,8}'([^']{1,260})'\s{0,8}\)|'(?:[^']|''){0,8192}'/gi;

/**
 * The names that a text reads when it is an expression, `@…`, or holds some, `…@{…}…`; a text
 * without them reads nothing. Names that are computed are not among them.
 */
export function namesRead(text: string): readonly NameRead[] {
  if (!text.includes("@")) return [];
  return expressionParts(text).flatMap(({ from, to }) => {
    const part = text.slice(from, to);
    return [...part.matchAll(reads)].flatMap((match): NameRead[] => {
      const [, owner, plain, quoted, call, argument] = match;
      const name = plain ?? quoted ?? argument;
      if (name === undefined) return [];
      return [{ of: meaning(owner, call), name, offset: from + match.index }];
    });
  });
}

function meaning(owner: string | undefined, call: string | undefined): NameRead["of"] {
  if (call !== undefined) return call.toLowerCase() === "activity" ? "activity" : "variable";
  if (owner === undefined) return "parameter";
  return owner.toLowerCase() === "dataset" ? "dataset parameter" : "linked service parameter";
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** The stretches of a text that are computed; `@@` stands for the character itself. */
function expressionParts(text: string): readonly Part[] {
  if (text.startsWith("@") && !/^@[@{]/.test(text)) return [{ from: 1, to: text.length }];
  const parts: Part[] = [];
  for (let open = text.indexOf("@{"); open >= 0; ) {
    const to = closingBrace(text, open + 2);
    if (to < 0) break;
    if (text[open - 1] !== "@") parts.push({ from: open + 2, to });
    open = text.indexOf("@{", to);
  }
  return parts;
}

/** The index of the brace that ends an expression; braces in literals do not count. */
function closingBrace(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "'") quoted = !quoted;
    else if (char === "}" && !quoted) return at;
  }
  return -1;
}

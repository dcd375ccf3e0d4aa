import type { Path } from "../words/path.ts";

/** One step of a pattern over bodies. */
export type PatternStep =
  /** `a`: the member of that name */
  | { readonly match: "key"; readonly name: string }
  /** `["a"]`: the member of that name, or the element of an array whose `name` is that */
  | { readonly match: "named"; readonly name: string }
  /** `*`: any member of an object */
  | { readonly match: "any-key" }
  /** `[*]`: any element of an array */
  | { readonly match: "any-item" }
  /** `[2]`: that element of an array, from 0 */
  | { readonly match: "item"; readonly index: number }
  /** `**`: any number of members and elements, none included */
  | { readonly match: "deep" }
  /** `[type=SecureString]`: stays where it is when the object there has a member of that text */
  | { readonly match: "where"; readonly member: string; readonly value: string };

const stepShape =
  /(\*\*)|(\*)|\[(\*)\]|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\[([\w$-]+)=([^\]]*)\]|([^.[\]*]+)|(\.)/y;

/**
 * Reads a pattern: a property path with the wildcards `*`, `[*]` and `**` and the
 * condition `[member=text]`. Undefined when the text is not a pattern.
 */
export function parsePattern(text: string): readonly PatternStep[] | undefined {
  const steps: PatternStep[] = [];
  let at = 0;
  let dotted = true;
  while (at < text.length) {
    stepShape.lastIndex = at;
    const found = stepShape.exec(text);
    if (!found) return undefined;
    at = stepShape.lastIndex;
    if (found[9] !== undefined) {
      if (dotted || at === text.length) return undefined;
      dotted = true;
      continue;
    }
    const bracket = found[0].startsWith("[");
    if (bracket ? dotted && steps.length > 0 : !dotted) return undefined;
    const step = stepOf(found);
    if (!step) return undefined;
    steps.push(step);
    dotted = false;
  }
  return steps.length === 0 ? undefined : steps;
}

function stepOf(found: RegExpExecArray): PatternStep | undefined {
  const [, deep, star, item, index, quoted, member, value, key] = found;
  if (deep) return { match: "deep" };
  if (star) return { match: "any-key" };
  if (item) return { match: "any-item" };
  if (index !== undefined) return { match: "item", index: Number(index) };
  if (quoted !== undefined) return unquoted(quoted);
  if (member !== undefined) return { match: "where", member, value: value ?? "" };
  return { match: "key", name: key ?? "" };
}

function unquoted(quoted: string): PatternStep | undefined {
  try {
    return { match: "named", name: String(JSON.parse(quoted)) };
  } catch {
    // an escape that JSON does not know
    return undefined;
  }
}

/**
 * True when the steps match `path` or one of its ancestors: what is said of a
 * place holds for all that lies in it. A text where a pattern says `[*]` is the
 * name of an element. Conditions are not looked at: a path has no values.
 */
export function matchesWithin(steps: readonly PatternStep[], path: Path): boolean {
  let reached = new Set([0]);
  for (const part of [...path, undefined]) {
    for (const at of reached) {
      const step = steps[at];
      if (step?.match === "deep" || step?.match === "where") reached.add(at + 1);
    }
    if (reached.has(steps.length)) return true;
    if (part === undefined) return false;
    const next = new Set<number>();
    for (const at of reached) {
      const step = steps[at];
      if (step?.match === "deep") next.add(at);
      else if (step && takes(step, part)) next.add(at + 1);
    }
    reached = next;
  }
  return false;
}

function takes(step: PatternStep, part: string | number): boolean {
  switch (step.match) {
    case "key":
    case "named":
      return step.name === part;
    case "any-key":
      return typeof part === "string";
    case "any-item":
      return true;
    case "item":
      return step.index === part;
    default:
      return false;
  }
}

import { parseRef } from "@retain/artifacts/kinds/refs";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { takesAway } from "@retain/planner/plan/actions";
import type { Consent } from "@retain/planner/plan/consent";
import { compileRefPattern } from "@retain/project/ref-pattern";
import type { ConsentOptions } from "../cli/options.ts";
import { Refusal } from "../refusal.ts";

/** What a person agrees to, and whether a file that was looked at says so. */
export interface GivenConsent extends Consent {
  /** True where somebody saw this very plan before: it names its changes, and is not asked about again. */
  readonly reviewed: boolean;
  /** Whether a trigger may run any number of windows of the past; no plan that was reviewed says so by itself. */
  readonly backfills: (ref: Ref) => boolean;
}

/** What of a command line says what a person agrees to. */
interface ConsentInput {
  /** True where a plan that was looked at is carried out. */
  readonly reviewed: boolean;
  /** True where an argument was given: then none was swallowed by an option. */
  readonly hasArgument: boolean;
}

/**
 * What the options of a command agree to. Throws a Refusal where they are wrong. A plan that was reviewed agrees to what it holds;
 * patterns given beside it only narrow what it may delete. Only a whole ref names a change.
 */
export function readConsent(
  { allowDelete, allow, allowBackfill }: ConsentOptions,
  { reviewed, hasArgument }: ConsentInput,
): GivenConsent {
  const deleting = typeof allowDelete === "object" ? patternsIn(allowDelete) : undefined;
  const allowing = patternsIn(allow ?? []);
  const backfilling = patternsIn(typeof allowBackfill === "object" ? allowBackfill : []);
  const deletes = compiled("--allow-delete", deleting ?? [], hasArgument);
  const changes = compiled("--allow", allowing, hasArgument);
  const backfills = compiled("--allow-backfill", backfilling, hasArgument);
  const problems = [deletes, changes, backfills].flatMap((one) => one.problems);
  if (problems.length > 0) throw new Refusal("usage", problems);
  const namedDeletes = refsIn(deleting ?? []);
  const namedChanges = refsIn(allowing);
  return {
    reviewed,
    deletes: (ref) => (deleting === undefined ? reviewed || allowDelete === true : deletes.fits(ref)),
    names: (change) => reviewed || (takesAway(change) ? namedDeletes : namedChanges).has(refKey(change.ref)),
    backfills: (ref) => allowBackfill === true || backfills.fits(ref),
  };
}

/** The patterns of one option: whether a ref fits any of them, and what is wrong with them. */
function compiled(option: string, patterns: readonly string[], hasArgument: boolean) {
  const made = patterns.map((text) => ({ text, matches: compileRefPattern(text) }));
  return {
    fits: (ref: Ref) => made.some(({ matches }) => typeof matches === "function" && matches(ref)),
    problems: made.flatMap(({ text, matches }): readonly Diagnostic[] =>
      typeof matches === "function"
        ? []
        : [{ ...matches, code: "consent", ...fileHint(option, text, hasArgument) }],
    ),
  };
}

/** Keys of the whole refs among some patterns. */
function refsIn(patterns: readonly string[]): ReadonlySet<string> {
  return new Set(patterns.flatMap((text) => parseRef(text) ?? []).map(refKey));
}

/** A value may hold several patterns, one a line: workflows pass what stands in one text. */
function patternsIn(values: readonly string[]): readonly string[] {
  return values
    .flatMap((value) => value.split(/\r?\n/))
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The option takes the word that follows it, and that may have been meant as the plan. */
function fileHint(
  option: string,
  text: string,
  hasArgument: boolean,
): Pick<Diagnostic, "advice"> | undefined {
  if (hasArgument || !/\.json$/i.test(text)) return undefined;
  return { advice: `put the plan before the option: retain apply ${text} ${option}` };
}

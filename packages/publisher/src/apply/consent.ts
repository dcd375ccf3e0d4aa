import type { Diagnostic } from "@retain/artifacts/diagnostic";
import { parseRef, textKey } from "@retain/artifacts/ref";
import { type Consent, takesAway } from "@retain/planner/consent";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { compileRefPattern } from "../ref-pattern.ts";
import { refuse } from "../target.ts";

/** What a person agrees to, and whether a file that was looked at says so. */
export interface GivenConsent extends Consent {
  /** True where somebody saw this very plan before: it names its changes, and is not asked about again. */
  readonly reviewed: boolean;
}

/**
 * What the options of a command agree to; wrong ones are shown. A plan that was reviewed agrees to what it holds;
 * patterns given beside it only narrow what it may delete. Only a whole ref names a change.
 */
export function readConsent(
  context: CommandContext,
  { reviewed }: { readonly reviewed: boolean },
): GivenConsent | { readonly exit: Exit } {
  const { allowDelete, allow } = context.options;
  const deleting = Array.isArray(allowDelete) ? patternsIn(allowDelete) : undefined;
  const allowing = patternsIn(Array.isArray(allow) ? allow : []);
  const compiled = [...(deleting ?? []), ...allowing].map((text) => ({
    text,
    made: compileRefPattern(text),
  }));
  const problems = compiled.flatMap(({ text, made }): readonly Diagnostic[] =>
    typeof made === "function" ? [] : [{ ...made, code: "consent", ...fileHint(text, context) }],
  );
  if (problems.length > 0) {
    refuse(context, problems);
    return { exit: "usage" };
  }
  const matchers = compiled
    .slice(0, deleting?.length ?? 0)
    .flatMap(({ made }) => (typeof made === "function" ? [made] : []));
  const namedDeletes = new Set(deleting?.map(textKey));
  const namedChanges = new Set(allowing.map(textKey));
  return {
    reviewed,
    deletes: (text) => {
      if (deleting === undefined) return reviewed || allowDelete === true;
      const ref = parseRef(text);
      return ref !== undefined && matchers.some((matches) => matches(ref));
    },
    names: (change) => reviewed || (takesAway(change) ? namedDeletes : namedChanges).has(textKey(change.ref)),
  };
}

/** A value may hold several patterns, one a line: workflows pass what stands in one text. */
function patternsIn(values: readonly unknown[]): readonly string[] {
  return values
    .flatMap((value) => String(value).split(/\r?\n/))
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The option takes the word that follows it, and that may have been meant as the plan. */
function fileHint(text: string, { args }: CommandContext): Pick<Diagnostic, "advice"> | undefined {
  if (args.length > 0 || !/\.json$/i.test(text)) return undefined;
  return { advice: `put the plan before the option: retain apply ${text} --allow-delete` };
}

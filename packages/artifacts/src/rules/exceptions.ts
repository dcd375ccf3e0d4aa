import { didYouMean } from "../shape/similar.ts";
import type { Position } from "../words/artifact.ts";
import type { Diagnostic } from "../words/diagnostic.ts";
import { nameGlob } from "../words/glob.ts";
import { formatRef, type Ref } from "../words/ref.ts";
import type { Rule } from "./rule.ts";

/** A rule that the repository lowers to a warning for some artifacts, and says why. */
export interface RuleException {
  /** The code of the rule. */
  readonly rule: string;
  /** `kind/name`, where `*` stands for any characters; compared ignoring case. */
  readonly artifacts: readonly string[];
  readonly reason: string;
  /** Where it is written. */
  readonly at?: Position | undefined;
}

/** An exception and the artifacts, as `kind/name`, for which it lowered an error. */
export interface AppliedException {
  readonly exception: RuleException;
  readonly applied: readonly string[];
}

/** What exceptions make of the problems that were found. */
interface Lowered {
  /** The problems, in the order in which they were given; errors that an exception lowers are warnings. */
  readonly lowered: readonly Diagnostic[];
  /** What is wrong with the exceptions themselves. */
  readonly problems: readonly Diagnostic[];
  readonly exceptions: readonly AppliedException[];
}

/** Lowers what the exceptions lower. */
export function applyExceptions(
  found: readonly Diagnostic[],
  exceptions: readonly RuleException[],
  rules: readonly Rule[],
): Lowered {
  const judged = exceptions.map((exception) => {
    const refused = refusal(exception, rules);
    const covers = refused ? () => false : coveredBy(exception.artifacts);
    return { exception, refused, covers, applied: new Set<string>() };
  });
  const lowered = found.map((diagnostic): Diagnostic => {
    const { ref, code, severity } = diagnostic;
    if (ref === undefined || severity !== "error") return diagnostic;
    const one = judged.find(({ exception, covers }) => exception.rule === code && covers(ref));
    if (!one) return diagnostic;
    one.applied.add(formatRef(ref));
    const reason = `lowered to a warning by an exception: ${one.exception.reason}`;
    const why = diagnostic.why === undefined ? reason : `${diagnostic.why}; ${reason}`;
    return { ...diagnostic, severity: "warning", why };
  });
  const problems = judged.flatMap(
    ({ exception, refused, applied }) =>
      refused ?? (applied.size === 0 && !varies(exception, rules) ? unused(exception) : []),
  );
  return {
    lowered,
    problems,
    exceptions: judged.map(({ exception, applied }) => ({ exception, applied: [...applied] })),
  };
}

function varies({ rule }: RuleException, rules: readonly Rule[]): boolean {
  return rules.find(({ code }) => code === rule)?.varies === true;
}

function refusal({ rule, at }: RuleException, rules: readonly Rule[]): Diagnostic | undefined {
  const place = at === undefined ? {} : { at };
  const known = rules.find(({ code }) => code === rule);
  if (!known) {
    const codes = rules.map(({ code }) => code);
    return {
      severity: "error",
      code: "exception-unknown",
      message: `the exception names the rule "${rule}", which does not exist`,
      ...place,
      advice: didYouMean(rule, codes).advice ?? `use one of ${codes.join(", ")}`,
    };
  }
  if (known.firm === undefined) return undefined;
  return {
    severity: "error",
    code: "exception-firm",
    message: `the rule "${rule}" cannot be lowered by an exception`,
    ...place,
    why: known.firm,
    advice: "remove the exception and fix the artifacts",
  };
}

function unused({ rule, artifacts, at }: RuleException): Diagnostic {
  return {
    severity: "warning",
    code: "exception-unused",
    message: `the exception from "${rule}" for ${artifacts.join(", ")} lowers nothing`,
    ...(at === undefined ? {} : { at }),
    advice: "remove it, or correct the artifacts that it names",
  };
}

/** `*` is any text, and names are compared ignoring case. */
function coveredBy(patterns: readonly string[]): (ref: Ref) => boolean {
  const globs = patterns.map(nameGlob);
  return (ref) => globs.some((covers) => covers(formatRef(ref)));
}

import { matchesWithin, type PatternStep, parsePattern } from "../canonical/pattern.ts";
import { isObject, type Json, member } from "../words/json.ts";
import type { KindContract, Risk } from "../words/kind.ts";

/** One difference of an update, as the contract of a kind is asked about it. */
export type RiskQuestion = Parameters<KindContract["risk"]>[0];

/** A rule about the risk of differences; the first that fits says it. */
export interface RiskRule {
  /** The places it speaks of, with all that lies in them. */
  readonly patterns: readonly string[];
  readonly risk: Risk;
  /** Fits only where this holds. */
  readonly when?: (question: RiskQuestion) => boolean;
}

/** Words for people: no run is changed by them. */
export const notesAreCosmetic: RiskRule = {
  patterns: ["properties.description", "properties.annotations", "properties.folder"],
  risk: "cosmetic",
};

/** The type of an artifact: those that refer to it expect it to be what it was. */
export const typeIsBreaking: RiskRule = { patterns: ["properties.type"], risk: "breaking" };

/**
 * Parameters declared at `place`, a map from name to `{ type, defaultValue }`. Who refers to the
 * artifact hands them over by name: one that goes, changes its type, loses its default or is new
 * and has none breaks those who were right before.
 */
export function parameterRule(place: string): RiskRule {
  const depth = place.split(".").length;
  return {
    patterns: [place],
    risk: "breaking",
    when: ({ path, before, after }) => {
      if (path.length === depth) return mapBreaks(before, after);
      if (path.length === depth + 1) return parameterBreaks(before, after);
      if (path.length > depth + 2) return false;
      return path.at(-1) === "type" || (path.at(-1) === "defaultValue" && after === undefined);
    },
  };
}

function mapBreaks(before: Json | undefined, after: Json | undefined): boolean {
  const [old, next] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const names = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...names].some((name) => parameterBreaks(member(old, name), member(next, name)));
}

function parameterBreaks(before: Json | undefined, after: Json | undefined): boolean {
  if (after === undefined) return before !== undefined;
  const hasDefault = member(after, "defaultValue") !== undefined;
  if (before === undefined) return !hasDefault;
  if (member(before, "type") !== member(after, "type")) return true;
  return member(before, "defaultValue") !== undefined && !hasDefault;
}

/** The risk function of rules: the first that fits, behavioural when none does. */
export function riskBy(rules: readonly RiskRule[]): KindContract["risk"] {
  const read = rules.map(({ patterns, risk, when }) => ({
    steps: patterns.flatMap((pattern): (readonly PatternStep[])[] => {
      const steps = parsePattern(pattern);
      return steps ? [steps] : [];
    }),
    risk,
    when,
  }));
  return (question) => {
    const { path } = question;
    for (const { steps, risk, when } of read) {
      if (steps.some((pattern) => matchesWithin(pattern, path)) && (when?.(question) ?? true)) return risk;
    }
    return "behavioural";
  };
}

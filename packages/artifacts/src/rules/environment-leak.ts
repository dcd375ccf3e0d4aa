import { placeInText } from "../words/text-place.ts";
import { pathIn } from "../words/text-walk.ts";
import type { Finding, Rule } from "./rule.ts";

/** A name by which something of another environment is known. */
export interface ForeignName {
  /** A workspace, an account, a host, a subscription, …; ignoring case. */
  readonly text: string;
  /** The environments it belongs to. */
  readonly environments: readonly string[];
  /** Where it is from: `workspace`, `parameter 'lake_root'`, … */
  readonly from: string;
}

/** What one environment must not hold, because it belongs to others. */
export interface ForeignNames {
  /** The environment that the artifacts are rendered for. */
  readonly environment: string;
  readonly names: readonly ForeignName[];
}

/**
 * Names of other environments in the bodies of this one: what is rendered for prod and reads from dev. One
 * expression searches for all names at once; each is found as a whole only, `shop` not in `shop-prod`.
 */
export function environmentLeak(foreign: ForeignNames | undefined): Rule {
  const rule = {
    code: "environment-leak",
    says: "no artifact names a workspace, account, host, vault or subscription of another environment",
    varies: true,
  } as const;
  if (foreign === undefined || foreign.names.length === 0) return rule;
  const byText = new Map(foreign.names.map((name) => [name.text.toLowerCase(), name]));
  // The longest first: of a host and its first label, the host is meant.
  const texts = [...byText.keys()].sort((a, b) => b.length - a.length);
  const shortest = texts.at(-1)?.length ?? 0;
  const whole = `(?<![\\w-])(?:${texts.map(escaped).join("|")})(?![\\w-])`;
  // Nearly every text holds none, and to ask for all matches costs ten times as much as to ask for any.
  const any = new RegExp(whole, "i");
  const all = new RegExp(whole, "gi");
  return {
    ...rule,
    checkText: ({ artifact, text, step, holder }) => {
      if (text.length < shortest || !any.test(text)) return [];
      const told = new Set<ForeignName>();
      const findings: Finding[] = [];
      for (const match of text.matchAll(all)) {
        const name = byText.get(match[0].toLowerCase());
        if (name === undefined || told.has(name)) continue;
        told.add(name);
        findings.push({
          severity: "error",
          artifact,
          path: pathIn(holder, step),
          inside: placeInText(text, match.index),
          message: `'${match[0]}' belongs to ${environmentWords(name.environments)}, but this is rendered for '${foreign.environment}'`,
          why: `it is known from there as ${name.from}`,
          advice: `use the value of '${foreign.environment}' instead: as a parameter (\${retain:name}), or under 'overrides' in the environment file`,
        });
      }
      return findings;
    },
  };
}

function environmentWords(environments: readonly string[]): string {
  const names = environments.map((name) => `'${name}'`).join(", ");
  return `environment${environments.length === 1 ? "" : "s"} ${names}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

import type { Risk } from "@retain/artifacts/words/kind";
import type { Demand } from "@retain/artifacts/words/risk-policy";
import type { Action } from "@retain/planner/plan/plan";
import type { Paint } from "./paint.ts";

/** How an action is shown: a mark, a word, a colour. Colour never carries meaning alone. */
export const marks: Readonly<
  Record<
    Action,
    {
      readonly mark: string;
      readonly word: string;
      readonly past: string;
      readonly colour: "green" | "yellow" | "red" | "cyan";
    }
  >
> = {
  create: { mark: "+", word: "create", past: "created", colour: "green" },
  update: { mark: "~", word: "update", past: "updated", colour: "yellow" },
  delete: { mark: "-", word: "delete", past: "deleted", colour: "red" },
  stop: { mark: "■", word: "stop", past: "stopped", colour: "cyan" },
  start: { mark: "▶", word: "start", past: "started", colour: "cyan" },
};

/** A replacement: a delete and a create of one artifact. */
export const replaceMark = { mark: "±", colour: "red" } as const;

/** The word for a risk, painted; cosmetic changes are shown faint. */
export function riskWord(risk: Risk, paint: Paint): string {
  if (risk === "breaking" || risk === "destructive") return paint.red(risk);
  return risk === "cosmetic" ? paint.dim(risk) : risk;
}

/** What an environment asks for before a change is made. */
export const demandWords: Readonly<Record<Demand, string>> = {
  named: "must be named",
  refused: "refused in this environment",
};

/** `1 artifact`, `2 artifacts`, `2 directories`. */
export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString("en")} ${amount === 1 ? noun : several(noun)}`;
}

/** The plural of a noun of ours. */
function several(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

import type { Drift, DriftItem, DriftStatus } from "@retain/planner/drift/drift";
import { count } from "./marks.ts";

/** How a status is shown: a mark, a word, a colour, and what it means. Colour never carries meaning alone. */
export const driftWords: Readonly<
  Record<
    DriftStatus,
    {
      readonly mark: string;
      readonly word: string;
      readonly colour: "yellow" | "red" | "cyan" | "magenta";
      readonly meaning: string;
    }
  >
> = {
  edited: { mark: "~", word: "edited", colour: "yellow", meaning: "changed in the workspace" },
  vanished: { mark: "-", word: "vanished", colour: "red", meaning: "gone from the workspace" },
  "trigger-state": {
    mark: "■",
    word: "trigger state",
    colour: "cyan",
    meaning: "started or stopped in the workspace",
  },
  unmanaged: { mark: "?", word: "unmanaged", colour: "magenta", meaning: "live, owned by nobody" },
};

/** The statuses in the order in which they are counted. */
export const driftStatuses = Object.keys(driftWords) as readonly DriftStatus[];

/** How many items have a status. */
export function amountOf(drift: Drift, status: DriftStatus): number {
  return drift.summary[status === "trigger-state" ? "triggerState" : status];
}

/** The line of counts: `Drift: 2 edited, 1 vanished, 30 unchanged, 2 not yet published`. */
export function driftSummary(drift: Drift, strict = false): string {
  const { owned, pending, unchanged } = drift.summary;
  const parts = driftStatuses.flatMap((status) => {
    const amount = amountOf(drift, status);
    return amount > 0 ? [`${amount.toLocaleString("en")} ${driftWords[status].word}`] : [];
  });
  if (unchanged > 0 || parts.length === 0) parts.push(`${unchanged.toLocaleString("en")} unchanged`);
  if (owned > 0) parts.push(`${owned.toLocaleString("en")} owned by others`);
  if (pending > 0) parts.push(`${pending.toLocaleString("en")} not yet published`);
  return `${hasDrift(drift, strict) ? "Drift" : "No drift"}: ${parts.join(", ")}`;
}

/** True when something of ours moved; with `strict`, also when there is something nobody manages. */
export function hasDrift({ summary }: Drift, strict = false): boolean {
  const { edited, vanished, triggerState, unmanaged } = summary;
  return edited + vanished + triggerState + (strict ? unmanaged : 0) > 0;
}

/** What the workspace was compared with, in one sentence without a stop. */
export function comparedWith({ against, release }: Drift): string {
  return against === "release"
    ? `compared with release ${release}`
    : "compared with the repository: there is no release yet, so an edit cannot be told from what is not yet published";
}

/** How the workspace stands to the repository there, in one clause; empty where they simply differ. */
export function standing({ status, repository, conflict }: DriftItem): string {
  if (conflict) return "the repository moved too: a conflict";
  if (status === "unmanaged" || repository === "differs") return "";
  if (repository === "absent") return "not in the repository";
  return status === "vanished"
    ? "not in the repository either"
    : "matches the repository: the next apply records it";
}

/** The words of an item in one line: what happened, and how it stands to the repository. */
export function itemRemark(item: DriftItem): string {
  return [item.reason, standing(item)].filter((part) => part !== "").join("; ");
}

/** `3 fields`, for items that have some. */
export function fieldCount({ differences }: DriftItem): string {
  return differences.length === 0 ? "" : count(differences.length, "field");
}

import { compareTexts, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Change, Reach, ReachedTrigger } from "@retain/planner/plan/plan";
import { byKind } from "./count-kinds.ts";
import { count } from "./marks.ts";

/** How a reach is told. */
export interface ReachOptions {
  /** The moment from which "in 9 h" is counted. */
  readonly now: Date;
  /** Makes a name harmless where it is shown: `visible` on a terminal, `code` in markdown, `html` in a page. */
  readonly show: (name: string | Ref) => string;
}

/** How many names a line holds. */
const mostNames = 3;

/**
 * One line without a stop: `reaches 2 pipelines (Load, Nightly), next run: trigger/Nightly at 2026-11-26 02:00
 * Europe/Berlin, in 9 h`. The lists of a plan are whole; here they are shortened.
 */
export function reachText({ pipelines, triggers }: Reach, options: ReachOptions): string {
  const parts = [];
  if (pipelines.length > 0) {
    const told = byKind(pipelines).map(([label, refs]) => {
      const names = refs.map(({ name }) => name);
      return `${count(refs.length, label)} (${someNames(names, options)})`;
    });
    parts.push(`reaches ${told.join(" and ")}`);
  }
  if (triggers.length > 0) parts.push(nextRun(triggers, options));
  return parts.join(", ");
}

/** What all changes of a plan reach together; undefined when that is nothing. */
export function reachOfAll(changes: readonly Change[]): Reach | undefined {
  const pipelines = new Map<string, Ref>();
  const triggers = new Map<string, ReachedTrigger>();
  for (const { reach } of changes) {
    for (const ref of reach?.pipelines ?? []) pipelines.set(refKey(ref), ref);
    for (const trigger of reach?.triggers ?? []) triggers.set(refKey(trigger.ref), trigger);
  }
  if (pipelines.size === 0 && triggers.size === 0) return undefined;
  return {
    pipelines: [...pipelines.values()].sort(compareTexts),
    triggers: [...triggers.values()].sort((a, b) => compareTexts(a.ref, b.ref)),
  };
}

function nextRun(triggers: Reach["triggers"], options: ReachOptions): string {
  const started = triggers.filter((trigger) => trigger.started);
  if (started.length === 0) {
    const names = triggers.map(({ ref }) => ref);
    return `${someNames(names, options)} ${names.length === 1 ? "is" : "are"} stopped`;
  }
  const [first] = started
    .map(({ ref, next = "", timeZone }) => ({ ref, next: new Date(next), timeZone }))
    .filter(({ next }) => !Number.isNaN(next.getTime()))
    .sort((a, b) => a.next.getTime() - b.next.getTime());
  if (first === undefined) {
    const names = started.map(({ ref }) => ref);
    return `${someNames(names, options)} ${names.length === 1 ? "is" : "are"} started; next run unknown`;
  }
  const left = (first.next.getTime() - options.now.getTime()) / 1000;
  const wait = left > 0 ? `, in ${about(left)}` : "";
  return `next run: ${options.show(first.ref)} at ${localTime(first.next, first.timeZone)}${wait}`;
}

function someNames(names: readonly (string | Ref)[], { show }: ReachOptions): string {
  const shown = names.slice(0, mostNames).map(show);
  return [...shown, ...(names.length > mostNames ? ["…"] : [])].join(", ");
}

/** `2026-11-26 02:00 Europe/Berlin`; in UTC where the zone is unknown to this machine. */
function localTime(at: Date, timeZone = "UTC"): string {
  try {
    // Swedish dates are written as ISO 8601 has them.
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    return `${format.format(at)} ${timeZone}`;
  } catch {
    return localTime(at);
  }
}

/** Seconds as people say them: `20 min`, `9 h`, `3 days`. */
function about(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : count(Math.round(hours / 24), "day");
}

import { changesOfTwo } from "./moving-estate.ts";
import type { Moment } from "./stall.ts";

/** A request of the apply that `moving-estate.ts` prepares which changes something, and a side of its effect. */
export interface Boundary extends Moment {
  readonly name: string;
  /** False where a quick machine needs fewer requests of this kind. */
  readonly sure: boolean;
}

const steps = Object.values(changesOfTwo).flat().length;

/** Between the two halves of a replacement, and once the second one is written. */
export const replacements: readonly Boundary[] = [
  replacement("before", "PUT", "before the create of what is replaced"),
  replacement("after", "DELETE", "after the delete of what is replaced was asked for"),
  replacement("after", "PUT", "after the create of what is replaced was asked for"),
];

/** Each write to the workspace, whichever it is: independent ones run side by side. */
export const writes = Array.from({ length: steps }, (_, skip) => ({ skip })).flatMap(({ skip }) =>
  (["before", "after"] as const).map(
    (effect): Boundary => ({
      name: `${effect} write ${skip + 1} of ${steps} to the workspace`,
      on: "workspace",
      rule: { method: ["PUT", "POST", "DELETE"], skip },
      effect,
      sure: true,
    }),
  ),
);

/** Each write to the lake. Where some are under way at once the others may be done or not. */
export const records: readonly Boundary[] = [
  record("before", "the lock", "PUT", "/**/locks/*"),
  record("after", "the lock", "PUT", "/**/locks/*"),
  record("after", "the note of who holds the lock", "PUT", "/**/locks/*", 1),
  record("before", "the journal is made", "PUT", "/**/journal/current.jsonl"),
  record("after", "the journal is made", "PUT", "/**/journal/current.jsonl"),
  ...Array.from({ length: 14 }, (_, at) => ({
    ...record("after", `append ${at + 1} to the journal`, "PATCH", "/**/journal/current.jsonl", at),
    // Lines that come while an append is under way go together.
    sure: at < 8,
  })),
  record("before", "the bodies", "PUT", "/**/bodies/*"),
  record("after", "the bodies", "PUT", "/**/bodies/*"),
  record("before", "the release", "PUT", "/**/releases/*"),
  record("after", "the release", "PUT", "/**/releases/*"),
  record("before", "the manifest", "PUT", "/**/manifest.json"),
  record("after", "the manifest", "PUT", "/**/manifest.json"),
  record("after", "the journal put away", "PUT", "/**/journal/2*"),
  record("after", "the drafts cleared", "DELETE", "/**/drafts"),
  record("after", "the lock given back", "PUT", "/**/locks/*", 3),
];

function replacement(effect: Boundary["effect"], method: string, name: string): Boundary {
  return { name, on: "workspace", rule: { method, path: "/triggers/Windows" }, effect, sure: true };
}

function record(effect: Boundary["effect"], what: string, method: string, path: string, skip = 0): Boundary {
  return { name: `${effect} ${what}`, on: "lake", rule: { method, path, skip }, effect, sure: true };
}

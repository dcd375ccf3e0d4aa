import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { Change, Reach } from "./plan.ts";
import { refOf } from "./ref-text.ts";

/** A value as documents hold it: refs are text. */
export type Written<T> = {
  [K in keyof T]: T[K] extends Ref | undefined
    ? string
    : T[K] extends readonly Ref[]
      ? readonly string[]
      : T[K] extends Reach | undefined
        ? ReachDocument
        : T[K];
};

interface ReachDocument {
  readonly pipelines: readonly string[];
  readonly triggers: readonly Written<Reach["triggers"][number]>[];
}

/** The members of a change that are refs, or hold some. */
type WithRefs = Pick<Change, "ref" | "neededBy" | "renamedFrom" | "renamedTo" | "reach">;

/** What has a ref, with it as text. */
export function writeRef<T extends { readonly ref: Ref }>(one: T): Omit<T, "ref"> & { readonly ref: string } {
  return { ...one, ref: formatRef(one.ref) };
}

/** What `writeRef` wrote. Throws UnknownRef. */
export function readRef<T extends { readonly ref: string }>(one: T): Omit<T, "ref"> & { readonly ref: Ref } {
  return { ...one, ref: refOf(one.ref) };
}

/** A change with its refs as text, its members in their order. */
export function writeRefs<T extends WithRefs>(change: T): Written<T> {
  const { ref, neededBy, renamedFrom, renamedTo, reach } = change;
  const written = {
    ...change,
    ref: formatRef(ref),
    ...(neededBy === undefined ? {} : { neededBy: formatRef(neededBy) }),
    ...(renamedFrom === undefined ? {} : { renamedFrom: formatRef(renamedFrom) }),
    ...(renamedTo === undefined ? {} : { renamedTo: formatRef(renamedTo) }),
    ...(reach === undefined ? {} : { reach: writeReach(reach) }),
  };
  return written as Written<T>;
}

/** What `writeRefs` wrote. Throws UnknownRef. */
export function readRefs<T extends WithRefs>(change: Written<T>): T {
  const { ref, neededBy, renamedFrom, renamedTo, reach } = change as Written<WithRefs>;
  const read = {
    ...change,
    ref: refOf(ref),
    ...(neededBy === undefined ? {} : { neededBy: refOf(neededBy) }),
    ...(renamedFrom === undefined ? {} : { renamedFrom: refOf(renamedFrom) }),
    ...(renamedTo === undefined ? {} : { renamedTo: refOf(renamedTo) }),
    ...(reach === undefined ? {} : { reach: readReach(reach) }),
  };
  return read as unknown as T;
}

function writeReach({ pipelines, triggers }: Reach): ReachDocument {
  return {
    pipelines: pipelines.map(formatRef),
    triggers: triggers.map((trigger) => ({ ...trigger, ref: formatRef(trigger.ref) })),
  };
}

function readReach({ pipelines, triggers }: ReachDocument): Reach {
  return {
    pipelines: pipelines.map(refOf),
    triggers: triggers.map((trigger) => ({ ...trigger, ref: refOf(trigger.ref) })),
  };
}

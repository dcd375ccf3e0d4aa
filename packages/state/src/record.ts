import type { Artifact, Named } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, compareTexts, type Ref, refKey } from "@retain/artifacts/words/ref";
import { isStep } from "@retain/planner/plan/actions";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Plan } from "@retain/planner/plan/plan";
import { desiredState } from "@retain/planner/plan/trigger-steps";
import type { ReadOptions } from "@retain/workspaces/workspace";
import { type Entries, openEntries } from "./entries.ts";
import { type Recovered, saysOver, saysTheirs } from "./recover.ts";
import type { Begun, Manifest } from "./state.ts";

/** What a release is recorded from. */
export interface RecordInput {
  readonly release: string;
  readonly plan: Plan;
  readonly outcomes: readonly ChangeOutcome[];
  /** What was published before. */
  readonly recovered: Pick<Recovered, "entries" | "unrecorded" | "begun" | "interruptedTriggers">;
  /** The workspace after the apply; bodies at least of what differed or was unknown before. */
  readonly live: LiveSnapshot;
  /** What the repository says; absent for a saved plan, which does not know. */
  readonly desired?: readonly Artifact[] | undefined;
  /** True for what the plan was allowed to change. */
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  readonly digest: ReadOptions["digest"];
}

/** The manifest's entries after a release, and what is new in them. */
export interface Recorded {
  readonly entries: Manifest["artifacts"];
  /** All that this release wrote or recorded, with its body. */
  readonly bodies: readonly Named[];
  /** Refs that were found in step and are known from now on. */
  readonly recorded: readonly Ref[];
  /** Refs that are no longer known: gone on both sides. */
  readonly forgotten: readonly Ref[];
  /** Triggers that this release, or an apply that died, stopped, and that should run and do not. */
  readonly stopped: readonly Ref[];
  /** Creates that were sent and of which nothing is to be seen. */
  readonly begun: NonNullable<Manifest["begun"]>;
  /** Keys of creates that failed and of which a part is there. */
  readonly partly: ReadonlySet<string>;
}

/**
 * What is published after an apply: what was written, as the workspace shows it; what was found equal
 * on both sides; less what is gone on both. Pure.
 */
export function recordRelease(input: RecordInput): Recorded {
  const after = byRef(input.live.artifacts);
  const entries = openEntries(input.recovered.entries, input.release);
  const { begun, partly } = recordWrites(input, after, entries);
  const recorded = recordInStep(input, after, entries);
  const forgotten = forget(input, after, entries);
  recordRest(input, after, entries);
  return {
    entries: entries.made(),
    bodies: entries.bodies(),
    recorded,
    forgotten,
    stopped: stillStopped(input, after),
    begun: new Map([...begun].filter(([key]) => !entries.get(key))),
    partly,
  };
}

type After = ReadonlyMap<string, LiveArtifact>;

/**
 * What was written and is there, and what was deleted and is gone. What was begun to be created is ours from
 * then on: there whole, there in part, or not to be seen yet.
 */
function recordWrites(
  { outcomes, plan, digest, recovered, release }: RecordInput,
  after: After,
  entries: Entries,
): Pick<Recorded, "begun" | "partly"> {
  const begun = new Map<string, Begun>(recovered.begun);
  const partly = new Set<string>();
  for (const { change, result } of outcomes) {
    const { ref } = change;
    const key = refKey(ref);
    const found = after.get(key);
    if (change.action === "delete" && found === undefined) entries.delete(key);
    if (change.body === undefined) continue;
    const written = digest(ref.kind, change.body);
    const isNew = plan.boundTo.get(key)?.found === null || change.replaces === true;
    const created = isNew || entries.get(key)?.created === true;
    // What failed may have taken effect after all: what the workspace shows decides.
    if (result.status === "done" || found?.digest === written) {
      // Reads lag behind writes: what was created is ours, shown already or not.
      entries.put(found ?? { ref, digest: written }, written, created, change.body);
      continue;
    }
    if (result.status !== "failed" || !isNew || saysTheirs(result.problem.code)) continue;
    if (found === undefined) {
      if (!saysOver(result.problem.code)) begun.set(key, { ref, digest: written, release });
      continue;
    }
    entries.put(found, written, true, change.body);
    partly.add(key);
  }
  return { begun, partly };
}

/** What the plan found equal on both sides, where that is news; and whether triggers run now. */
function recordInStep(input: RecordInput, after: After, entries: Entries): readonly Ref[] {
  const { plan, desired, recovered } = input;
  const wanted = desired && byRef(desired);
  const written = new Set(plan.changes.flatMap((one) => (isStep(one) ? [] : [refKey(one.ref)])));
  const steps = new Set(plan.changes.flatMap((one) => (isStep(one) ? [refKey(one.ref)] : [])));
  const left = new Set([...plan.conflicts, ...plan.kept].map(({ ref }) => refKey(ref)));
  const recorded: Ref[] = [];
  for (const [key, { found: bound }] of plan.boundTo) {
    const found = after.get(key);
    const before = entries.get(key);
    // A saved plan does not tell whether a trigger that it only stops and starts is the repository's.
    const isOurs = wanted === undefined ? before !== undefined || !steps.has(key) : wanted.has(key);
    if (bound === null || found === undefined || written.has(key) || left.has(key) || !isOurs) continue;
    const isKnown = before?.live === found.digest && before.digest === found.digest;
    if (isKnown && !recovered.unrecorded.has(key)) {
      entries.keep(found, before);
      continue;
    }
    const body = wanted?.get(key)?.body ?? found.body;
    // Edited since the plan was made: the next plan tells.
    if (found.digest !== bound.digest || body === undefined) continue;
    entries.put(found, found.digest, before?.created === true, withoutServiceMembers(body));
    recorded.push(found.ref);
  }
  return recorded;
}

/**
 * What an apply that died wrote and this one had nothing to do with. Its own release was never made, so the body
 * is kept with this one where somebody has it: the repository, or the workspace. It is ours with or without.
 */
function recordRest(
  { recovered, release, desired, digest }: RecordInput,
  after: After,
  entries: Entries,
): void {
  const wanted = desired && byRef(desired);
  for (const key of recovered.unrecorded) {
    const entry = entries.get(key);
    if (entry === undefined || entry.release === release) continue;
    const found = after.get(key);
    const said = wanted?.get(key);
    const meant = said && digest(said.ref.kind, said.body);
    const isLive = found?.digest === entry.live;
    const isSaid = said !== undefined && (meant === entry.digest || (isLive && meant === entry.live));
    const isShown = isLive && found?.body !== undefined;
    const body = isSaid ? said.body : isShown ? withoutServiceMembers(found.body) : undefined;
    entries.carry(key, release, body);
  }
}

/** Triggers that were to run again and stand still, unless the repository wants them to. */
function stillStopped({ plan, recovered, desired }: RecordInput, after: After): readonly Ref[] {
  const states =
    desired && new Map(desired.map((artifact) => [refKey(artifact.ref), desiredState(artifact)]));
  // One that was to be deleted and is still there is to run as well.
  const restored = plan.changes.flatMap(({ ref, restores, action }) =>
    restores === true || (action === "delete" && wasRunning(plan, ref)) ? [refKey(ref)] : [],
  );
  const replaced = new Map(
    plan.changes.flatMap(({ ref, replaces }) => (replaces ? [[refKey(ref), ref] as const] : [])),
  );
  const keys = new Set([...recovered.interruptedTriggers, ...restored]);
  return [...keys]
    .flatMap((key) => {
      const found = after.get(key);
      if (states?.get(key) === false) return [];
      // One that was to be replaced and is gone is to run when it is there again.
      if (found === undefined) return replaced.get(key) ?? [];
      return found.started === false ? [found.ref] : [];
    })
    .sort(compareTexts);
}

function wasRunning({ changes }: Plan, ref: Ref): boolean {
  return changes.some((one) => one.action === "stop" && refKey(one.ref) === refKey(ref));
}

/** Lets go of what is gone on both sides; what is only in the workspace stays known as it was found. */
function forget({ plan, desired, selects }: RecordInput, after: After, entries: Entries): readonly Ref[] {
  if (desired === undefined) return [];
  // What the plan saw and nobody deleted is hidden by a read that lags behind, or gone: the next release tells.
  const wanted = new Set(desired.map(({ ref }) => refKey(ref)));
  const forgotten: Ref[] = [];
  for (const { ref } of entries.list()) {
    const key = refKey(ref);
    const found = after.get(key);
    if (wanted.has(key) || !selects(ref, found?.body ?? {})) continue;
    if (found !== undefined || (plan.boundTo.get(key)?.found ?? null) !== null) continue;
    entries.delete(key);
    forgotten.push(ref);
  }
  return forgotten;
}

/** A live record without what the service adds and refuses to be sent. */
export function withoutServiceMembers(body: JsonObject): JsonObject {
  const { etag: _etag, id: _id, type: _type, ...rest } = body;
  return rest;
}

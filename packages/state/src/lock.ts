import { jsonIn } from "@retain/artifacts/words/json-numbers";
import type { LakeLeases, Lease } from "@retain/workspaces/lake/leases";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { holderSchema } from "./documents.ts";
import { type Pauses, watchPauses } from "./pauses.ts";
import type { Lock, LockHolder } from "./state.ts";

/** How long a lease lasts and how often it is renewed, in seconds. */
export interface LockPace {
  readonly lease: number;
  readonly renew: number;
  /** How long before its end a lease that was not renewed counts as lost: clocks differ, and a write takes its time. */
  readonly margin: number;
}

/** The longest lease that ends by itself, and two renewals that may fail. */
export const usualPace: LockPace = { lease: 60, renew: 20, margin: 5 };

/** A lock that was just taken. */
interface TakenLock {
  readonly lock: Lock;
  /** Resolves when who holds it is told to others, to false where it was lost before; rejects with WorkspaceError. */
  readonly noted: Promise<boolean>;
}

/** Takes the lock that lies at `path`, or says who holds it. Throws WorkspaceError. */
export async function takeLock(
  leases: LakeLeases,
  { path, place, pace }: { readonly path: string; readonly place: string; readonly pace: LockPace },
  holder: Promise<LockHolder>,
): Promise<TakenLock | { readonly heldBy: LockHolder | undefined }> {
  const taken = performance.now();
  const pauses = watchPauses();
  const lease = await leases.acquire(path, pace.lease);
  if (lease === undefined) return { heldBy: await holderOf(leases, path) };
  const lock = keepLock(lease, place, pace, taken, pauses);
  return { lock, noted: holder.then((told) => lease.annotate(JSON.stringify(told))) };
}

/** Breaks the lock; resolves to whose it was, undefined when nobody held it. Throws WorkspaceError. */
export async function breakLock(leases: LakeLeases, path: string): Promise<LockHolder | undefined> {
  const holder = await holderOf(leases, path);
  if (holder !== undefined) await leases.break(path);
  return holder;
}

/** Who holds the lock; undefined when nobody does. Throws WorkspaceError. */
export async function holderOf(leases: LakeLeases, path: string): Promise<LockHolder | undefined> {
  const { leased, note } = await leases.look(path);
  return leased ? (readHolder(note) ?? unknownHolder) : undefined;
}

/** Somebody took the lease and left no note that we can read, or has not yet. */
const unknownHolder: LockHolder = {
  by: { name: "somebody", host: "unknown" },
  since: "unknown",
  command: "unknown",
};

function readHolder(note: string | undefined): LockHolder | undefined {
  const value: unknown = jsonIn(note ?? "");
  return holderSchema.safeParse(value).success ? (value as LockHolder) : undefined;
}

/** Renews a lease until it is released or lost. The timers keep no process alive. */
function keepLock(lease: Lease, place: string, pace: LockPace, taken: number, pauses: Pauses): Lock {
  const lost = new AbortController();
  /** When the lease counts as lost, by the clock that is never set. */
  let lastsUntil = 0;
  let end: NodeJS.Timeout | undefined;
  let renewing = false;
  /** Times that something was sent again. */
  let retries = 0;
  const doubts = () => pauses.count() + retries;
  /** Doubts up to the last time that the lake was asked and said that the lock is ours. */
  let confirmed = 0;
  /** Pauses among them. */
  let confirmedPauses = 0;
  let confirming: Promise<void> | undefined;

  const stop = () => {
    pauses.end();
    clearInterval(beat);
    clearTimeout(end);
  };
  const lose = (why: string) => {
    stop();
    if (!lost.signal.aborted) lost.abort(lostLock(place, why));
  };
  const loseInTime = () => lose("it could not be renewed in time");
  /** The lease lasts from when it was asked for, which the service did later. */
  const lasts = (from: number) => {
    clearTimeout(end);
    lastsUntil = Math.max(lastsUntil, from + (pace.lease - pace.margin) * 1000);
    end = setTimeout(loseInTime, Math.max(0, lastsUntil - performance.now()));
    end.unref();
  };
  const ask = async () => {
    const asked = performance.now();
    const before = doubts();
    const pausesBefore = pauses.count();
    const held = await lease.renew();
    if (lost.signal.aborted || released) return;
    if (held) lasts(asked);
    else lose("somebody removed it, as `retain unlock` does");
    confirmed = before;
    confirmedPauses = pausesBefore;
  };
  /** One question for all who wait for its answer. */
  const confirm = () => {
    confirming ??= ask().finally(() => {
      confirming = undefined;
    });
    return confirming;
  };
  const renew = async () => {
    if (renewing) return;
    renewing = true;
    // Where it fails the next beat tries again; the end of the lease decides.
    await ask().catch(() => undefined);
    renewing = false;
  };
  let released = false;
  const beat = setInterval(() => void renew(), pace.renew * 1000);
  beat.unref();
  lasts(taken);
  return {
    lost: lost.signal,
    check: async () => {
      if (!lost.signal.aborted) await ask();
      if (lost.signal.aborted) throw lost.signal.reason;
    },
    guard: {
      mayChange: async () => {
        // Timers fire late after a pause, and an answer may have waited here through one: so looked at each time.
        for (;;) {
          if (performance.now() >= lastsUntil) loseInTime();
          if (lost.signal.aborted) throw lost.signal.reason;
          if (released) throw lostLock(place, "it was released");
          if (doubts() === confirmed) return;
          await confirm();
        }
      },
      // What others sent again meanwhile is no pause of this one.
      stillMay: () =>
        !lost.signal.aborted &&
        !released &&
        performance.now() < lastsUntil &&
        pauses.count() <= confirmedPauses,
      doubt: () => {
        retries += 1;
      },
    },
    release: async () => {
      released = true;
      stop();
      await lease.release();
    },
  };
}

function lostLock(place: string, why: string): WorkspaceError {
  return new WorkspaceError({
    reason: "conflict",
    message: `the lock of ${place} was lost`,
    why,
    advice: "run the command again when nobody else is publishing: finished work is kept",
  });
}

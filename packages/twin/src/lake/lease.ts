import { randomUUID } from "node:crypto";
import { LakeRefusal } from "./refusal.ts";

/** A lease that was taken and not released. */
export interface Lease {
  readonly id: string;
  /** Seconds; -1 without an end. */
  readonly duration: number;
  /** Milliseconds since the epoch; absent without an end. */
  readonly expiresAt?: number;
  /** When it is or was broken, milliseconds since the epoch. */
  readonly breaksAt?: number;
}

/** What the service says of a lease. */
export type LeaseState = "available" | "leased" | "expired" | "breaking" | "broken";

const guid = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;

/** The state of a lease at a time. */
export function leaseState(lease: Lease | undefined, now: number): LeaseState {
  if (!lease) return "available";
  if (lease.breaksAt !== undefined) return now >= lease.breaksAt ? "broken" : "breaking";
  return lease.expiresAt !== undefined && now >= lease.expiresAt ? "expired" : "leased";
}

/** Takes a lease, or takes it again under its own id. Throws a `LakeRefusal` while another one holds it. */
export function acquire(
  lease: Lease | undefined,
  wish: { id?: string; duration: number },
  now: number,
): Lease {
  const { id = randomUUID(), duration } = wish;
  // 15 to 60 seconds, or -1 for ever (Lease Blob reference).
  if (duration !== -1 && !(Number.isInteger(duration) && duration >= 15 && duration <= 60)) {
    throw new LakeRefusal("InvalidHeaderValue", "x-ms-lease-duration is -1 or 15 to 60 seconds.");
  }
  checkGuid(id, "x-ms-proposed-lease-id");
  const state = leaseState(lease, now);
  const isSame = lease !== undefined && sameId(lease.id, id);
  if (state === "breaking" && isSame) throw new LakeRefusal("LeaseIsBreakingAndCannotBeAcquired");
  if (state === "breaking" || (state === "leased" && !isSame)) throw new LakeRefusal("LeaseAlreadyPresent");
  return timed(id, duration, now);
}

/** Restarts its time, even if it has expired. */
export function renew(lease: Lease | undefined, id: string, now: number): Lease {
  const held = heldAs(lease, id);
  if (held.breaksAt !== undefined) throw new LakeRefusal("LeaseIsBrokenAndCannotBeRenewed");
  return timed(held.id, held.duration, now);
}

/** Gives a lease another id. A repeated change is not an error. */
export function change(lease: Lease | undefined, id: string, proposed: string, now: number): Lease {
  checkGuid(proposed, "x-ms-proposed-lease-id");
  const state = leaseState(lease, now);
  if (!lease || (state !== "leased" && state !== "breaking")) {
    throw new LakeRefusal("LeaseNotPresentWithLeaseOperation");
  }
  if (!sameId(lease.id, id) && !sameId(lease.id, proposed)) {
    throw new LakeRefusal("LeaseIdMismatchWithLeaseOperation");
  }
  if (state === "breaking") throw new LakeRefusal("LeaseIsBreakingAndCannotBeChanged");
  return { ...lease, id: proposed };
}

/** Checks that the lease may be given back. */
export function checkRelease(lease: Lease | undefined, id: string): void {
  heldAs(lease, id);
}

/** Ends a lease after `period` seconds, at most what is left of it; at once when it has no end and nothing is asked. */
export function breakLease(
  lease: Lease | undefined,
  period: number | undefined,
  now: number,
): { lease: Lease; seconds: number } {
  if (period !== undefined && !(Number.isInteger(period) && period >= 0 && period <= 60)) {
    throw new LakeRefusal("InvalidHeaderValue", "x-ms-lease-break-period is 0 to 60 seconds.");
  }
  if (!lease) throw new LakeRefusal("LeaseNotPresentWithLeaseOperation");
  const end = lease.breaksAt ?? lease.expiresAt;
  const left = end === undefined ? undefined : Math.max(0, end - now);
  const asked = period === undefined ? undefined : period * 1000;
  const ms = Math.min(left ?? asked ?? 0, asked ?? left ?? 0);
  return { lease: { ...lease, breaksAt: now + ms }, seconds: Math.ceil(ms / 1000) };
}

/**
 * Throws a `LakeRefusal` unless a request that names the lease `id` (or none) may go on:
 * a write needs the id of an active lease, and an id that is named must be right, reads included.
 */
export function checkLease(
  lease: Lease | undefined,
  id: string | undefined,
  { now, needed }: { now: number; needed: boolean },
): void {
  const state = leaseState(lease, now);
  const isActive = state === "leased" || state === "breaking";
  if (lease && isActive) {
    if (id === undefined) {
      if (needed) throw new LakeRefusal("LeaseIdMissing");
    } else if (!sameId(lease.id, id)) throw new LakeRefusal("LeaseIdMismatch");
  } else if (id !== undefined) {
    throw new LakeRefusal(lease && sameId(lease.id, id) ? "LeaseLost" : "LeaseNotPresent");
  }
}

/** The headers that describe a lease. */
export function leaseHeaders(lease: Lease | undefined, now: number): Record<string, string> {
  const state = leaseState(lease, now);
  const isLocked = state === "leased" || state === "breaking";
  return {
    "x-ms-lease-state": state,
    "x-ms-lease-status": isLocked ? "locked" : "unlocked",
    ...(lease && state === "leased"
      ? { "x-ms-lease-duration": lease.duration === -1 ? "infinite" : "fixed" }
      : {}),
  };
}

function timed(id: string, duration: number, now: number): Lease {
  return duration === -1 ? { id, duration } : { id, duration, expiresAt: now + duration * 1000 };
}

function heldAs(lease: Lease | undefined, id: string): Lease {
  if (!lease) throw new LakeRefusal("LeaseNotPresentWithLeaseOperation");
  if (!sameId(lease.id, id)) throw new LakeRefusal("LeaseIdMismatchWithLeaseOperation");
  return lease;
}

function checkGuid(id: string, header: string): void {
  if (!guid.test(id)) throw new LakeRefusal("InvalidHeaderValue", `${header} is a GUID.`);
}

function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

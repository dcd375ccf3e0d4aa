import type { TwinResponse } from "../http.ts";
import type { Place } from "./changes.ts";
import type { LakeContext } from "./context.ts";
import { type Entry, type FilesystemProperties, quoted } from "./entry.ts";
import { type Lease, leaseState } from "./lease.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/** The file system of a request. Throws a `LakeRefusal` when there is none. */
export function filesystemOf(context: LakeContext, { filesystem }: Place): FilesystemProperties {
  const found = context.store.filesystems().get(filesystem);
  if (!found) throw new LakeRefusal("FilesystemNotFound");
  return found.properties;
}

/** The file or directory of a request. Throws a `LakeRefusal` when there is none. */
export function entryOf(context: LakeContext, place: Place): Entry {
  filesystemOf(context, place);
  const entry = context.store.find(place);
  if (!entry) throw new LakeRefusal("PathNotFound");
  return entry;
}

/** The same entry after a write: another etag, another time. */
export function touched(context: LakeContext, entry: Entry): Entry {
  const { lease: _lease, ...rest } = entry;
  return { ...rest, etag: context.newEtag(), modified: context.now(), ...keptLease(context, entry) };
}

/** What a write leaves of a lease: one that expired or was broken is gone then (Lease Blob, outcomes of use attempts). */
export function keptLease(context: LakeContext, entry: Entry | undefined): { readonly lease?: Lease } {
  const state = leaseState(entry?.lease, context.now());
  return entry?.lease && (state === "leased" || state === "breaking") ? { lease: entry.lease } : {};
}

/** The headers by which a client knows the version it has. */
export function versionHeaders(version: { readonly etag: string; readonly modified: number }) {
  return { ETag: quoted(version.etag), "Last-Modified": new Date(version.modified).toUTCString() };
}

/** An answer without a body that says the version. */
export function versioned(
  status: number,
  version: { readonly etag: string; readonly modified: number },
  headers: Readonly<Record<string, string>> = {},
): TwinResponse {
  return { status, headers: { ...versionHeaders(version), ...headers } };
}

/** The lease that a request names. */
export function leaseIdOf(request: LakeRequest): string | undefined {
  return request.header("x-ms-lease-id");
}

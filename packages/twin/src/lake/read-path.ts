import { permissionsOf } from "./access-control.ts";
import { md5Of } from "./append-data.ts";
import { checkRead } from "./conditions.ts";
import { contentHeaders } from "./content-headers.ts";
import type { LakeContext, Operation } from "./context.ts";
import { copyHeaders } from "./copy-blob.ts";
import { type Entry, sizeOf } from "./entry.ts";
import { checkLease, leaseHeaders } from "./lease.ts";
import { entryOf, leaseIdOf, versioned, versionHeaders } from "./lookups.ts";
import { folderMark, metadataHeaders } from "./metadata.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/** `GET` of a file, whole or a range. A directory reads as an empty blob. */
export const readPath: Operation = (context, request) => {
  const entry = readable(context, request);
  const size = sizeOf(entry);
  const range = rangeOf(request.header("x-ms-range") ?? request.header("range"), size);
  const headers = {
    ...propertyHeaders(context, entry),
    ...contentHeaders(entry.headers, range !== undefined),
  };
  if (entry.kind === "directory") return { status: 200, headers, body: Buffer.alloc(0) };
  if (!range) return { status: 200, headers, body: context.store.read(request.place, 0, size) };
  const body = context.store.read(request.place, range.start, range.end - range.start + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      "Content-Range": `bytes ${range.start}-${range.end}/${size}`,
      ...(request.header("x-ms-range-get-content-md5") === "true" ? { "Content-MD5": md5Of(body) } : {}),
    },
    body,
  };
};

/** `HEAD` of a path: everything that is known of it. */
export const pathProperties: Operation = (context, request) => {
  const entry = readable(context, request);
  return {
    status: 200,
    headers: {
      ...propertyHeaders(context, entry),
      ...contentHeaders(entry.headers, false),
      "Content-Length": String(sizeOf(entry)),
    },
  };
};

/** `HEAD ?action=getAccessControl`. */
export const getAccessControl: Operation = (context, request) => {
  const entry = readable(context, request);
  return versioned(200, entry, rightsHeaders(entry));
};

function readable(context: LakeContext, request: LakeRequest): Entry {
  const entry = entryOf(context, request.place);
  checkRead(request, entry);
  checkLease(entry.lease, leaseIdOf(request), { now: context.now(), needed: false });
  return entry;
}

/** Clients of both endpoints read the same answer, so it has the headers of both. */
function propertyHeaders(context: LakeContext, entry: Entry): Record<string, string> {
  const isDirectory = entry.kind === "directory";
  return {
    ...versionHeaders(entry),
    ...metadataHeaders(entry.metadata),
    ...leaseHeaders(entry.lease, context.now()),
    ...rightsHeaders(entry),
    ...copyHeaders(entry),
    ...(isDirectory ? { [`x-ms-meta-${folderMark}`]: "true" } : {}),
    "Accept-Ranges": "bytes",
    "x-ms-resource-type": entry.kind,
    "x-ms-blob-type": "BlockBlob",
    "x-ms-creation-time": new Date(entry.created).toUTCString(),
    "x-ms-server-encrypted": "true",
    "x-ms-access-tier": "Hot",
    "x-ms-access-tier-inferred": "true",
  };
}

function rightsHeaders({ owner, group, acl, sticky }: Entry): Record<string, string> {
  return {
    "x-ms-owner": owner,
    "x-ms-group": group,
    "x-ms-permissions": permissionsOf(acl, sticky),
    "x-ms-acl": acl,
  };
}

/** The bytes asked for, both ends included. Throws a `LakeRefusal` for a range that begins behind the end. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  // An invalid range is answered in full, as HTTP says.
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size) throw new LakeRefusal("InvalidRange", "", { "Content-Range": `bytes */${size}` });
  return end < start ? undefined : { start, end };
}

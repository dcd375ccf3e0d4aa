import { createHash } from "node:crypto";
import { checkRead } from "./conditions.ts";
import { wishedHeaders } from "./content-headers.ts";
import type { LakeContext, Operation } from "./context.ts";
import { type Entry, sizeOf } from "./entry.ts";
import { acquire, checkLease, checkRelease, renew } from "./lease.ts";
import { entryOf, leaseIdOf, touched, versioned } from "./lookups.ts";
import { LakeRefusal } from "./refusal.ts";
import { type LakeRequest, requiredHeader, wholeNumber } from "./request.ts";

/**
 * `PATCH ?action=append`: keeps data for a position. In parallel and in any order; a flush puts it together, and is
 * where a position before the end of the file is refused (recorded from an upload over a file).
 */
export const appendData: Operation = (context, request) => {
  const file = fileOf(context, request);
  const position = positionOf(request);
  for (const name of ["x-ms-content-crc64", "x-ms-structured-body"]) {
    if (request.header(name)) throw new LakeRefusal("UnsupportedHeader", `The twin does not know ${name}.`);
  }
  checkMd5(request, "content-md5");
  const leased = leaseOnTheWay(context, request, file);
  checkNotByBlocks(file);
  // What is flushed along is refused at once: nothing of it is kept.
  const flushes = request.query("flush") === "true";
  if (flushes && position < sizeOf(file)) throw new LakeRefusal("InvalidFlushPosition");
  if (request.body.length > 0) context.store.staged.append(file.id, position, request.body);
  const headers = { "Content-MD5": md5Of(request.body), "x-ms-request-server-encrypted": "true" };
  if (flushes) {
    const end = position + request.body.length;
    return versioned(202, flush(context, request, leased, end, false), headers);
  }
  if (leased !== file) context.store.commit([{ op: "put", place: request.place, entry: leased }]);
  return { status: 202, headers };
};

/** `PATCH ?action=flush`: what was appended becomes the file's content up to `position`. */
export const flushData: Operation = (context, request) => {
  const file = fileOf(context, request);
  const position = positionOf(request);
  if (request.body.length > 0) throw new LakeRefusal("ContentLengthMustBeZero");
  // 304 for `If-None-Match`, though nothing is read (recorded).
  checkRead(request, file);
  const leased = leaseOnTheWay(context, request, file);
  checkNotByBlocks(file);
  const retain = request.query("retainUncommittedData") === "true";
  return versioned(200, flush(context, request, leased, position, retain), {
    "x-ms-request-server-encrypted": "true",
  });
};

/** Throws a `LakeRefusal` when the body has another MD5 than the header `name` says. */
export function checkMd5(request: LakeRequest, name: string): void {
  const said = request.header(name);
  if (said !== undefined && said !== md5Of(request.body)) throw new LakeRefusal("Md5Mismatch");
}

/** Base64, as headers carry it. */
export function md5Of(bytes: Buffer): string {
  return createHash("md5").update(bytes).digest("base64");
}

function flush(context: LakeContext, request: LakeRequest, file: Entry, end: number, retain: boolean): Entry {
  const { store } = context;
  const { place } = request;
  const size = sizeOf(file);
  if (end < size) throw new LakeRefusal("InvalidFlushPosition");
  const added = store.staged.contiguous(file.id, size, end, retain);
  const { "content-md5": _md5, ...headers } = file.headers;
  const after = {
    ...touched(context, file),
    // An MD5 that was said of the content before says nothing of the new one.
    headers: { ...headers, ...wishedHeaders(request.request, "x-ms-") },
  };
  const content = store.compose([{ file: store.pathOf(place), offset: 0, length: size }, ...added]);
  const entry = { ...after, stamp: content.stamp };
  store.commit([{ op: "put", place, entry, temporary: content.temporary }]);
  store.staged.flushed(file.id, end, retain);
  return entry;
}

function fileOf(context: LakeContext, request: LakeRequest): Entry {
  const entry = entryOf(context, request.place);
  if (entry.kind === "directory") throw new LakeRefusal("PathConflict");
  return entry;
}

/** A file that was put together from blocks has no end to append to (Known issues with Data Lake Storage: Blob APIs). */
function checkNotByBlocks(file: Entry): void {
  if (file.blocks) throw new LakeRefusal("InvalidFlushOperation");
}

/** Checks the lease of a write, which may take, renew or give back one as it goes (`x-ms-lease-action`). */
function leaseOnTheWay(context: LakeContext, request: LakeRequest, file: Entry): Entry {
  const now = context.now();
  const action = request.header("x-ms-lease-action");
  const takes = action === "acquire" || action === "acquire-release";
  if (takes) {
    const id = requiredHeader(request, "x-ms-proposed-lease-id");
    const duration = wholeNumber(request.header("x-ms-lease-duration"), "InvalidHeaderValue") ?? -1;
    const lease = acquire(file.lease, { id, duration }, now);
    return action === "acquire" ? { ...file, lease } : withoutLease(file);
  }
  checkLease(file.lease, leaseIdOf(request), { now, needed: true });
  if (action === undefined) return file;
  const id = requiredHeader(request, "x-ms-lease-id");
  if (action === "auto-renew") return { ...file, lease: renew(file.lease, id, now) };
  if (action !== "release") throw new LakeRefusal("InvalidHeaderValue", "x-ms-lease-action is unknown.");
  checkRelease(file.lease, id);
  return withoutLease(file);
}

function withoutLease({ lease: _lease, ...file }: Entry): Entry {
  return file;
}

function positionOf(request: LakeRequest): number {
  const position = wholeNumber(request.query("position"), "InvalidQueryParameterValue");
  if (position === undefined) throw new LakeRefusal("MissingRequiredQueryParameter", "position is missing.");
  if (position < 0) throw new LakeRefusal("OutOfRangeQueryParameterValue");
  return position;
}

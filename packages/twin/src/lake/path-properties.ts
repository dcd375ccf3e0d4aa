import { checkWrite } from "./conditions.ts";
import { wishedHeaders } from "./content-headers.ts";
import type { LakeContext, Operation } from "./context.ts";
import type { Entry } from "./entry.ts";
import { checkLease } from "./lease.ts";
import { entryOf, leaseIdOf, touched, versioned } from "./lookups.ts";
import { wishedMetadata, wishedProperties } from "./metadata.ts";
import type { LakeRequest } from "./request.ts";

/** `PATCH ?action=setProperties` of the Data Lake endpoint: what it names is set, metadata as a whole. */
export const setProperties: Operation = (context, request) =>
  change(context, request, (entry) => ({
    ...entry,
    headers: { ...entry.headers, ...wishedHeaders(request.request, "x-ms-") },
    metadata: wishedProperties(request) ?? entry.metadata,
  }));

/** `PUT ?comp=metadata` of the blob endpoint: replaces all of it. */
export const setMetadata: Operation = (context, request) =>
  change(context, request, (entry) => ({ ...entry, metadata: wishedMetadata(request) }));

/** `PUT ?comp=properties` of the blob endpoint: headers that it does not name are cleared (Set Blob Properties). */
export const setHttpHeaders: Operation = (context, request) =>
  change(context, request, (entry) => ({
    ...entry,
    headers: wishedHeaders(request.request, "x-ms-blob-"),
  }));

function change(context: LakeContext, request: LakeRequest, turn: (entry: Entry) => Entry) {
  const entry = entryOf(context, request.place);
  checkWrite(request, entry);
  checkLease(entry.lease, leaseIdOf(request), { now: context.now(), needed: true });
  const changed = touched(context, turn(entry));
  context.store.commit([{ op: "put", place: request.place, entry: changed }]);
  return versioned(200, changed, { "x-ms-request-server-encrypted": "true" });
}

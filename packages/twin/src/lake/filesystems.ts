import { checkWrite } from "./conditions.ts";
import type { LakeContext, Operation } from "./context.ts";
import { type FilesystemProperties, plainEntry } from "./entry.ts";
import { checkLease, leaseHeaders } from "./lease.ts";
import { filesystemOf, leaseIdOf, versioned } from "./lookups.ts";
import { type Metadata, metadataHeaders, wishedMetadata, wishedProperties } from "./metadata.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

// A name is free again half a minute after a deletion, at the earliest (Delete Container reference).
const vanishMs = 30_000;

/** Makes a file system, from either endpoint. */
export const createFilesystem: Operation = (context, request) => {
  const { store, now } = context;
  const name = request.place.filesystem;
  if (store.filesystems().has(name)) throw new LakeRefusal("FilesystemAlreadyExists");
  const dropped = store.droppedAt(name);
  if (dropped !== undefined && now() < dropped + vanishMs) throw new LakeRefusal("FilesystemBeingDeleted");
  const properties = addFilesystem(context, name, metadataOf(request));
  return versioned(201, properties, { "x-ms-namespace-enabled": "true" });
};

/** Makes a file system with an empty root. */
export function addFilesystem(context: LakeContext, name: string, metadata: Metadata): FilesystemProperties {
  const properties = { etag: context.newEtag(), modified: context.now(), metadata };
  const entry = plainEntry("directory", properties.etag, properties.modified);
  context.store.commit([
    { op: "filesystem", name, properties },
    { op: "put", place: { filesystem: name, path: "" }, entry },
  ]);
  return properties;
}

/** Deletes a file system and all that is in it. */
export const deleteFilesystem: Operation = (context, request) => {
  const properties = filesystemOf(context, request.place);
  checkWrite(request, properties);
  checkLease(properties.lease, leaseIdOf(request), { now: context.now(), needed: true });
  context.store.commit([{ op: "drop", name: request.place.filesystem, at: context.now() }]);
  return { status: 202 };
};

/** Says what is known of a file system. */
export const filesystemProperties: Operation = (context, request) => {
  const properties = filesystemOf(context, request.place);
  checkLease(properties.lease, leaseIdOf(request), { now: context.now(), needed: false });
  return versioned(200, properties, {
    ...leaseHeaders(properties.lease, context.now()),
    ...metadataHeaders(properties.metadata),
    "x-ms-has-immutability-policy": "false",
    "x-ms-has-legal-hold": "false",
    "x-ms-default-encryption-scope": "$account-encryption-key",
    "x-ms-deny-encryption-scope-override": "false",
    "x-ms-namespace-enabled": "true",
  });
};

/** Replaces the metadata of a file system. */
export const setFilesystemMetadata: Operation = (context, request) => {
  const properties = filesystemOf(context, request.place);
  checkWrite(request, properties);
  checkLease(properties.lease, leaseIdOf(request), { now: context.now(), needed: false });
  const changed = {
    ...properties,
    etag: context.newEtag(),
    modified: context.now(),
    metadata: metadataOf(request),
  };
  keepFilesystem(context, request.place.filesystem, changed);
  return versioned(200, changed);
};

/** Writes down what is kept of a file system. */
export function keepFilesystem(context: LakeContext, name: string, properties: FilesystemProperties): void {
  context.store.commit([{ op: "filesystem", name, properties }]);
}

function metadataOf(request: LakeRequest): Metadata {
  return wishedProperties(request) ?? wishedMetadata(request);
}

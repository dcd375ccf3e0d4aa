import { createdAcl, normaliseAcl, readPermissions } from "./access-control.ts";
import type { Change, Place } from "./changes.ts";
import { checkCreate } from "./conditions.ts";
import { wishedHeaders } from "./content-headers.ts";
import type { LakeContext, Operation } from "./context.ts";
import { type Entry, plainEntry } from "./entry.ts";
import { acquire, checkLease } from "./lease.ts";
import { filesystemOf, keptLease, leaseIdOf, versioned } from "./lookups.ts";
import { wishedProperties } from "./metadata.ts";
import { ancestorsOf } from "./names.ts";
import { LakeRefusal } from "./refusal.ts";
import { type LakeRequest, wholeNumber } from "./request.ts";

// What the twin does not imitate must not pass for done.
const unsupported = ["x-ms-encryption-key", "x-ms-encryption-context", "x-ms-expiry-option"];

/** `PUT ?resource=file|directory`: makes a path and the directories above it; an existing file is replaced. */
export const createPath: Operation = (context, request) => {
  const kind = kindOf(request.query("resource"));
  for (const name of unsupported) {
    if (request.header(name)) throw new LakeRefusal("UnsupportedHeader", `The twin does not know ${name}.`);
  }
  const { place } = request;
  filesystemOf(context, place);
  if (place.path === "") throw new LakeRefusal("InvalidResourceName", "The root exists already.");
  const existing = context.store.find(place);
  checkCreate(request, existing);
  if (existing && existing.kind !== kind) throw new LakeRefusal("PathConflict");
  checkLease(existing?.lease, leaseIdOf(request), { now: context.now(), needed: true });
  const { changes, parentAcl } = missingParents(context, place);
  const entry = withLease(
    context,
    request,
    withWishes(request, created(context, kind, parentAcl, existing), parentAcl),
  );
  context.store.commit([...changes, putNew(context, place, entry)]);
  if (existing) context.store.staged.flushed(existing.id, 0, false);
  return versioned(201, entry, { "x-ms-request-server-encrypted": "true" });
};

/** The directories that `place` lacks above it. Throws a `LakeRefusal` where a file is in the way. */
export function missingParents(
  context: LakeContext,
  { filesystem, path }: Place,
): { readonly changes: readonly Change[]; readonly parentAcl: string } {
  const changes: Change[] = [];
  let parentAcl = context.store.find({ filesystem, path: "" })?.acl ?? "";
  for (const ancestor of ancestorsOf(path)) {
    const place = { filesystem, path: ancestor };
    const found = changes.length > 0 ? undefined : context.store.find(place);
    if (found?.kind === "file") throw new LakeRefusal("PathConflict");
    if (found) {
      parentAcl = found.acl;
      continue;
    }
    const entry = created(context, "directory", parentAcl, undefined);
    changes.push({ op: "put", place, entry });
    parentAcl = entry.acl;
  }
  return { changes, parentAcl };
}

/** A new entry. A directory that exists keeps its rights, and a lease outlives the entry it was taken on. */
export function created(
  context: LakeContext,
  kind: Entry["kind"],
  parentAcl: string,
  existing: Entry | undefined,
): Entry {
  const plain = plainEntry(kind, context.newEtag(), context.now());
  const isDirectory = kind === "directory";
  const { acl, owner, group, sticky } =
    existing && isDirectory ? existing : { ...plain, acl: createdAcl({ isDirectory, parentAcl }) };
  return { ...plain, acl, owner, group, sticky, ...keptLease(context, existing) };
}

/** Puts an entry in its place, a file without content. */
function putNew(context: LakeContext, place: Place, entry: Entry): Change {
  if (entry.kind === "directory") return { op: "put", place, entry };
  const { temporary, stamp } = context.store.compose([]);
  return { op: "put", place, entry: { ...entry, stamp }, temporary };
}

/** `entry` with the metadata, headers, owner and rights that a request asks for. */
function withWishes(request: LakeRequest, entry: Entry, parentAcl: string): Entry {
  const isDirectory = entry.kind === "directory";
  const permissions = request.header("x-ms-permissions");
  const acl = request.header("x-ms-acl");
  if (permissions && acl)
    throw new LakeRefusal("InvalidInput", "Permissions exclude an access control list.");
  const wanted = permissions === undefined ? undefined : readPermissions(permissions);
  const umask = request.header("x-ms-umask");
  const asks = wanted !== undefined || umask !== undefined;
  return {
    ...entry,
    headers: wishedHeaders(request.request, "x-ms-"),
    metadata: wishedProperties(request) ?? entry.metadata,
    owner: request.header("x-ms-owner") ?? entry.owner,
    group: request.header("x-ms-group") ?? entry.group,
    sticky: wanted?.sticky ?? entry.sticky,
    acl: acl
      ? normaliseAcl(acl, isDirectory)
      : asks
        ? createdAcl({ isDirectory, permissions: wanted, umask, parentAcl })
        : entry.acl,
  };
}

/** A file may be leased as it is made. */
function withLease(context: LakeContext, request: LakeRequest, entry: Entry): Entry {
  const id = request.header("x-ms-proposed-lease-id");
  if (id === undefined) return entry;
  const duration = wholeNumber(request.header("x-ms-lease-duration"), "InvalidHeaderValue") ?? -1;
  return { ...entry, lease: acquire(entry.lease, { id, duration }, context.now()) };
}

function kindOf(resource: string | undefined): Entry["kind"] {
  if (resource === "file" || resource === "directory") return resource;
  throw new LakeRefusal("InvalidQueryParameterValue", "resource is file or directory.");
}

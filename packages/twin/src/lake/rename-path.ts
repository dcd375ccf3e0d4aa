import type { Place } from "./changes.ts";
import { checkCreate, checkSource } from "./conditions.ts";
import type { LakeContext, Operation } from "./context.ts";
import type { Entry } from "./entry.ts";
import { checkLease } from "./lease.ts";
import { filesystemOf, leaseIdOf, versioned } from "./lookups.ts";
import { wishedProperties } from "./metadata.ts";
import { checkFilesystemName, checkPath, parentOf } from "./names.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/**
 * `PUT` with `x-ms-rename-source`: one step, whatever lies in a directory. Content, etag, rights and
 * dates go along (Hadoop's driver relies on the etag to find out whether a lost rename was done).
 */
export const renamePath: Operation = (context, request) => {
  const { place } = request;
  const from = sourceOf(context, request);
  filesystemOf(context, place);
  if (place.path === "" || from.path === "") throw new LakeRefusal("InvalidRenameSourcePath");
  const source = context.store.find(from);
  if (!source) throw new LakeRefusal("SourcePathNotFound");
  checkSource(request, source);
  const now = context.now();
  checkLease(source.lease, request.header("x-ms-source-lease-id"), { now, needed: true });
  if (isBelow(place, from)) throw new LakeRefusal("InvalidRenameSourcePath");
  const parent = context.store.find({ ...place, path: parentOf(place.path) });
  if (!parent) throw new LakeRefusal("RenameDestinationParentPathNotFound");
  if (parent.kind === "file") throw new LakeRefusal("PathConflict");
  const target = context.store.find(place);
  checkCreate(request, target);
  checkLease(target?.lease, leaseIdOf(request), { now, needed: true });
  checkTarget(context, place, source, target);

  const { lease: _lease, ...rest } = source;
  const moved = { ...rest, metadata: wishedProperties(request) ?? source.metadata };
  // A file, or a directory that is empty, is replaced by the move itself.
  context.store.commit([
    { op: "move", from, to: place },
    { op: "put", place, entry: moved },
  ]);
  if (target) context.store.staged.flushed(target.id, 0, false);
  return versioned(201, moved);
};

/** `/filesystem/path`, percent-encoded; without the account, and with it from clients that write it in. */
function sourceOf(context: LakeContext, request: LakeRequest): Place {
  const header = request.header("x-ms-rename-source") ?? "";
  const [text = "", query = ""] = header.split("?", 2);
  if (query !== "") throw new LakeRefusal("InvalidSourceUri", "The twin takes no shared access signature.");
  let segments: string[];
  try {
    segments = decodeURIComponent(text)
      .split("/")
      .filter((segment) => segment !== "");
  } catch {
    throw new LakeRefusal("InvalidSourceUri");
  }
  const { store, account } = context;
  const [first = "", second = ""] = segments;
  // A file system may be called like the account: what comes second tells.
  if (first === account && store.filesystems().has(second)) segments.shift();
  const [filesystem = "", ...rest] = segments;
  checkFilesystemName(filesystem);
  const place = { filesystem, path: checkPath(rest.join("/")) };
  filesystemOf(context, place);
  return place;
}

function isBelow(place: Place, from: Place): boolean {
  if (place.filesystem !== from.filesystem) return false;
  return place.path === from.path || place.path.startsWith(`${from.path}/`);
}

/** What may be replaced: a file by a file, an empty directory by a directory. */
function checkTarget(context: LakeContext, place: Place, source: Entry, target: Entry | undefined): void {
  if (!target) return;
  if (source.kind !== target.kind) throw new LakeRefusal("InvalidSourceOrDestinationResourceType");
  if (target.kind === "directory" && context.store.names(place).length > 0) {
    throw new LakeRefusal("DirectoryNotEmpty", "The destination of the rename is not empty.");
  }
}

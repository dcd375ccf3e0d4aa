import { checkWrite } from "./conditions.ts";
import type { LakeContext, Operation } from "./context.ts";
import type { Entry } from "./entry.ts";
import { checkLease } from "./lease.ts";
import { entryOf, leaseIdOf } from "./lookups.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/**
 * `DELETE` of a path. A directory goes in one step, or, where the client can continue (`paginated`,
 * as SDKs with a token do), so many paths at a time with a continuation until it is gone.
 */
export const deletePath: Operation = (context, request) => {
  const entry = deletable(context, request);
  const { store, pageSize } = context;
  const { place } = request;
  if (entry.kind === "file") {
    store.commit([{ op: "remove", place }]);
    store.staged.flushed(entry.id, 0, false);
    return { status: 200 };
  }
  if (request.query("recursive") !== "true" && store.names(place).length > 0) {
    throw new LakeRefusal("DirectoryNotEmpty");
  }
  const below = request.query("paginated") === "true" ? firstBelow(context, request) : [];
  if (below.length <= pageSize) {
    store.commit([{ op: "remove", place }]);
    return { status: 200 };
  }
  store.commit(below.slice(0, pageSize).map((path) => ({ op: "remove", place: { ...place, path } })));
  return { status: 200, headers: { "x-ms-continuation": "more" } };
};

/** `DELETE` as blob clients mean it: one file, or a directory that is empty. */
export const deleteBlob: Operation = (context, request) => {
  const entry = deletable(context, request);
  const { store } = context;
  if (entry.kind === "directory" && store.names(request.place).length > 0) {
    throw new LakeRefusal("DirectoryNotEmpty");
  }
  store.commit([{ op: "remove", place: request.place }]);
  store.staged.flushed(entry.id, 0, false);
  return { status: 202 };
};

function deletable(context: LakeContext, request: LakeRequest): Entry {
  const entry = entryOf(context, request.place);
  if (request.place.path === "") throw new LakeRefusal("InvalidResourceName", "The root cannot be deleted.");
  // A deletion in progress has met its conditions.
  if (request.query("continuation") === undefined) checkWrite(request, entry);
  checkLease(entry.lease, leaseIdOf(request), { now: context.now(), needed: true });
  return entry;
}

/** The first paths below a directory, up to one more than a page. */
function firstBelow({ store, pageSize }: LakeContext, { place }: LakeRequest): string[] {
  const paths: string[] = [];
  for (const { path, entry } of store.walk(place, { recursive: true })) {
    // A directory counts when it is empty; else it goes with its last path, on a later page.
    if (entry.kind === "directory" && store.names({ ...place, path }).length > 0) continue;
    paths.push(path);
    if (paths.length > pageSize) break;
  }
  return paths;
}

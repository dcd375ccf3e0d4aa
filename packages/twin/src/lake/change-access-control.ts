import { type AclMode, changeAcl, normaliseAcl, readPermissions, withPermissions } from "./access-control.ts";
import type { Change } from "./changes.ts";
import { checkWrite } from "./conditions.ts";
import type { Operation } from "./context.ts";
import type { Entry } from "./entry.ts";
import { checkLease } from "./lease.ts";
import { entryOf, leaseIdOf, touched, versioned } from "./lookups.ts";
import { pageSizeOf, pathOfToken, takePage } from "./paging.ts";
import { LakeRefusal } from "./refusal.ts";
import { type LakeRequest, requiredHeader } from "./request.ts";

// Paths that one call of a recursive change reaches (maxRecords in the Path - Update reference).
const mostRecords = 2000;

/** `PATCH ?action=setAccessControl`: owner, group, and either permissions or a list. */
export const setAccessControl: Operation = (context, request) => {
  const entry = entryOf(context, request.place);
  checkWrite(request, entry);
  // A lease guards content: it need not be named here, but must be right when it is.
  checkLease(entry.lease, leaseIdOf(request), { now: context.now(), needed: false });
  // Whether the etag moves is not documented; that it may is what a client must bear.
  const changed = { ...touched(context, entry), ...wishes(request, entry) };
  context.store.commit([{ op: "put", place: request.place, entry: changed }]);
  return versioned(200, changed);
};

/** `PATCH ?action=setAccessControlRecursive&mode=set|modify|remove`: a directory and all below it, by batches. */
export const setAccessControlRecursive: Operation = (context, request) => {
  const { place } = request;
  const root = entryOf(context, place);
  const mode = modeOf(request.query("mode"));
  const text = requiredHeader(request, "x-ms-acl");
  const size = Math.min(mostRecords, pageSizeOf(context, request.query("maxRecords")));
  const after = pathOfToken(request.query("continuation"));
  const inside = context.store.walk(place, {
    recursive: true,
    after: after === undefined || after === here ? undefined : after,
  });
  const all = after === undefined ? withFirst({ path: place.path, entry: root }, inside) : inside;
  const { items, next } = takePage(all, size, ({ path }) =>
    path === place.path ? here : path.slice(place.path === "" ? 0 : place.path.length + 1),
  );
  context.store.commit(
    items.map(({ path, entry }): Change => {
      const acl = changeAcl(entry.acl, mode, text, entry.kind === "directory");
      return { op: "put", place: { ...place, path }, entry: { ...touched(context, entry), acl } };
    }),
  );
  const directories = items.filter(({ entry }) => entry.kind === "directory").length;
  return {
    status: 200,
    headers: next === undefined ? {} : { "x-ms-continuation": next },
    body: {
      directoriesSuccessful: directories,
      filesSuccessful: items.length - directories,
      failureCount: 0,
      failedEntries: [],
    },
  };
};

/** Stands for the directory itself in a continuation: no path is named so. */
const here = ".";

function* withFirst<T>(first: T, rest: Iterable<T>): Iterable<T> {
  yield first;
  yield* rest;
}

function wishes(request: LakeRequest, entry: Entry): Pick<Entry, "owner" | "group" | "acl" | "sticky"> {
  const list = request.header("x-ms-acl");
  const text = request.header("x-ms-permissions");
  if (list && text) throw new LakeRefusal("InvalidInput", "Permissions exclude an access control list.");
  const permissions = text === undefined ? undefined : readPermissions(text);
  return {
    owner: request.header("x-ms-owner") ?? entry.owner,
    group: request.header("x-ms-group") ?? entry.group,
    sticky: permissions?.sticky ?? entry.sticky,
    acl: list
      ? normaliseAcl(list, entry.kind === "directory")
      : permissions
        ? withPermissions(entry.acl, permissions)
        : entry.acl,
  };
}

function modeOf(text: string | undefined): AclMode {
  if (text === "set" || text === "modify" || text === "remove") return text;
  throw new LakeRefusal("InvalidQueryParameterValue", "mode is set, modify or remove.");
}

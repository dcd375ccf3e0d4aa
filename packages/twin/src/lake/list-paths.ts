import type { JsonObject } from "../http.ts";
import { permissionsOf } from "./access-control.ts";
import type { Operation } from "./context.ts";
import { type Entry, sizeOf } from "./entry.ts";
import { entryOf, filesystemOf, versionHeaders } from "./lookups.ts";
import { checkPath, join, parentOf } from "./names.ts";
import { pageSizeOf, pathOfToken, takePage } from "./paging.ts";
import { LakeRefusal } from "./refusal.ts";

/** `GET ?resource=filesystem`: the paths below a directory, by pages. */
export const listPaths: Operation = (context, request) => {
  const filesystem = filesystemOf(context, request.place);
  const recursive = request.query("recursive");
  if (recursive !== "true" && recursive !== "false") {
    throw new LakeRefusal("MissingRequiredQueryParameter", "recursive is true or false.");
  }
  const place = { ...request.place, path: checkPath(request.query("directory") ?? "") };
  if (entryOf(context, place).kind === "file") throw new LakeRefusal("ResourceTypeMismatch");
  const size = pageSizeOf(context, request.query("maxResults"));
  const after = pathOfToken(request.query("continuation"));
  const begin = request.query("beginFrom");
  const all = context.store.walk(place, { recursive: recursive === "true", after: after ?? before(begin) });
  const { items, next } = takePage(all, size, ({ path }) => pathBelow(place.path, path));
  return {
    status: 200,
    headers: { ...versionHeaders(filesystem), ...(next === undefined ? {} : { "x-ms-continuation": next }) },
    body: { paths: items.map(({ path, entry }) => described(path, entry)) },
  };
};

// Windows counts from 1601 in steps of 100 nanoseconds.
const ticksAt1970 = 116_444_736_000_000_000n;

/** One path of a list: every value is text, and `isDirectory` is there only when it holds (recorded lists). */
function described(path: string, entry: Entry): JsonObject {
  return {
    contentLength: String(sizeOf(entry)),
    creationTime: String(ticksAt1970 + BigInt(entry.created) * 10_000n),
    etag: entry.etag,
    group: entry.group,
    ...(entry.kind === "directory" ? { isDirectory: "true" } : {}),
    lastModified: new Date(entry.modified).toUTCString(),
    name: path,
    owner: entry.owner,
    permissions: permissionsOf(entry.acl, entry.sticky),
  };
}

/** A walk begins behind a path: the nearest thing before `begin`, so that `begin` itself is listed. */
function before(begin: string | undefined): string | undefined {
  if (begin === undefined) return undefined;
  const path = checkPath(begin);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const last = name.charCodeAt(name.length - 1);
  const nearest = `${name.slice(0, -1)}${String.fromCharCode(last - 1)}\uffff`;
  return join(parentOf(path), nearest);
}

function pathBelow(directory: string, path: string): string {
  return directory === "" ? path : path.slice(directory.length + 1);
}

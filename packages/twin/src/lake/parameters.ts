import { appendData, flushData } from "./append-data.ts";
import { getBlockList, putBlock } from "./blob-writes.ts";
import { setAccessControlRecursive } from "./change-access-control.ts";
import type { Operation } from "./context.ts";
import { createPath } from "./create-path.ts";
import { deletePath } from "./delete-path.ts";
import { listBlobs } from "./list-blobs.ts";
import { listContainers, listFilesystems } from "./list-filesystems.ts";
import { listPaths } from "./list-paths.ts";
import { LakeRefusal } from "./refusal.ts";
import { renamePath } from "./rename-path.ts";
import type { LakeRequest } from "./request.ts";

/** What names the operation, and how long the service may take at most: nothing here takes that long. */
const everywhere = ["action", "comp", "resource", "restype", "timeout"];

/**
 * The other query parameters that an operation takes account of, as the REST references of the Data Lake and the blob
 * endpoint spell them. `close` tells event subscribers that a file is whole, `forceFlag` goes on after a failure.
 */
const known: ReadonlyMap<Operation, readonly string[]> = new Map([
  [appendData, ["position", "flush", "close"]],
  [flushData, ["position", "retainUncommittedData", "close"]],
  [getBlockList, ["blocklisttype"]],
  [putBlock, ["blockid"]],
  [setAccessControlRecursive, ["mode", "continuation", "maxRecords", "forceFlag"]],
  [createPath, ["mode", "continuation"]],
  [renamePath, ["mode", "continuation"]],
  [deletePath, ["recursive", "continuation", "paginated"]],
  [listBlobs, ["prefix", "delimiter", "marker", "maxresults", "include", "startFrom"]],
  [listContainers, ["prefix", "marker", "maxresults", "include"]],
  [listFilesystems, ["prefix", "continuation", "maxResults"]],
  [listPaths, ["recursive", "directory", "continuation", "maxResults", "beginFrom"]],
]);

/**
 * Throws a `LakeRefusal` for a query parameter that the operation does not imitate: forgotten, it would give a client
 * another answer than the one it asked for (a reader of Delta tables took old versions for the newest).
 */
export function checkParameters(operation: Operation, { request, query }: LakeRequest): void {
  const taken = [...everywhere, ...(known.get(operation) ?? [])];
  for (const name of new Set(request.url.searchParams.keys())) {
    const value = query(name);
    // Names of users are asked for with `upn`; the twin knows one principal, by its id.
    if (value === undefined || taken.includes(name) || (name === "upn" && value === "false")) continue;
    throw new LakeRefusal("UnsupportedQueryParameter", `The twin does not know ${name} here.`);
  }
}

import { endpointOf } from "./azure-names.ts";
import type { LakeContext, Operation } from "./context.ts";
import { copyHeaders } from "./copy-blob.ts";
import { type Entry, sizeOf } from "./entry.ts";
import { included, ofBlobs } from "./included.ts";
import { leaseHeaders } from "./lease.ts";
import { filesystemOf } from "./lookups.ts";
import { folderMark } from "./metadata.ts";
import { parentOf } from "./names.ts";
import { pageSizeOf, pathOfToken, takePage } from "./paging.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";
import { element, parent, xmlDocument } from "./xml.ts";

interface Item {
  readonly path: string;
  readonly entry: Entry;
}

/**
 * `GET ?restype=container&comp=list` of the blob endpoint: flat, or by levels with the delimiter `/`.
 * Directories are in a flat list too, as in an account with a hierarchical namespace.
 */
export const listBlobs: Operation = (context, request) => {
  filesystemOf(context, request.place);
  const prefix = request.query("prefix") ?? "";
  const delimiter = request.query("delimiter");
  if (delimiter !== undefined && delimiter !== "/") {
    throw new LakeRefusal("InvalidQueryParameterValue", "The twin takes the delimiter / only.");
  }
  const size = pageSizeOf(context, request.query("maxresults"));
  const all = found(context, request, prefix, delimiter === undefined);
  const { items, next } = takePage(all, size, ({ path }) => path);
  const added = included(request, ofBlobs);
  const blobs = items.map(({ path, entry }) =>
    delimiter && entry.kind === "directory"
      ? parent("BlobPrefix", element("Name", `${path}/`))
      : blob(context, path, entry, added),
  );
  const body = [
    element("Prefix", prefix),
    element("MaxResults", String(size)),
    element("Delimiter", delimiter),
    parent("Blobs", blobs.join("")),
    element("NextMarker", next),
  ];
  // Python takes the container of each blob from here.
  const attributes = {
    ServiceEndpoint: `${endpointOf(request.request, context.account)}/`,
    ContainerName: request.place.filesystem,
  };
  return {
    status: 200,
    headers: { "Content-Type": "application/xml" },
    body: xmlDocument(parent("EnumerationResults", body.join(""), attributes)),
  };
};

function* found(
  context: LakeContext,
  request: LakeRequest,
  prefix: string,
  recursive: boolean,
): Iterable<Item> {
  const marker = pathOfToken(request.query("marker"));
  // A prefix may end within a name: everything that can match lies in the directory before its last slash.
  const directory = parentOf(prefix).replace(/\/+$/, "");
  const place = { ...request.place, path: directory };
  if (directory.split("/").includes("..") || context.store.find(place)?.kind !== "directory") return;
  const after = marker?.slice(directory === "" ? 0 : directory.length + 1);
  const start = request.query("startFrom");
  for (const item of context.store.walk(place, { recursive, after })) {
    if (item.path.startsWith(prefix) && !isPassed(item, start, recursive)) yield item;
  }
}

/**
 * Whether an item comes before `startFrom`, which is listed itself (List Blobs, 2026-02-06; sent by object_store in
 * Rust, and so by deltalake, and by the Python SDK). A level that holds it is still to come.
 */
function isPassed({ path, entry }: Item, start: string | undefined, recursive: boolean): boolean {
  if (start === undefined) return false;
  if (!recursive && entry.kind === "directory" && start.startsWith(`${path}/`)) return false;
  const [own, wanted] = [path.split("/"), start.split("/")];
  const at = own.findIndex((name, index) => name !== wanted[index]);
  if (at === -1) return own.length < wanted.length;
  return at < wanted.length && (own[at] ?? "") < (wanted[at] ?? "");
}

function blob(context: LakeContext, path: string, entry: Entry, added: ReadonlySet<string>): string {
  const lease = leaseHeaders(entry.lease, context.now());
  const isDirectory = entry.kind === "directory";
  const metadata = { ...entry.metadata, ...(isDirectory ? { [folderMark]: "true" } : {}) };
  const facts = [
    element("Creation-Time", new Date(entry.created).toUTCString()),
    element("Last-Modified", new Date(entry.modified).toUTCString()),
    element("Etag", entry.etag),
    element("ResourceType", entry.kind),
    element("Content-Length", String(sizeOf(entry))),
    element("Content-Type", entry.headers["content-type"] ?? "application/octet-stream"),
    element("Content-Encoding", entry.headers["content-encoding"]),
    element("Content-Language", entry.headers["content-language"]),
    element("Content-MD5", entry.headers["content-md5"]),
    element("Cache-Control", entry.headers["cache-control"]),
    element("Content-Disposition", entry.headers["content-disposition"]),
    element("BlobType", "BlockBlob"),
    element("AccessTier", "Hot"),
    element("AccessTierInferred", "true"),
    element("LeaseStatus", lease["x-ms-lease-status"]),
    element("LeaseState", lease["x-ms-lease-state"]),
    element("ServerEncrypted", "true"),
    ...(added.has("copy") ? copyElements(entry) : []),
  ];
  const told = Object.entries(metadata).map(([name, value]) => element(name, value));
  return parent(
    "Blob",
    [
      element("Name", path),
      parent("Properties", facts.join("")),
      added.has("metadata") ? parent("Metadata", told.join("")) : "",
    ].join(""),
  );
}

/** `x-ms-copy-completion-time` is `CopyCompletionTime` in a list. */
function copyElements(entry: Entry): readonly string[] {
  return Object.entries(copyHeaders(entry)).map(([header, value]) => {
    const words = header.slice("x-ms-".length).split("-");
    return element(words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(""), value);
  });
}

import { randomUUID } from "node:crypto";
import { namesAccount } from "./azure-names.ts";
import type { Place } from "./changes.ts";
import { checkCreate, checkSource } from "./conditions.ts";
import type { LakeContext, Operation } from "./context.ts";
import { created, missingParents } from "./create-path.ts";
import { type Entry, sizeOf } from "./entry.ts";
import { checkLease } from "./lease.ts";
import { entryOf, filesystemOf, leaseIdOf, versioned } from "./lookups.ts";
import { wishedMetadata } from "./metadata.ts";
import { checkFilesystemName, checkPath } from "./names.ts";
import { LakeRefusal } from "./refusal.ts";

/**
 * `PUT` with `x-ms-copy-source`, a URL of this account: Copy Blob and, with `x-ms-requires-sync`, Copy Blob From URL.
 * Both are done when they are answered, as within an account of the service (their references). Content, headers and
 * blocks go along, and metadata unless the request has its own. A directory is copied without what lies in it.
 */
export const copyBlob: Operation = (context, request) => {
  const { place } = request;
  const { store } = context;
  filesystemOf(context, place);
  if (place.path === "") throw new LakeRefusal("InvalidResourceName");
  const url = request.header("x-ms-copy-source") ?? "";
  const from = sourceOf(context, url);
  const source = entryOf(context, from);
  checkSource(request, source);
  const existing = store.find(place);
  checkCreate(request, existing);
  checkLease(existing?.lease, leaseIdOf(request), { now: context.now(), needed: true });
  if (existing && existing.kind !== source.kind) throw new LakeRefusal("PathConflict");
  const { changes, parentAcl } = missingParents(context, place);
  const sent = wishedMetadata(request);
  const copy = { id: randomUUID(), source: url, at: context.now() };
  const entry: Entry = {
    ...created(context, source.kind, parentAcl, existing),
    headers: source.headers,
    metadata: Object.keys(sent).length > 0 ? sent : source.metadata,
    copy,
  };
  if (source.kind === "directory") store.commit([...changes, { op: "put", place, entry }]);
  else store.commit([...changes, filled(context, { place, entry }, from, source)]);
  if (existing) store.staged.flushed(existing.id, 0, false);
  return versioned(202, entry, { "x-ms-copy-id": copy.id, "x-ms-copy-status": "success" });
};

function filled(
  { store }: LakeContext,
  target: { readonly place: Place; readonly entry: Entry },
  from: Place,
  source: Entry,
) {
  const { temporary, stamp } = store.compose([
    { file: store.pathOf(from), offset: 0, length: sizeOf(source) },
  ]);
  const entry = { ...target.entry, blocks: source.blocks ?? [], stamp };
  return { op: "put", place: target.place, entry, temporary } as const;
}

/** What Get Blob Properties tells of the copy that made a file. */
export function copyHeaders({ copy, ...entry }: Entry): Record<string, string> {
  if (!copy) return {};
  return {
    "x-ms-copy-id": copy.id,
    "x-ms-copy-source": copy.source,
    "x-ms-copy-status": "success",
    "x-ms-copy-completion-time": new Date(copy.at).toUTCString(),
    "x-ms-copy-progress": `${sizeOf(entry)}/${sizeOf(entry)}`,
  };
}

/** In path style, or by the account's name in Azure. Throws a `LakeRefusal` for another account, a snapshot or a signature. */
function sourceOf({ account }: LakeContext, text: string): Place {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new LakeRefusal("InvalidHeaderValue", "x-ms-copy-source is no URL.");
  if (url.search !== "") {
    throw new LakeRefusal("UnsupportedHeader", "The twin copies from URLs without a query only.");
  }
  const segments = segmentsOf(url);
  if (!namesAccount(url, account) && segments.shift() !== account) {
    throw new LakeRefusal("CannotVerifyCopySource", `The twin copies within the account ${account} only.`);
  }
  const [filesystem = "", ...rest] = segments;
  checkFilesystemName(filesystem);
  return { filesystem, path: checkPath(rest.join("/")) };
}

function segmentsOf({ pathname }: URL): string[] {
  try {
    return pathname
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch {
    throw new LakeRefusal("InvalidHeaderValue", "x-ms-copy-source is no URL.");
  }
}

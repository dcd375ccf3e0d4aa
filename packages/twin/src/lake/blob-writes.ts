import { checkMd5, md5Of } from "./append-data.ts";
import type { Place } from "./changes.ts";
import { checkCreate } from "./conditions.ts";
import { type ContentHeaders, wishedHeaders } from "./content-headers.ts";
import type { LakeContext, Operation } from "./context.ts";
import { created, missingParents } from "./create-path.ts";
import type { Piece } from "./disk.ts";
import type { Block, Entry } from "./entry.ts";
import { checkLease } from "./lease.ts";
import { filesystemOf, leaseIdOf, versioned } from "./lookups.ts";
import { folderMark, wishedMetadata } from "./metadata.ts";
import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";
import { element, innerElements, parent, xmlDocument } from "./xml.ts";

/** `PUT` with `x-ms-blob-type: BlockBlob`: the whole content in one request. */
export const putBlob: Operation = (context, request) => {
  const existing = replaceable(context, request);
  checkMd5(request, "content-md5");
  checkMd5(request, "x-ms-blob-content-md5");
  // How blob clients say that they mean a directory.
  const isDirectory = request.header(`x-ms-meta-${folderMark}`) === "true" && request.body.length === 0;
  if (existing && (existing.kind === "directory") !== isDirectory) throw new LakeRefusal("PathConflict");
  const { changes, parentAcl } = missingParents(context, request.place);
  const entry = {
    ...created(context, isDirectory ? "directory" : "file", parentAcl, existing),
    headers: { ...typeOf(request), ...blobHeaders(request), "content-md5": md5Of(request.body) },
    metadata: wishedMetadata(request),
  };
  if (isDirectory) {
    context.store.commit([...changes, { op: "put", place: request.place, entry }]);
    return versioned(201, entry);
  }
  const { store } = context;
  store.staged.append(entry.id, 0, request.body);
  const content = store.compose(store.staged.segments(entry.id));
  const written: Entry = { ...entry, blocks: [], stamp: content.stamp };
  store.commit([
    ...changes,
    { op: "put", place: request.place, entry: written, temporary: content.temporary },
  ]);
  forget(context, request.place, [entry.id, ...(existing ? [existing.id] : [])]);
  return versioned(201, written, {
    "Content-MD5": md5Of(request.body),
    "x-ms-request-server-encrypted": "true",
  });
};

/** `PUT ?comp=block`: keeps a block until a list names it. The file need not be there yet. */
export const putBlock: Operation = (context, request) => {
  filesystemOf(context, request.place);
  const id = request.query("blockid") ?? "";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(id) || Buffer.from(id, "base64").length > 64) {
    throw new LakeRefusal("InvalidBlockId");
  }
  checkMd5(request, "content-md5");
  const existing = context.store.find(request.place);
  if (existing?.kind === "directory") throw new LakeRefusal("PathConflict");
  checkLease(existing?.lease, leaseIdOf(request), { now: context.now(), needed: true });
  context.store.staged.putBlock(ownerOf(request.place), id, request.body);
  return {
    status: 201,
    headers: { "Content-MD5": md5Of(request.body), "x-ms-request-server-encrypted": "true" },
  };
};

/** `PUT ?comp=blocklist`: the blocks it names, in this order, become the content. */
export const putBlockList: Operation = (context, request) => {
  const existing = replaceable(context, request);
  if (existing?.kind === "directory") throw new LakeRefusal("PathConflict");
  const { store } = context;
  const staged = store.staged.blocks(ownerOf(request.place));
  const committed = new Map(committedPieces(context, request.place, existing));
  const wanted = [...innerElements(request.body.toString("utf8"))].map(({ name, text }) => {
    const found = {
      Latest: staged.get(text) ?? committed.get(text),
      Uncommitted: staged.get(text),
      Committed: committed.get(text),
    }[name];
    if (!found) throw new LakeRefusal("InvalidBlockList");
    return { id: text, piece: found };
  });
  const { changes, parentAcl } = missingParents(context, request.place);
  const content = store.compose(wanted.map(({ piece }) => piece));
  const entry: Entry = {
    ...created(context, "file", parentAcl, existing),
    headers: blobHeaders(request),
    metadata: wishedMetadata(request),
    blocks: wanted.map(({ id, piece }) => ({ id, size: piece.length })),
    stamp: content.stamp,
  };
  store.commit([...changes, { op: "put", place: request.place, entry, temporary: content.temporary }]);
  forget(context, request.place, existing ? [existing.id] : []);
  return versioned(201, entry, { "x-ms-request-server-encrypted": "true" });
};

/** `GET ?comp=blocklist`. */
export const getBlockList: Operation = (context, request) => {
  filesystemOf(context, request.place);
  const entry = context.store.find(request.place);
  const staged = context.store.staged.blocks(ownerOf(request.place));
  if (!entry && staged.size === 0) throw new LakeRefusal("PathNotFound");
  const type = request.query("blocklisttype") ?? "committed";
  const open = [...staged].map(([id, { length }]) => ({ id, size: length }));
  const lists = [
    type === "uncommitted" ? "" : blockList("CommittedBlocks", entry?.blocks ?? []),
    type === "committed" ? "" : blockList("UncommittedBlocks", open),
  ];
  const body = xmlDocument(parent("BlockList", lists.join("")));
  const headers = { "Content-Type": "application/xml" };
  return entry ? { ...versioned(200, entry, headers), body } : { status: 200, headers, body };
};

/** What a blob write may replace. */
function replaceable(context: LakeContext, request: LakeRequest): Entry | undefined {
  filesystemOf(context, request.place);
  if (request.place.path === "") throw new LakeRefusal("InvalidResourceName");
  const existing = context.store.find(request.place);
  checkCreate(request, existing);
  checkLease(existing?.lease, leaseIdOf(request), { now: context.now(), needed: true });
  return existing;
}

function blobHeaders(request: LakeRequest): ContentHeaders {
  return wishedHeaders(request.request, "x-ms-blob-");
}

/** The type of an upload is that of its body; the body of a block list is XML and says nothing of the file. */
function typeOf(request: LakeRequest): ContentHeaders {
  const type = request.header("content-type");
  return type ? { "content-type": type } : {};
}

/** Blocks wait for their list by path: there may be no file yet. */
function ownerOf({ filesystem, path }: Place): string {
  return `${filesystem}/${path}`;
}

function forget({ store }: LakeContext, place: Place, ids: readonly string[]): void {
  store.staged.clearBlocks(ownerOf(place));
  for (const id of ids) store.staged.flushed(id, 0, false);
}

/** The blocks that a file is made of, as parts of its content. */
function* committedPieces(
  { store }: LakeContext,
  place: Place,
  entry: Entry | undefined,
): Iterable<readonly [string, Piece]> {
  let offset = 0;
  for (const { id, size } of entry?.blocks ?? []) {
    yield [id, { file: store.pathOf(place), offset, length: size }];
    offset += size;
  }
}

function blockList(name: string, blocks: readonly Block[]): string {
  const items = blocks.map(({ id, size }) =>
    parent("Block", element("Name", id) + element("Size", String(size))),
  );
  return parent(name, items.join(""));
}

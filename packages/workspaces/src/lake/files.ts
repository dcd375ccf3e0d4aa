import { randomUUID } from "node:crypto";
import type { DataLakeFileSystemClient, PathMoveOptions } from "@azure/storage-file-datalake";
import { WorkspaceError } from "../workspace-error.ts";
import { appendAt } from "./append.ts";
import { isMissing, refusalOf } from "./explain-lake.ts";
import type { Lake } from "./open-lake.ts";

/** A file whole. */
export interface FoundFile {
  readonly text: string;
  readonly etag: string;
}

/** Text files of a lake, each written whole or not at all. Paths are within the file system; everything throws WorkspaceError. */
export interface LakeFiles {
  /** Undefined when there is none. */
  readonly read: (path: string) => Promise<FoundFile | undefined>;
  /**
   * Writes a file that must not be there yet; one with this very text is taken for our own. A long text may come in
   * pieces, of which few are held at once; they may be asked for twice. Nothing can be appended to it later.
   */
  readonly create: (path: string, text: string | Iterable<string>) => Promise<void>;
  /** Replaces the file that has this etag. */
  readonly replace: (path: string, text: string, etag: string) => Promise<void>;
  /** Makes an empty file to append to; nothing when there is one. */
  readonly begin: (path: string) => Promise<void>;
  /** Length in bytes; undefined when there is none. */
  readonly length: (path: string) => Promise<number | undefined>;
  /** Appends at the end, which must be at `position`, in one durable step. Returns the new length in bytes. */
  readonly append: (path: string, text: string, position: number) => Promise<number>;
  /** Names of what lies in a folder, in no order; none when there is no folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** Moves a file or folder; nothing when there is none, as after an answer that was lost. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file, or a folder with all that is in it; nothing when there is none. */
  readonly remove: (path: string) => Promise<void>;
}

/**
 * The files of a lake. `drafts` is a folder of it where texts too long for one request lie until they are whole, or
 * names the place of each.
 */
export function lakeFiles(lake: Lake, drafts: string | ((path: string) => string)): LakeFiles {
  const read = (path: string) =>
    lake.run({ verb: "read", path }, async (filesystem, abortSignal) => {
      try {
        const { readableStreamBody, etag } = await filesystem
          .getFileClient(path)
          .read(0, undefined, { abortSignal });
        const parts: Uint8Array[] = [];
        for await (const part of readableStreamBody ?? []) parts.push(Buffer.from(part));
        return { text: Buffer.concat(parts).toString("utf8"), etag: etag ?? "" };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    });

  /** False where the condition does not hold; throws WorkspaceError. */
  const attempt = (
    path: string,
    work: (filesystem: DataLakeFileSystemClient, abortSignal: AbortSignal) => Promise<unknown>,
  ) =>
    lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
      try {
        await work(filesystem, abortSignal);
        return undefined;
      } catch (error) {
        if (!isMissing(error) && !isConflict(error)) throw error;
        return error;
      }
    });

  // An upload of the Data Lake endpoint takes three requests and checks conditions at the first of them only: so what
  // one request bears goes to the blob endpoint, which writes it whole or not at all; the rest beside, and then over.
  const put = async (path: string, text: string | Iterable<string>, condition: Condition) => {
    const parts = inParts(text);
    const [one, another] = [parts.next(), parts.next()];
    const refused =
      one.done === true || another.done === true
        ? await attempt(path, (filesystem, abortSignal) =>
            putWhole(filesystem, path, one.value ?? Buffer.alloc(0), { condition, abortSignal }),
          )
        : await putInParts(path, [[one.value, another.value], parts], condition);
    if (refused === undefined) return;
    // Ours all the same, when the first try was done and its answer lost.
    const whole = typeof text === "string" ? text : [...text].join("");
    if ((await read(path))?.text === whole) return;
    throw new WorkspaceError(
      {
        reason: "conflict",
        message:
          "ifMatch" in condition
            ? `cannot replace ${lake.filesystem}/${path}: it has changed since it was read`
            : `cannot create ${lake.filesystem}/${path}: it already exists with different content`,
        advice: "somebody else published in the meantime: run `retain plan` again",
      },
      { cause: refused },
    );
  };

  const putInParts = async (path: string, parts: Iterable<Iterable<Buffer>>, condition: Condition) => {
    const draft = typeof drafts === "string" ? `${drafts}/${randomUUID()}` : drafts(path);
    await lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
      await filesystem.getFileClient(draft).create({ abortSignal });
    });
    let end = 0;
    for (const some of parts) for (const part of some) end = await appendAt(lake, draft, part, end);
    return attempt(path, (filesystem, abortSignal) =>
      move(filesystem, draft, path, { destinationConditions: condition, abortSignal }),
    );
  };

  return {
    read,
    create: (path, text) => put(path, text, { ifNoneMatch: "*" }),
    replace: (path, text, etag) => put(path, text, { ifMatch: etag }),
    begin: (path) =>
      lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
        await filesystem.getFileClient(path).createIfNotExists({ abortSignal });
      }),
    length: (path) =>
      lake.run({ verb: "read", path }, async (filesystem, abortSignal) => {
        try {
          return (await filesystem.getFileClient(path).getProperties({ abortSignal })).contentLength ?? 0;
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      }),
    append: (path, text, position) => appendAt(lake, path, Buffer.from(text), position),
    list: (folder) =>
      lake.run({ verb: "read", path: folder }, async (filesystem, abortSignal) => {
        const names: string[] = [];
        try {
          for await (const { name } of filesystem.listPaths({ path: folder, abortSignal })) {
            if (name !== undefined) names.push(name.slice(folder.length + 1));
          }
        } catch (error) {
          if (isMissing(error)) return [];
          throw error;
        }
        return names;
      }),
    rename: (from, to) =>
      lake.run({ verb: "write", path: to }, async (filesystem, abortSignal) => {
        try {
          await move(filesystem, from, to, { abortSignal });
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }),
    remove: (path) =>
      lake.run({ verb: "delete", path }, async (filesystem, abortSignal) => {
        try {
          await filesystem.getFileClient(path).delete(true, { abortSignal });
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }),
  };
}

type Condition = { readonly ifMatch: string } | { readonly ifNoneMatch: "*" };

/** Writes a file in one request, over one of either endpoint. */
async function putWhole(
  filesystem: DataLakeFileSystemClient,
  path: string,
  bytes: Buffer,
  { condition, abortSignal }: { readonly condition: Condition; readonly abortSignal: AbortSignal },
): Promise<void> {
  // biome-ignore lint/complexity/useLiteralKeys: it is private, and by its name TypeScript would not let us in
  const blob = filesystem.getFileClient(path)["blockBlobClientInternal"];
  await blob.upload(bytes, bytes.length, { conditions: condition, abortSignal });
}

/** Bytes that are sent at once, about so many: the pieces of a text are put together up to them. */
const part = 4 * 1024 * 1024;

/** A part is good until the second one after it is asked for: they lie in two places in turn, or they would pile up. */
function* inParts(text: string | Iterable<string>): Generator<Buffer, undefined> {
  if (typeof text === "string") {
    if (text !== "") yield Buffer.from(text);
    return;
  }
  let [room, other] = [Buffer.alloc(0), Buffer.alloc(0)];
  let size = 0;
  for (const piece of text) {
    const length = Buffer.byteLength(piece);
    if (size > 0 && size + length > room.length) {
      yield room.subarray(0, size);
      [room, other, size] = [other, room, 0];
    }
    if (size + length > room.length) room = Buffer.allocUnsafeSlow(Math.max(part, length));
    size += room.write(piece, size);
  }
  if (size > 0) yield room.subarray(0, size);
}

/** Moves, after making the folder it goes to where that is not there: a create makes parents, a move does not. */
async function move(
  filesystem: DataLakeFileSystemClient,
  from: string,
  to: string,
  options: PathMoveOptions & { readonly abortSignal: AbortSignal },
): Promise<void> {
  const file = filesystem.getFileClient(from);
  try {
    await file.move(to, options);
  } catch (error) {
    if (refusalOf(error)?.code !== "RenameDestinationParentPathNotFound") throw error;
    const parent = filesystem.getDirectoryClient(to.slice(0, to.lastIndexOf("/")));
    await parent.createIfNotExists({ abortSignal: options.abortSignal });
    await file.move(to, options);
  }
}

function isConflict(thrown: unknown): boolean {
  const status = refusalOf(thrown)?.status;
  return status === 409 || status === 412;
}

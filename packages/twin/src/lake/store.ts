import { mkdirSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { Change, Place } from "./changes.ts";
import { type LakeDisk, openDisk, type Piece } from "./disk.ts";
import { type Entry, etagOf, type FileStamp, type FilesystemProperties, plainEntry } from "./entry.ts";
import { readJournal, startJournal } from "./journal.ts";
import { join } from "./names.ts";
import { openStaging, type StagedData } from "./staging.ts";
import { createTree, type LakeTree } from "./tree.ts";

/** The file systems of one account, on disk and in memory. */
export interface LakeStore {
  /** Data that was sent and does not belong to any file yet. */
  readonly staged: StagedData;
  /** Where the files of all file systems lie. */
  readonly files: string;
  filesystems(): ReadonlyMap<string, { readonly properties: FilesystemProperties }>;
  /** When a file system of this name was dropped last, milliseconds since the epoch. */
  droppedAt(name: string): number | undefined;
  find(place: Place): Entry | undefined;
  /** Names in a directory, sorted. */
  names(place: Place): string[];
  /**
   * Paths below a directory, each directory before what lies in it, names in order.
   * `after` skips everything up to and including that path.
   */
  walk(place: Place, options: WalkOptions): Iterable<{ readonly path: string; readonly entry: Entry }>;
  /** Does all of it or, should the process be killed, all of it at the next start. */
  commit(changes: readonly Change[]): void;
  /** Where a file's content lies on disk. */
  pathOf(place: Place): string;
  read(place: Place, offset: number, length: number): Buffer;
  /** New content, to be named in a change. */
  compose(pieces: readonly Piece[]): { readonly temporary: string; readonly stamp: FileStamp };
  close(): void;
}

/** How to walk a directory. */
interface WalkOptions {
  readonly recursive: boolean;
  readonly after?: string | undefined;
}

/** Opens what is kept in `folder`, which is made when absent. Throws a `TwinError` when its journal is damaged. */
export function openLakeStore(folder: string): LakeStore {
  mkdirSync(folder, { recursive: true });
  const disk = openDisk(folder);
  const staged = openStaging(joinPath(folder, "staged"));
  const tree = createTree();
  const path = joinPath(folder, "journal.jsonl");
  const writes = readJournal(path);
  for (const changes of writes) for (const change of changes) tree.apply(change);
  // The last write may not be done, or in part; done again, each change comes to the same.
  for (const change of writes.at(-1) ?? []) disk.perform(change);
  disk.sweep();
  staged.keep(new Set([...tree.entries()].map((entry) => entry.id)));
  const journal = startJournal(path, tree.snapshot());

  const find = (place: Place) => findEntry(tree, disk, place);
  const walk: LakeStore["walk"] = function* (place, { recursive, after }) {
    const [first, ...rest] = after === undefined ? [] : after.split("/");
    for (const name of disk.names(place)) {
      if (first !== undefined && name < first) continue;
      const inner = { filesystem: place.filesystem, path: join(place.path, name) };
      const entry = find(inner);
      if (!entry) continue;
      const isPassed = first === name;
      if (!isPassed) yield { path: inner.path, entry };
      if (!recursive || entry.kind === "file") continue;
      const options = isPassed && rest.length > 0 ? { recursive, after: rest.join("/") } : { recursive };
      yield* walk(inner, options);
    }
  };
  return {
    staged,
    files: disk.files,
    filesystems: tree.filesystems,
    droppedAt: tree.droppedAt,
    find,
    names: disk.names,
    walk,
    commit(changes) {
      journal.write(changes, () => {
        for (const change of changes) disk.perform(change);
      });
      for (const change of changes) tree.apply(change);
    },
    pathOf: disk.pathOf,
    read: disk.read,
    compose: disk.compose,
    close: journal.close,
  };
}

/** The disk decides what there is: a file that another program wrote is taken in as it lies there. */
function findEntry(tree: LakeTree, disk: LakeDisk, place: Place): Entry | undefined {
  if (!tree.filesystems().has(place.filesystem)) return undefined;
  const found = disk.stat(place);
  const known = tree.entry(place);
  if (!found) {
    if (known) tree.apply({ op: "remove", place });
    return undefined;
  }
  if (known && known.kind === found.kind && (found.kind === "directory" || isSame(known.stamp, found))) {
    return known;
  }
  const { kind, size, mtimeMs } = found;
  const plain = plainEntry(kind, etagOf(mtimeMs), Math.floor(mtimeMs));
  const entry = kind === "file" ? { ...plain, stamp: { size, mtimeMs } } : plain;
  tree.apply({ op: "put", place, entry });
  return entry;
}

function isSame(stamp: FileStamp | undefined, found: FileStamp): boolean {
  return stamp?.size === found.size && stamp.mtimeMs === found.mtimeMs;
}

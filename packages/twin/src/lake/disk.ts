import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Change, Place } from "./changes.ts";
import type { FileStamp } from "./entry.ts";

/** A part of some file. */
export interface Piece {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** The files of an account: each file of the lake is a file of the same name, so that other programs can read them. */
export interface LakeDisk {
  /** Where the files of all file systems lie. */
  readonly files: string;
  pathOf(place: Place): string;
  stat(place: Place): (FileStamp & { readonly kind: "file" | "directory" }) | undefined;
  /** Names in a directory, sorted. */
  names(place: Place): string[];
  /** Does a change; does nothing when it was done before. */
  perform(change: Change): void;
  /** Writes pieces one behind the other into a file that a change may put in its place later. */
  compose(pieces: readonly Piece[]): { readonly temporary: string; readonly stamp: FileStamp };
  read(place: Place, offset: number, length: number): Buffer;
  /** Removes what writes left behind that never took effect. */
  sweep(): void;
}

/** Opens the files below `folder`, which is made when absent. */
export function openDisk(folder: string): LakeDisk {
  const files = join(folder, "files");
  const temporaries = join(folder, "temporary");
  const trash = join(folder, "trash");
  for (const path of [files, temporaries, trash]) mkdirSync(path, { recursive: true });
  const pathOf = ({ filesystem, path }: Place) => join(files, filesystem, path);

  const discard = (path: string) => {
    const away = join(trash, randomUUID());
    try {
      // Gone in one step, however much lies in it.
      renameSync(path, away);
    } catch (error) {
      if (isAbsent(error)) return;
      throw error;
    }
    rmSync(away, { recursive: true, force: true });
  };

  return {
    files,
    pathOf,
    stat(place) {
      const found = statOf(pathOf(place));
      if (!found?.isFile() && !found?.isDirectory()) return undefined;
      return { kind: found.isFile() ? "file" : "directory", size: found.size, mtimeMs: found.mtimeMs };
    },
    names(place) {
      try {
        return readdirSync(pathOf(place)).sort((left, right) => (left < right ? -1 : 1));
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    },
    perform(change) {
      switch (change.op) {
        case "filesystem":
          mkdirSync(join(files, change.name), { recursive: true });
          break;
        case "drop":
          discard(join(files, change.name));
          break;
        case "put":
          if (change.entry.kind === "directory") mkdirSync(pathOf(change.place), { recursive: true });
          else if (change.temporary) put(join(temporaries, change.temporary), pathOf(change.place));
          break;
        case "remove":
          discard(pathOf(change.place));
          break;
        case "move":
          put(pathOf(change.from), pathOf(change.to));
      }
    },
    compose(pieces) {
      const temporary = randomUUID();
      const path = join(temporaries, temporary);
      composeFile(path, pieces);
      const { size, mtimeMs } = statSync(path);
      return { temporary, stamp: { size, mtimeMs } };
    },
    read: (place, offset, length) => readPiece({ file: pathOf(place), offset, length }),
    sweep() {
      for (const folder of [temporaries, trash]) {
        for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
      }
    },
  };
}

/** Bytes of a file, fewer when it ends before. */
export function readPiece({ file, offset, length }: Piece): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  const open = openSync(file, "r");
  try {
    let done = 0;
    while (done < length) {
      const read = readSync(open, bytes, done, length - done, offset + done);
      if (read === 0) break;
      done += read;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(open);
  }
}

const chunk = 8 * 1024 * 1024;

function composeFile(path: string, pieces: readonly Piece[]): void {
  const [first, ...rest] = pieces;
  const isWhole = first?.offset === 0 && statOf(first.file)?.size === first.length;
  // A copy of a whole file costs nothing where the disk shares blocks.
  if (first && isWhole) copyFileSync(first.file, path, constants.COPYFILE_FICLONE);
  const output = openSync(path, "a");
  try {
    for (const { file, offset, length } of isWhole ? rest : pieces) {
      for (let done = 0; done < length; done += chunk) {
        const part = { file, offset: offset + done, length: Math.min(chunk, length - done) };
        writeFileSync(output, readPiece(part));
      }
    }
  } finally {
    closeSync(output);
  }
}

/** Moves a file or directory over what is there; nothing when it was moved before. */
function put(from: string, to: string): void {
  if (!statOf(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}

import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Piece, readPiece } from "./disk.ts";
import { LakeRefusal } from "./refusal.ts";

/** Data of a file that was appended and not flushed. */
interface Segment extends Piece {
  readonly position: number;
}

/** Data on disk that belongs to no file yet: appended segments by file, blocks by path. It outlives a kill. */
export interface StagedData {
  /** Keeps data that belongs at `position` of the file with this id. Later data replaces earlier at the same position. */
  append(id: string, position: number, bytes: Buffer): void;
  /** In order of position. */
  segments(id: string): readonly Segment[];
  /** The pieces between `start` and `end`. Throws a `LakeRefusal` when they leave a gap or do not end there. */
  contiguous(id: string, start: number, end: number, retain: boolean): readonly Piece[];
  /** Forgets what was flushed: everything below `end`, and what is above unless it is to be retained. */
  flushed(id: string, end: number, retain: boolean): void;
  putBlock(owner: string, block: string, bytes: Buffer): void;
  /** By block id. */
  blocks(owner: string): ReadonlyMap<string, Piece>;
  clearBlocks(owner: string): void;
  /** Forgets appended data of all other files. */
  keep(ids: ReadonlySet<string>): void;
}

/** Opens the data in `folder`, which is made when absent. */
export function openStaging(folder: string): StagedData {
  const appended = join(folder, "appended");
  const blocks = join(folder, "blocks");
  for (const path of [appended, blocks]) mkdirSync(path, { recursive: true });
  const blocksOf = (owner: string) => join(blocks, createHash("sha256").update(owner).digest("hex"));

  const segments = (id: string): Segment[] => {
    const home = join(appended, id);
    return pieces(home)
      .map(({ name, ...piece }) => ({ ...piece, position: Number(name) }))
      .sort((left, right) => left.position - right.position);
  };

  return {
    append: (id, position, bytes) => write(join(appended, id), String(position), bytes),
    segments,
    contiguous(id, start, end, retain) {
      const wanted: Piece[] = [];
      let cursor = start;
      for (const segment of segments(id)) {
        // Left behind by a flush whose process was killed just after it took effect.
        if (segment.position < start) continue;
        if (segment.position >= end && retain) break;
        if (segment.position !== cursor) throw new LakeRefusal("InvalidFlushPosition");
        const length = retain ? Math.min(segment.length, end - cursor) : segment.length;
        wanted.push({ file: segment.file, offset: 0, length });
        cursor += length;
      }
      if (cursor !== end) throw new LakeRefusal("InvalidFlushPosition");
      return wanted;
    },
    flushed(id, end, retain) {
      for (const { file, position, length } of retain ? segments(id) : []) {
        if (position >= end) continue;
        const left = position + length - end;
        if (left > 0)
          write(join(appended, id), String(end), readPiece({ file, offset: length - left, length: left }));
        rmSync(file);
      }
      if (!retain) rmSync(join(appended, id), { recursive: true, force: true });
    },
    // A block id is base64 and may hold a slash.
    putBlock: (owner, block, bytes) => write(blocksOf(owner), Buffer.from(block).toString("hex"), bytes),
    blocks: (owner) =>
      new Map(
        pieces(blocksOf(owner)).map(({ name, ...piece }) => [Buffer.from(name, "hex").toString(), piece]),
      ),
    clearBlocks: (owner) => rmSync(blocksOf(owner), { recursive: true, force: true }),
    keep(ids) {
      for (const id of readdirSync(appended)) {
        if (!ids.has(id)) rmSync(join(appended, id), { recursive: true, force: true });
      }
    },
  };
}

/** Whole or not at all. */
function write(home: string, name: string, bytes: Buffer): void {
  mkdirSync(home, { recursive: true });
  const draft = join(home, `${randomUUID()}.tmp`);
  writeFileSync(draft, bytes);
  renameSync(draft, join(home, name));
}

function pieces(home: string): (Piece & { name: string })[] {
  let names: string[];
  try {
    names = readdirSync(home).filter((name) => !name.endsWith(".tmp"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return names.map((name) => {
    const file = join(home, name);
    return { name, file, offset: 0, length: statSync(file).size };
  });
}

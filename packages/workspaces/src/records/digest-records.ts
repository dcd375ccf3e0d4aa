import { bytesKey } from "@retain/artifacts/canonical/bytes-key";
import { isObject, type Json, type JsonObject, textAt } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import type { Kind } from "@retain/artifacts/words/ref";
import type { ReadOptions } from "../workspace.ts";
import { describeRecord } from "./live-artifact.ts";

/** Some items of a list, one behind the other, in a buffer of their own: it may be moved to another thread. */
export interface RecordBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each item ends: the byte behind it. */
  readonly ends: readonly number[];
}

/** A batch of which is known what it holds. */
export interface DigestedBatch extends RecordBatch {
  /** One for each item; null for one without a name. */
  readonly artifacts: readonly (RecordFacts | null)[];
  /** One for each item, where it was asked what is known. */
  readonly keys?: readonly string[];
}

/** What follows from the bytes of an item, its kind and the tolerances alone. */
export type RecordFacts = Omit<LiveArtifact, "body">;

/** Digests items of a list, here or elsewhere; rejects with SyntaxError where one is no JSON. */
export type DigestRecords = (kind: Kind, batch: RecordBatch) => DigestedBatch | Promise<DigestedBatch>;

/** Throws SyntaxError where an item is no JSON. What is `known` of the bytes of an item, by `bytesKey`, is not found again. */
export function digestRecords(
  kind: Kind,
  batch: RecordBatch,
  digest: ReadOptions["digest"],
  known?: (key: string) => RecordFacts | undefined,
): DigestedBatch {
  const keys = known && batch.ends.map((_, at) => bytesKey(kind, bytesAt(batch, at)));
  const artifacts = batch.ends.map((_, at) => {
    const key = keys?.[at];
    const found = key === undefined ? undefined : known?.(key);
    if (found !== undefined) return found;
    const record = recordAt(batch, at);
    const name = textAt(record, "name");
    if (!isObject(record) || name === undefined || name === "") return null;
    return describeRecord({ kind, name }, record, digest);
  });
  return { ...batch, artifacts, ...(keys && { keys }) };
}

/** The artifacts of a batch, each with its body where somebody needs it. The memory of the batch is given back. */
export function takeArtifacts(batch: DigestedBatch, keep: ReadOptions["keep"]): readonly LiveArtifact[] {
  const taken = batch.artifacts.flatMap((artifact, at): readonly LiveArtifact[] => {
    if (artifact === null) return [];
    if (!keep(artifact.ref, artifact.digest)) return [artifact];
    return [{ ...artifact, body: recordAt(batch, at) as JsonObject }];
  });
  // At once: what lies outside the heap waits long to be collected.
  batch.bytes.buffer.transfer(0);
  return taken;
}

function recordAt(batch: RecordBatch, at: number): Json {
  return parseKeepingNumbers(bytesAt(batch, at).toString("utf8"));
}

function bytesAt({ bytes, ends }: RecordBatch, at: number): Buffer {
  const start = at === 0 ? 0 : (ends[at - 1] ?? 0);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, (ends[at] ?? 0) - start);
}

/** Bytes of a batch, at least, but for the last of a page. */
const enough = 256 * 1024;

/** Gathers items to batches, each of which is handed on as soon as it is large enough. */
export function gatherRecords(onBatch: (batch: RecordBatch) => Promise<void>) {
  let parts: Uint8Array[] = [];
  let ends: number[] = [];
  let size = 0;
  const flush = (): Promise<void> | undefined => {
    if (ends.length === 0) return undefined;
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.byteLength;
    }
    const batch = { bytes, ends };
    parts = [];
    ends = [];
    size = 0;
    return onBatch(batch);
  };
  return {
    add: (item: readonly Uint8Array[]): Promise<void> | undefined => {
      for (const part of item) {
        parts.push(part);
        size += part.byteLength;
      }
      ends.push(size);
      return size < enough ? undefined : flush();
    },
    flush,
  };
}

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { isObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { type BodyRead, type DigestBy, type ReadBodies, readBody } from "@retain/project/sources/read-body";
import {
  type DigestedBatch,
  type DigestRecords,
  digestRecords,
} from "@retain/workspaces/records/digest-records";
import type { CachePlace } from "../read-cache/place.ts";
import { openReadCache, type ReadCache } from "../read-cache/read-cache.ts";
import { type Done, type Order, type TextRead, type ThreadStart, toleranceText } from "./orders.ts";

/**
 * A thread beside the first one, which reads bodies and digests them: most of what a plan costs. It is started by
 * the first work that is worth it, and never keeps the process alive.
 */
export interface SecondThread {
  /** Reads on both threads at once. */
  readonly readBodies: ReadBodies;
  /** Digests on both threads at once. */
  readonly digests: (digestBy: DigestBy) => DigestRecords;
  /** Keeps what was found for the next run. */
  readonly remember: () => Promise<void>;
}

/** Fewer files than this are read before a thread has started. */
const fewFiles = 100;
/** Files in one order: some milliseconds of work. */
const filesAtOnce = 16;
/** Fewer records than this are digested before a thread has started. */
const fewRecords = 100;

/**
 * Makes the thread; nothing is started yet. On a machine with one processor everything is done here. What is known
 * of large projects is kept at `place`.
 */
export function secondThread(place?: CachePlace): SecondThread {
  let started: Thread | undefined;
  const thread = () => {
    started ??= availableParallelism() > 1 ? startThread({ cache: place }) : undefined;
    return started;
  };
  let cache: ReadCache | undefined;
  const openCache = () => {
    cache ??= place && openReadCache(place);
    return cache;
  };
  return {
    remember: async () => cache?.save(),
    readBodies: async (files, asks, onAnswer) => {
      const isLarge = files.length >= fewFiles;
      const other = isLarge ? thread() : undefined;
      const { digestBy, findings = false } = asks;
      const tolerances = digestBy && toleranceText(digestBy);
      const asked = { findings, ...(tolerances !== undefined && { tolerances }) };
      const known = isLarge ? openCache() : undefined;
      const needs = known ? { ...asks, known: (key: string) => known.body(key, tolerances) } : asks;
      const onRead: typeof onAnswer = (at, read) => {
        if ("key" in read && read.key !== undefined && isObject(read.body))
          known?.learnBody(read.key, tolerances, read.facts);
        onAnswer(at, read);
      };
      let next = 0;
      const take = () => {
        const first = next;
        next = Math.min(next + filesAtOnce, files.length);
        return { first, batch: files.slice(first, next) };
      };
      const readHere = (first: number, batch: typeof files) => {
        for (const [at, file] of batch.entries()) onRead(first + at, readBody(file, needs));
      };
      const here = async () => {
        while (next < files.length) {
          const { first, batch } = take();
          readHere(first, batch);
          // The answers of the other thread are taken in between.
          await setImmediate();
        }
      };
      const there = async () => {
        while (other?.lost() === false && next < files.length) {
          const { first, batch } = take();
          const order: Order = { type: "read-bodies", files: batch, ...asked };
          const done = await other.ask(order).catch(() => undefined);
          if (done?.type !== "bodies") readHere(first, batch);
          else for (const [at, read] of done.reads.entries()) onRead(first + at, withBody(read));
        }
      };
      // Two orders at once: while one answer is on its way, the thread has the next order already.
      await Promise.all([there(), there(), here()]);
    },
    digests: (digestBy) => {
      const tolerances = toleranceText(digestBy);
      const learn = (batch: DigestedBatch) => {
        for (const [at, key] of batch.keys?.entries() ?? []) {
          const facts = batch.artifacts[at];
          if (facts) cache?.learnRecord(key, tolerances, facts);
        }
        return batch;
      };
      let seen = 0;
      return async (kind, batch) => {
        seen += batch.ends.length;
        const isLarge = seen >= fewRecords;
        const other = isLarge ? thread() : undefined;
        const known = isLarge ? openCache() : cache;
        // It has its next order already: waiting for it would leave this thread idle.
        if (other === undefined || other.lost() || other.owed() > 1)
          return learn(
            digestRecords(
              kind,
              batch,
              (_, body) => canonicalDigest(kind, body, digestBy(kind)),
              known && ((key) => known.record(key, tolerances)),
            ),
          );
        const done = await other.ask({ type: "digest-records", kind, batch, tolerances }, [
          batch.bytes.buffer,
        ]);
        if (done.type === "records") return learn(done.batch);
        throw new SyntaxError(done.type === "no-json" ? done.message : "no records came back");
      };
    },
  };
}

function withBody(read: TextRead): BodyRead {
  return "problems" in read ? read : { ...read, body: parseKeepingNumbers(read.text, read.facts.plain) };
}

/** A running thread. */
interface Thread {
  /** Rejects when the thread is lost. */
  readonly ask: (order: Order, moved?: readonly ArrayBuffer[]) => Promise<Done>;
  readonly lost: () => boolean;
  /** How many orders it has not answered. */
  readonly owed: () => number;
}

function startThread(start: ThreadStart): Thread {
  const worker = new Worker(program(), {
    workerData: start,
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const waiting = new Map<number, { resolve: (done: Done) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let lost = false;
  worker.unref();
  worker.on("message", ({ id, done }: { readonly id: number; readonly done: Done }) => {
    waiting.get(id)?.resolve(done);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  const lose = (error: Error) => {
    lost = true;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("error", lose);
  worker.on("exit", () => lose(new Error("the second thread ended")));
  return {
    lost: () => lost,
    owed: () => waiting.size,
    ask: (order, moved = []) =>
      new Promise((resolve, reject) => {
        const id = asked++;
        waiting.set(id, { resolve, reject });
        // It is waited for only while it owes something.
        worker.ref();
        worker.postMessage({ id, order }, [...moved]);
      }),
  };
}

/** Beside the bundle, beside one of its parts, or in the repository. */
function program(): URL {
  const places = ["./second-thread.js", "../second-thread.js", "./thread.ts"].map(
    (place) => new URL(place, import.meta.url),
  );
  return places.find((place) => existsSync(place)) ?? (places[0] as URL);
}

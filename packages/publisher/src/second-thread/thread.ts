/** The program of the second thread: answers one order after another. */
import { parentPort, workerData } from "node:worker_threads";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import type { Tolerance } from "@retain/artifacts/words/kind";
import { type DigestBy, readBody } from "@retain/project/sources/read-body";
import { digestRecords } from "@retain/workspaces/records/digest-records";
import type { ReadOptions } from "@retain/workspaces/workspace";
import { openReadCache } from "../read-cache/read-cache.ts";
import type { Done, Order, TextRead, ThreadStart, ToleranceTable } from "./orders.ts";

const { cache: place } = workerData as ThreadStart;
const cache = place && openReadCache(place);

const none: readonly Tolerance[] = [];
/** Tolerances are compiled once for each array of them: the same table is the same arrays. */
const tables = new Map<string, ToleranceTable>();

function byTable(sent: ToleranceTable): DigestBy {
  const text = JSON.stringify(sent);
  const table = tables.get(text) ?? sent;
  tables.set(text, table);
  return (kind) => table[kind] ?? none;
}

function carryOut(order: Order): Done {
  if (order.type === "read-bodies") {
    const { tolerances, findings } = order;
    const asked = tolerances && JSON.stringify(tolerances);
    const known = cache && ((key: string) => cache.body(key, asked));
    const needs = { digestBy: tolerances && byTable(tolerances), findings, known };
    const reads = order.files.map((file): TextRead => {
      const read = readBody(file, needs);
      if ("problems" in read) return read;
      const { body: _, ...rest } = read;
      return rest;
    });
    return { type: "bodies", reads };
  }
  const { kind, batch, tolerances } = order;
  try {
    const own = byTable(tolerances);
    const digest: ReadOptions["digest"] = (_, body) => canonicalDigest(kind, body, own(kind));
    const asked = JSON.stringify(tolerances);
    const known = cache && ((key: string) => cache.record(key, asked));
    return { type: "records", batch: digestRecords(kind, batch, digest, known) };
  } catch (error) {
    if (error instanceof SyntaxError) return { type: "no-json", message: error.message };
    throw error;
  }
}

parentPort?.on("message", ({ id, order }: { readonly id: number; readonly order: Order }) => {
  const done = carryOut(order);
  parentPort?.postMessage({ id, done }, done.type === "records" ? [done.batch.bytes.buffer] : []);
});

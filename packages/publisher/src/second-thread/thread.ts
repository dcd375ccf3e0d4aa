/** The program of the second thread: answers one order after another. */
import { parentPort, workerData } from "node:worker_threads";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { type DigestBy, readBody } from "@retain/project/sources/read-body";
import { digestRecords } from "@retain/workspaces/records/digest-records";
import type { ReadOptions } from "@retain/workspaces/workspace";
import { openReadCache } from "../read-cache/read-cache.ts";
import { type Done, type Order, type TextRead, type ThreadStart, tolerancesIn } from "./orders.ts";

const { cache: place } = workerData as ThreadStart;
const cache = place && openReadCache(place);

const said = new Map<string, DigestBy>();

function digestByOf(text: string): DigestBy {
  const digestBy = said.get(text) ?? tolerancesIn(text);
  said.set(text, digestBy);
  return digestBy;
}

function carryOut(order: Order): Done {
  if (order.type === "read-bodies") {
    const { tolerances, findings } = order;
    const known = cache && ((key: string) => cache.body(key, tolerances));
    const digestBy = tolerances === undefined ? undefined : digestByOf(tolerances);
    const needs = { digestBy, findings, known };
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
    const own = digestByOf(tolerances);
    const digest: ReadOptions["digest"] = (_, body) => canonicalDigest(kind, body, own(kind));
    const known = cache && ((key: string) => cache.record(key, tolerances));
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

import { readFileSync, writeFileSync } from "node:fs";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareRecords } from "../../src/conformance/compare.ts";
import type { ConformanceRecord } from "../../src/conformance/record.ts";
import { tryTwin } from "./try-twin.ts";

const file = new URL("../../src/conformance/generated/expected.json", import.meta.url);
let twin: RunningTwin;
beforeAll(async () => {
  twin = await startTwin({ filesystems: ["churn"], settings: { operationMs: 0, retryAfterSeconds: 0 } });
});
afterAll(() => twin.stop());

test("the twin does what is expected of every service (UPDATE=1 writes it down anew)", async () => {
  const got = await tryTwin(twin, () => true);
  if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(got, null, 1)}\n`);
  const expected = JSON.parse(readFileSync(file, "utf8")) as ConformanceRecord;
  expect(compareRecords(expected, got)).toEqual([]);
  expect(got).toEqual(expected);
});

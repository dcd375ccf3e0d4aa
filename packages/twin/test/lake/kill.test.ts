import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataLakeServiceClient } from "@azure/storage-file-datalake";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunningTwin } from "../../src/start-twin.ts";
import { startTwinProcess, type TwinProcess } from "../twin-process.ts";
import { clientOptions, credentialOf, read, refusal } from "./open-lake.ts";

let folder: string;
let running: TwinProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twin-kill-"));
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start() {
  running = await startTwinProcess({ folder, lakes: ["killed"], filesystems: ["churn"] });
  const twin = running as unknown as RunningTwin;
  const endpoint = running.status.lakes.killed?.endpoint ?? "";
  return new DataLakeServiceClient(endpoint, credentialOf(twin), clientOptions(twin)).getFileSystemClient(
    "data",
  );
}

const kill = async () => running?.kill();

test("what was acknowledged outlives kill -9; what was not is there whole or not at all", async () => {
  let filesystem = await start();
  await filesystem.create();
  for (const round of [1, 2]) {
    const acknowledged = new Map<string, string>();
    const writers = Array.from({ length: 4 }, async (_item, writer) => {
      for (let index = 0; ; index += 1) {
        const path = `round${round}/writer${writer}/${index}`;
        const text = `${path} `.repeat(500);
        if ((await refusal(filesystem.getFileClient(path).upload(Buffer.from(text)))) !== "no refusal")
          return;
        if ((await refusal(filesystem.getFileClient(path).move(`${path}.moved`))) !== "no refusal") {
          acknowledged.set(path, text);
          return;
        }
        acknowledged.set(`${path}.moved`, text);
      }
    });
    await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(40);
    await kill();
    await Promise.all(writers);
    filesystem = await start();
    const found = new Map<string, string>();
    for await (const { name = "", isDirectory } of filesystem.listPaths({
      path: `round${round}`,
      recursive: true,
    })) {
      if (!isDirectory) found.set(name, await read(filesystem, name));
    }
    for (const [path, text] of acknowledged) {
      // The last rename of a writer may have taken effect without an answer.
      expect([path, found.get(path) ?? found.get(`${path}.moved`)]).toEqual([path, text]);
    }
    for (const [path, text] of found) {
      const whole = `${path.replace(/\.moved$/, "")} `.repeat(500);
      // Made and not flushed yet: the upload was cut in the middle.
      expect([whole, ""]).toContain(text);
    }
  }
});

test("a lease, and data that waits for its flush, outlive kill -9", async () => {
  let filesystem = await start();
  await filesystem.create();
  const { leaseId = "" } = await (async () => {
    const file = filesystem.getFileClient("lock");
    await file.create();
    return file.getDataLakeLeaseClient().acquireLease(-1);
  })();
  await filesystem.getFileClient("lock").append("waiting", 0, 7, { conditions: { leaseId } });
  await kill();
  filesystem = await start();
  const file = filesystem.getFileClient("lock");
  expect(await refusal(file.flush(7))).toBe("412 LeaseIdMissing");
  await file.flush(7, { conditions: { leaseId } });
  expect(await read(filesystem, "lock")).toBe("waiting");
});

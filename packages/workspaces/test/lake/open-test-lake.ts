import { readFileSync } from "node:fs";
import { DataLakeServiceClient, type StoragePipelineOptions } from "@azure/storage-file-datalake";
import type { TwinLake } from "@retain/twin/lake/serve";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type LakeFiles, lakeFiles } from "../../src/lake/files.ts";
import { type Lake, type LakeOptions, openLake } from "../../src/lake/open-lake.ts";
import { hasty } from "../stub-service.ts";

/** The twin's lake and our client on it; an empty file system for each test. */
export interface TestLake {
  readonly twin: RunningTwin;
  readonly account: TwinLake;
  readonly lake: Lake;
  readonly files: LakeFiles;
  /** Another client, as of another process. */
  readonly open: (options?: Partial<LakeOptions>) => Lake;
  /** Lets time pass on the lake's clock, seconds. */
  readonly pass: (seconds: number) => void;
}

export function useTestLake(): TestLake {
  let twin: RunningTwin;
  let count = 0;
  let lake: Lake;
  let time = Date.parse("2026-05-06T07:08:09.000Z");
  const token = async () => ({ token: twin.status.token, expiresOnTimestamp: Date.now() + 3_600_000 });
  const open = (options: Partial<LakeOptions> = {}) =>
    openLake({
      account: "teststore",
      endpoint: twin.lake("teststore").endpoint,
      filesystem: `test${count}`,
      credential: { getToken: token },
      ca: readFileSync(twin.status.ca, "utf8"),
      userAgent: "retain/0",
      patience: { ...hasty, attempts: 20, throttledAttempts: 20 },
      ...options,
    });
  beforeAll(async () => {
    twin = await startTwin({ lakes: ["teststore"], now: () => time });
  });
  beforeEach(async () => {
    count += 1;
    const ca = readFileSync(twin.status.ca, "utf8");
    const options = { tlsOptions: { ca } } as StoragePipelineOptions;
    const service = new DataLakeServiceClient(twin.lake("teststore").endpoint, { getToken: token }, options);
    await service.getFileSystemClient(`test${count}`).create();
    lake = open();
  });
  afterEach(() => twin.lake("teststore").faults.clear());
  afterAll(() => twin.stop());
  return {
    get twin() {
      return twin;
    },
    get account() {
      return twin.lake("teststore");
    },
    get lake() {
      return lake;
    },
    get files() {
      return lakeFiles(lake, "drafts");
    },
    open,
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}

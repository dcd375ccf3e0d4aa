import { readFileSync } from "node:fs";
import {
  type DataLakeFileSystemClient,
  DataLakeServiceClient,
  type StoragePipelineOptions,
} from "@azure/storage-file-datalake";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { TwinLake } from "../../src/lake/serve.ts";
import { type RunningTwin, startTwin, type TwinOptions } from "../../src/start-twin.ts";

/** An account of a twin, and the SDK on it. */
export interface TestLake {
  readonly twin: RunningTwin;
  readonly lake: TwinLake;
  readonly service: DataLakeServiceClient;
  /** Empty, another one for each test. */
  readonly filesystem: DataLakeFileSystemClient;
  /** Lets time pass, milliseconds. */
  pass(ms: number): void;
}

/** Starts a twin for the tests of one file; its clock stands still until it is told to go on. */
export function useLake(options: TwinOptions = {}): TestLake {
  let twin: RunningTwin;
  let filesystem: DataLakeFileSystemClient;
  let service: DataLakeServiceClient;
  let time = Date.parse("2026-05-06T07:08:09.000Z");
  let count = 0;
  beforeAll(async () => {
    twin = await startTwin({ lakes: ["teststore"], now: () => time, ...options });
    service = new DataLakeServiceClient(
      twin.lake("teststore").endpoint,
      credentialOf(twin),
      clientOptions(twin),
    );
  });
  beforeEach(async () => {
    count += 1;
    filesystem = service.getFileSystemClient(`test${count}`);
    await filesystem.create();
  });
  afterAll(() => twin.stop());
  return {
    get twin() {
      return twin;
    },
    get lake() {
      return twin.lake("teststore");
    },
    get service() {
      return service;
    },
    get filesystem() {
      return filesystem;
    },
    pass(ms) {
      time += ms;
    },
  };
}

/** A credential that hands out the twin's own token. */
export function credentialOf({ status }: RunningTwin) {
  return { getToken: async () => ({ token: status.token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
}

/** Trusts the twin and asks once. */
export function clientOptions({ status }: RunningTwin): StoragePipelineOptions {
  return {
    retryOptions: { maxTries: 1 },
    tlsOptions: { ca: readFileSync(status.ca, "utf8") },
  } as StoragePipelineOptions;
}

/** What a refused call says: status and code. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { statusCode, code, details } = error as {
      statusCode?: number;
      code?: string;
      details?: { errorCode?: string };
    };
    return `${statusCode} ${details?.errorCode ?? code}`;
  }
  return "no refusal";
}

/** Every path of a file system, directories with a slash behind. */
export async function pathsOf(filesystem: DataLakeFileSystemClient): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of filesystem.listPaths({ recursive: true })) {
    paths.push(isDirectory ? `${name}/` : (name ?? ""));
  }
  return paths;
}

/** Writes a file whose content is `text`. */
export async function write(filesystem: DataLakeFileSystemClient, path: string, text = path) {
  return filesystem.getFileClient(path).upload(Buffer.from(text));
}

/** The content of a file as text. */
export async function read(filesystem: DataLakeFileSystemClient, path: string): Promise<string> {
  return (await filesystem.getFileClient(path).readToBuffer()).toString();
}

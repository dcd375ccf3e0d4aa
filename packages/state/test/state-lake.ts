import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { JsonObject } from "@retain/artifacts/words/json";
import { byRef } from "@retain/artifacts/words/ref";
import { noChanges } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";
import type { TwinLake } from "@retain/twin/lake/serve";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";
import { lakeFiles } from "@retain/workspaces/lake/files";
import { type Lake, type LakeOptions, openLake } from "@retain/workspaces/lake/open-lake";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Manifest, Release, ReleasedBody, StateStore } from "../src/state.ts";
import { makeStateStore, type StoreOptions } from "../src/state-store.ts";

/** A twin's lake for the tests of one file; an empty state for each of them. */
export interface StateLake {
  readonly twin: RunningTwin;
  readonly account: TwinLake;
  /** Another store on the same state, as of another process. */
  readonly open: (options?: Partial<StoreOptions>) => StateStore;
  readonly folder: string;
  /** Whose state it is, and of what. */
  readonly state: Omit<StoreOptions, "lake" | "claim">;
  readonly lake: Lake;
  /** Names of all files of the state, in order. */
  readonly names: () => Promise<readonly string[]>;
  /** Puts a file there past the store. */
  readonly put: (name: string, text: string) => Promise<void>;
  readonly get: (name: string) => Promise<string | undefined>;
  /** Lets time pass on the lake's clock, seconds. */
  readonly pass: (seconds: number) => void;
}

const patience = {
  backoff: 0.01,
  longestBackoff: 0.02,
  throttle: 0.01,
  attempts: 20,
  throttledAttempts: 20,
};

/** How to reach a twin's lake. */
export function reach({ status }: RunningTwin): LakeOptions {
  return {
    account: "teststore",
    endpoint: status.lakes.teststore?.endpoint ?? "",
    filesystem: "data",
    credential: {
      getToken: async () => ({ token: status.token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
    ca: readFileSync(status.ca, "utf8"),
    userAgent: "retain/0",
    patience,
  };
}

export function useStateLake(): StateLake {
  let twin: RunningTwin;
  let lake: Lake;
  let count = 0;
  let time = Date.parse("2026-05-06T07:08:09.000Z");
  beforeAll(async () => {
    twin = await startTwin({ lakes: ["teststore"], filesystems: ["data"], now: () => time });
    lake = openLake(reach(twin));
  });
  beforeEach(() => {
    count += 1;
  });
  afterEach(() => twin.lake("teststore").faults.clear());
  afterAll(() => twin.stop());
  const files = () => lakeFiles(lake, "drafts");
  const folder = () => `_retain/test${count}`;
  const state = () => ({
    folder: folder(),
    olderFolder: `_retain/older${count}`,
    project: "demo",
    environment: "dev",
    workspace: "ws",
    endpoint: `https://ws${count}.dev.azuresynapse.net`,
  });
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
    get folder() {
      return folder();
    },
    get state() {
      return state();
    },
    open: (options = {}) =>
      makeStateStore({
        lake: openLake(reach(twin)),
        claim: async ({ artifacts }) => ({
          ours: [...artifacts.values()].map(({ ref }) => ref),
          unclear: [],
        }),
        ...state(),
        ...options,
      }),
    names: () =>
      lake.run({ verb: "read" }, async (filesystem) => {
        const found: string[] = [];
        for await (const { name = "", isDirectory } of filesystem.listPaths({
          path: folder(),
          recursive: true,
        })) {
          if (isDirectory !== true) found.push(name.slice(folder().length + 1));
        }
        return found.sort();
      }),
    put: async (name, text) => {
      await files().remove(`${folder()}/${name}`);
      await files().create(`${folder()}/${name}`, text);
    },
    get: async (name) => (await files().read(`${folder()}/${name}`))?.text,
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}

/** A release that wrote some artifacts, all of them new. */
export function makeRelease(id: string, refs: readonly string[], more: Partial<Release> = {}): Release {
  return {
    version: 2,
    id,
    project: "demo",
    environment: "dev",
    workspace: "ws",
    endpoint: "https://ws.dev.azuresynapse.net",
    tool: "retain 0",
    started: "2026-05-06T07:08:09.000Z",
    ended: "2026-05-06T07:08:21.000Z",
    by: { name: "ada@example.org", host: "box (process 1)" },
    commit: {
      sha: "0123456789abcdef0123456789abcdef01234567",
      branch: "main",
      author: "Ada",
      subject: "Load more",
      dirty: false,
    },
    packages: {},
    result: "done",
    summary: { ...noChanges, create: refs.length },
    changes: refs.map((ref) => ({
      id: `create ${ref}`,
      ref: refOf(ref),
      action: "create",
      risk: "behavioural",
      reason: "it is new",
      differences: [],
      wave: 1,
      waitsFor: [],
      status: "done",
      seconds: 1.5,
    })),
    recorded: [],
    forgotten: [],
    downtime: [],
    artifacts: entries(id, refs),
    ...more,
  };
}

export function entries(release: string, refs: readonly string[]): Manifest["artifacts"] {
  const entry = { digest: "d", live: "l", etag: "e", created: true, release };
  return byRef(refs.map((text) => ({ ref: refOf(text), ...entry })));
}

export function makeBody(ref: string, body: JsonObject): ReleasedBody {
  return { ref: refOf(ref), sha256: createHash("sha256").update(JSON.stringify(body)).digest("hex"), body };
}

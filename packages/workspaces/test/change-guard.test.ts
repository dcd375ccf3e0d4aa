import { readFileSync } from "node:fs";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ChangeGuard } from "../src/http/change-guard.ts";
import { openLakeDirectories } from "../src/lake/directories.ts";
import { lakeFiles } from "../src/lake/files.ts";
import { openLake } from "../src/lake/open-lake.ts";
import { openSynapse } from "../src/synapse/open.ts";
import { WorkspaceError } from "../src/workspace-error.ts";
import { hasty } from "./stub-service.ts";

let twin: RunningTwin;
beforeAll(async () => {
  twin = await startTwin({
    workspaces: ["kk"],
    lakes: ["store"],
    filesystems: ["data"],
    settings: { operationMs: 5 },
  });
});
afterAll(() => twin.stop());
afterEach(() => {
  for (const { faults } of [twin.workspace("kk"), twin.lake("store")]) faults.clear();
});

const lost = new WorkspaceError({ reason: "conflict", message: "the lock was lost" });

/** Lets so many changes out as were granted last, then none. */
function makeCounter() {
  let left = 0;
  const guard: ChangeGuard = {
    mayChange: async () => {
      left -= 1;
      if (left < 0) throw lost;
    },
    stillMay: () => true,
    doubt: () => {},
  };
  const grant = (changes: number) => {
    left = changes;
  };
  return { guard, grant };
}

function open(guard: ChangeGuard) {
  const { token, ca, workspaces } = twin.status;
  const reached = {
    ca: readFileSync(ca, "utf8"),
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    userAgent: "retain-test/1",
    patience: hasty,
  };
  const endpoint = workspaces.kk?.synapse ?? "";
  const lake = openLake({
    ...reached,
    account: "store",
    endpoint: twin.lake("store").endpoint,
    filesystem: "data",
  });
  return {
    synapse: openSynapse({ ...reached, name: "kk", endpoint, guard }),
    directories: openLakeDirectories(lake.guarded(guard)),
    files: lakeFiles(lake.guarded(guard), "drafts"),
  };
}

/** Requests that changed something, or would have. */
const changes = () =>
  [...twin.workspace("kk").requests, ...twin.lake("store").requests].filter(
    ({ method }) => method !== "GET" && method !== "HEAD",
  ).length;

const pipeline: Ref = { kind: "pipeline", name: "Load" };
const trigger: Ref = { kind: "trigger", name: "OnBlob" };
const directory: Ref = { kind: "lake-directory", name: "raw/members" };
const bodies: Readonly<Record<string, JsonObject>> = {
  Load: { name: "Load", properties: { activities: [] } },
  OnBlob: {
    name: "OnBlob",
    properties: {
      type: "BlobEventsTrigger",
      pipelines: [{ pipelineReference: { referenceName: "Load", type: "PipelineReference" } }],
      typeProperties: { events: [], scope: "/x" },
    },
  },
  "raw/members": {
    name: "raw/members",
    properties: { permissions: "rwxr-x---", description: "As delivered" },
  },
};

/** Everything that changes something, in an order in which each has something to do. */
const deeds: readonly (readonly [string, (to: ReturnType<typeof open>) => Promise<unknown>])[] = [
  ["write", ({ synapse }) => synapse.write({ ref: pipeline, body: bodies.Load ?? {}, etag: undefined })],
  [
    "write a trigger",
    ({ synapse }) => synapse.write({ ref: trigger, body: bodies.OnBlob ?? {}, etag: undefined }),
  ],
  ["start", async ({ synapse }) => synapse.setStarted?.(trigger, true)],
  ["stop", async ({ synapse }) => synapse.setStarted?.(trigger, false)],
  ["delete", ({ synapse }) => synapse.remove({ ref: trigger, etag: undefined })],
  [
    "make a directory",
    ({ directories }) =>
      directories.write({ ref: directory, body: bodies["raw/members"] ?? {}, etag: undefined }),
  ],
  ["remove a directory", ({ directories }) => directories.remove({ ref: directory, etag: undefined })],
  ["create a file", ({ files }) => files.create("state/a.json", "a")],
  ["move a file", ({ files }) => files.rename("state/a.json", "state/b.json")],
  ["remove a file", ({ files }) => files.remove("state/b.json")],
];

test("each request of everything that changes something asks first, and none goes out without leave", async () => {
  const { guard, grant } = makeCounter();
  const opened = open(guard);
  for (const [what, deed] of deeds) {
    for (let granted = 0; ; granted += 1) {
      const before = changes();
      grant(granted);
      const ended = await deed(opened).then(
        () => "done",
        (error: unknown) => error,
      );
      expect(changes() - before, what).toBeLessThanOrEqual(granted);
      if (ended === "done") break;
      expect(ended, what).toBe(lost);
    }
  }
});

test("a request that waited for its connection asks again when that stands", async () => {
  const { guard, grant } = makeCounter();
  const { synapse, files } = open(guard);
  const before = changes();
  grant(1);
  await expect(synapse.write({ ref: pipeline, body: bodies.Load ?? {}, etag: undefined })).rejects.toBe(lost);
  grant(1);
  await expect(files.remove("state/b.json")).rejects.toBe(lost);
  expect(changes() - before).toBe(0);
});

test("a request whose answer was lost asks again before it goes out again", async () => {
  const told: string[] = [];
  const guard: ChangeGuard = {
    mayChange: async () => {
      told.push("ask");
    },
    stillMay: () => true,
    doubt: () => {
      told.push("doubt");
    },
  };
  twin.workspace("kk").faults.add({ method: "PUT", times: 1, fault: { kind: "lost-request" } });
  await open(guard).synapse.write({ ref: pipeline, body: bodies.Load ?? {}, etag: undefined });
  twin.lake("store").faults.add({ method: "PUT", times: 1, fault: { kind: "status", status: 503 } });
  await open(guard).files.rename("nothing", "elsewhere");
  // The first of each client asks twice: its connection is new.
  expect(told.join(" ")).toMatch(/^ask ask doubt ask( ask)? ask ask doubt ask( ask)?$/);
});

test("a pause between the leave and the bytes: nothing is sent, and it asks again, on new connections and used ones", async () => {
  const told: string[] = [];
  const before = changes();
  const guard: ChangeGuard = {
    mayChange: async () => {
      told.push("ask");
    },
    stillMay: () => {
      told.push(`sent ${changes() - before}`);
      return told.filter((one) => one.startsWith("sent")).length % 2 === 0;
    },
    doubt: () => {
      told.push("doubt");
    },
  };
  const { synapse, files } = open(guard);
  await synapse.write({ ref: pipeline, body: bodies.Load ?? {}, etag: undefined });
  await synapse.write({ ref: pipeline, body: bodies.Load ?? {}, etag: undefined });
  await files.rename("nothing", "elsewhere");
  expect(told.join(" ").replaceAll(/(ask )+/g, "ask ")).toBe(
    [0, 1, 2].map((sent) => `ask sent ${sent} doubt ask sent ${sent}`).join(" "),
  );
});

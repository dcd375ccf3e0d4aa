import { expect, test } from "vitest";
import { joinWorkspaces } from "../src/join-workspaces.ts";
import { openLakeDirectories } from "../src/lake/directories.ts";
import { useTestLake } from "./lake/open-test-lake.ts";
import { startStub } from "./stub-service.ts";

const use = useTestLake();
const digest = () => "";

test("one workspace of several: reads are joined, each artifact goes where its kind belongs", async () => {
  await using stub = await startStub();
  const live = { name: "Load", etag: "e1", properties: {} };
  stub.reply = ({ method, path }) => {
    if (path === "/pipelines") return { status: 200, body: { value: [live] } };
    if (path === "/pipelines/load" && method !== "DELETE") return { status: 200, body: live };
    if (path === "/triggers/t") return { status: 200, body: { name: "t", properties: {} } };
    return path === "/pipelines/load" || path === "/triggers/t/start" ? { status: 200 } : undefined;
  };
  const workspace = joinWorkspaces({ synapse: stub.open(), lake: openLakeDirectories(use.lake) });
  const pipeline = { kind: "pipeline", name: "Load" } as const;
  const raw = { kind: "lake-directory", name: "raw" } as const;
  await workspace.write({ ref: raw, body: { name: "raw", properties: {} }, etag: undefined });
  await workspace.write({ ref: pipeline, body: live, etag: undefined });
  const progress: number[] = [];
  const read = () =>
    workspace.read({ digest, keep: () => false, named: [raw], onProgress: (count) => progress.push(count) });
  expect(await read()).toMatchObject({
    workspace: "stub",
    endpoint: stub.endpoint,
    artifacts: [{ ref: raw }, { ref: pipeline, etag: "e1" }],
  });
  expect(Math.max(...progress)).toBe(2);
  expect(await workspace.get(raw, digest)).toMatchObject({ ref: raw });
  expect(await workspace.get(pipeline, digest)).toMatchObject({ ref: pipeline });
  await workspace.setStarted?.({ kind: "trigger", name: "t" }, true);
  await workspace.remove({ ref: raw, etag: undefined });
  await workspace.remove({ ref: pipeline, etag: "e1" });
  expect((await read()).artifacts).toMatchObject([{ ref: pipeline }]);
  const { requests } = workspace.traffic();
  expect(requests).toBeGreaterThan(stub.seen.length);
});

test("the first problem stops the other reading", async () => {
  await using stub = await startStub();
  const lake = openLakeDirectories(use.open({ filesystem: "nowhere" }));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  stub.reply = async () => {
    await held;
    return undefined;
  };
  const reading = joinWorkspaces({ synapse: stub.open(), lake }).read({
    digest,
    keep: () => false,
    named: [{ kind: "lake-directory", name: "raw" }],
  });
  await expect(reading).rejects.toMatchObject({
    reason: "not-found",
    diagnostic: { message: 'storage account "teststore" has no file system "nowhere"' },
  });
  release();
});

test("what belongs to a workspace that is not there is refused, and so is to start what does not run", async () => {
  await using stub = await startStub();
  const raw = { kind: "lake-directory", name: "raw" } as const;
  const alone = joinWorkspaces({ synapse: stub.open() });
  const write = { ref: raw, body: { name: "raw", properties: {} }, etag: undefined };
  await expect(alone.write(write)).rejects.toMatchObject({ reason: "refused" });
  await expect(alone.get(raw, digest)).rejects.toThrow("no workspace that holds a lake directory");
  const lake = joinWorkspaces({ lake: openLakeDirectories(use.lake) });
  await expect(lake.setStarted?.(raw, true)).rejects.toThrow("runs by itself");
  expect(stub.seen).toEqual([]);
});

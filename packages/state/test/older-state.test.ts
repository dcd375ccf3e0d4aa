import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { refOf } from "@retain/planner/plan/ref-text";
import { lakeFiles } from "@retain/workspaces/lake/files";
import { beforeEach, expect, test } from "vitest";
import { verdictOf } from "../src/claim.ts";
import { recover } from "../src/recover.ts";
import { renewed } from "../src/renew.ts";
import type { LockHolder } from "../src/state.ts";
import type { StoreOptions } from "../src/state-store.ts";
import { useStateLake } from "./state-lake.ts";

// A state as retain 0.1.0 wrote it before it knew of projects: one release, and an apply that was killed.
const older = fileURLToPath(new URL("../../../acceptance/older-state/lake/_retain/twin", import.meta.url));
const release = "20261130T154912Z-3806bb";

const use = useStateLake();
const holder: LockHolder = { by: { name: "ada", host: "box" }, since: "now", command: "retain apply" };
const moving = { project: "moving", environment: "twin", workspace: "older" };
const open = (more: Partial<StoreOptions> = {}) => use.open({ ...moving, ...more });
const onDisk = (folder: string) => join(use.account.files, "data", folder);
const readOlder = async () => {
  const found = await lakeFiles(use.lake, "d").read(`${use.state.olderFolder}/manifest.json`);
  return JSON.parse(found?.text ?? "null") as Record<string, unknown>;
};
const takeLock = async (store: ReturnType<typeof open>) => {
  const taken = await store.lock(holder);
  if ("heldBy" in taken) throw new Error("held");
  try {
    return await store.read();
  } finally {
    await taken.lock.release();
  }
};
const files = [
  `bodies/${release}.jsonl`,
  `journal/${release}.jsonl`,
  "journal/current.jsonl",
  "manifest.json",
  `releases/${release}.json`,
];

beforeEach(() => cpSync(older, onDisk(use.state.olderFolder), { recursive: true }));

test("it is read where it lies, and nothing is written by that", async () => {
  const store = open();
  const { manifest, unfinished } = await store.read();
  expect(manifest).toMatchObject({ version: 2, project: "moving", environment: "twin", release });
  expect(manifest.artifacts.size).toBe(9);
  expect(unfinished?.lines.length).toBeGreaterThan(10);
  expect(await store.listReleases()).toEqual([release]);
  expect(await store.readRelease(release)).toMatchObject({ id: release, result: "done" });
  const wanted = [{ ref: refOf("pipeline/Load"), release }];
  expect((await store.readBodies(wanted)).get("pipeline/load")).toMatchObject({ name: "Load" });
  expect(await use.names().catch(() => [])).toEqual([]);
  expect(await readOlder()).toMatchObject({ version: 1 });
});

test("a change says what became of it and where it was written, as one that is written today", async () => {
  const read = await open().readRelease(release);
  expect(read?.version).toBe(2);
  expect(read?.changes[0]).toMatchObject({
    ref: { kind: "linked-service", name: "Lake" },
    status: "done",
    origin: { file: "workspace/linkedService/Lake.json" },
    reach: { pipelines: [refOf("pipeline/Export"), refOf("pipeline/Load")] },
  });
  const steps = read?.changes.filter(({ action }) => action === "start") ?? [];
  expect(steps).toHaveLength(3);
  for (const start of [read?.changes[0], ...steps]) expect(start).not.toHaveProperty("is");
});

test.each([
  ["workspace/pipeline/Load.json", { file: "workspace/pipeline/Load.json" }],
  ["@acme/etl@1.2.0-rc.1 my files/load.js", { file: "my files/load.js", package: "@acme/etl@1.2.0-rc.1" }],
  ["data@v1 files/pipeline/Load.json", { file: "data@v1 files/pipeline/Load.json" }],
  ["", undefined],
])("an origin that was one text is what it said: '%s'", async (origin, value) => {
  const path = `${use.state.olderFolder}/releases/${release}.json`;
  const files = lakeFiles(use.lake, "d");
  const found = await files.read(path);
  const document = JSON.parse(found?.text ?? "") as { changes: object[] };
  const changes = document.changes.map((change) => ({ ...change, origin }));
  await files.replace(path, JSON.stringify({ ...document, changes }), found?.etag ?? "");
  expect((await open().readRelease(release))?.changes[0]?.origin).toEqual(value);
});

test("its digests are of canonical forms of that day: what it wrote is digested again", async () => {
  const store = open();
  const { manifest } = await store.read();
  const wanted = [...manifest.artifacts.values()].map(({ ref }) => ({ ref, release }));
  const bodies = await store.readBodies(wanted);
  const artifacts = wanted.flatMap(({ ref }) => {
    const body = bodies.get(refKey(ref));
    return body ? [{ ref, digest: canonicalDigest(ref.kind, body) }] : [];
  });
  const live = { workspace: "older", endpoint: "https://older", listed: [], artifacts };
  const before = recover(manifest, undefined, live);
  const after = renewed(before, { live, bodies, digest: canonicalDigest });
  const isAsShown = ({ ref, digest }: (typeof artifacts)[number], { entries }: typeof before) =>
    entries.get(refKey(ref))?.live === digest;
  expect(artifacts.filter((one) => !isAsShown(one, before)).map(({ ref }) => formatRef(ref))).toEqual([
    "dataset/Orders",
    "dataset/Revenue",
  ]);
  expect(artifacts.filter((one) => !isAsShown(one, after))).toEqual([]);
});

test("whoever takes the lock takes it over: all of it is there, and an older retain refuses what it finds", async () => {
  const before = await open().read();
  await takeLock(open());
  expect(await use.names()).toEqual(files);
  const store = open();
  expect(await store.read()).toEqual(before);
  expect(await store.listReleases()).toEqual([release]);
  // An older retain reads version 1, and says of any other that a newer one published.
  const marker = { version: 2, project: "moving", movedTo: use.folder, artifacts: {} };
  expect(await readOlder()).toMatchObject(marker);
  // Should the manifest be lost, what once lay there is not taken for what is published.
  await lakeFiles(use.lake, "d").remove(`${use.folder}/manifest.json`);
  expect((await open().read()).manifest).toMatchObject({ release: null, artifacts: new Map() });
});

test("interrupted at any write it is gone on with", async () => {
  const before = await open().read();
  let refused = 0;
  for (let skip = 0; ; skip += 1) {
    use.account.faults.add({
      method: ["PUT", "PATCH"],
      skip,
      times: 1,
      fault: { kind: "status", status: 403 },
    });
    const isDone = await takeLock(open()).then(
      () => true,
      () => false,
    );
    use.account.faults.clear();
    // Nothing is lost meanwhile, wherever it lies.
    expect(await open().read()).toEqual(before);
    if (isDone) break;
    refused += 1;
  }
  expect(refused).toBeGreaterThan(7);
  // Drafts of what was refused go with the next release.
  expect((await use.names()).filter((name) => !name.startsWith("drafts/"))).toEqual(files);
});

test("of two projects that come for it at once one gets it, and the other begins with nothing", async () => {
  const one = { folder: `${use.folder}/one`, project: "one" };
  // Another workspace has another lock: nothing but the state itself holds them off each other.
  const endpoint = "https://other.dev.azuresynapse.net";
  const other = { folder: `${use.folder}/other`, project: "other", endpoint };
  const both = await Promise.allSettled([takeLock(open(one)), takeLock(open(other))]);
  expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
  const found = await Promise.all([open(one).read(), open(other).read()]);
  expect(found.map(({ manifest }) => manifest.artifacts.size).sort()).toEqual([0, 9]);
});

test("an older retain that is at work is waited for, and can be unlocked", async () => {
  await use.lake.run({ verb: "write" }, async (filesystem) => {
    const file = filesystem.getFileClient(`${use.state.olderFolder}/lock`);
    await file.getDataLakeLeaseClient().acquireLease(60);
  });
  await expect(takeLock(open())).rejects.toMatchObject({ held: { by: { by: { name: "somebody" } } } });
  expect(await open().holder()).toBeDefined();
  expect(await open().unlock()).toMatchObject({ by: { name: "somebody" } });
  await takeLock(open());
  expect((await open().read()).manifest.release).toBe(release);
});

test("of which nothing is the project's it is another's: left where it is", async () => {
  const claim = async () => ({ ours: [], unclear: [refOf("pipeline/Load")] });
  await takeLock(open({ claim }));
  expect((await open({ claim }).read()).manifest).toMatchObject({ release: null, artifacts: new Map() });
  expect(await readOlder()).toMatchObject({ version: 1 });
});

test("of which a part cannot be told it is refused, and taken without that part by consent", async () => {
  const claim: StoreOptions["claim"] = async () => ({
    ours: [refOf("pipeline/Load")],
    unclear: [refOf("pipeline/Tidy")],
  });
  const refusal = {
    diagnostic: { message: expect.stringContaining("unclear which project owns pipeline/Tidy") },
  };
  await expect(open({ claim }).read()).rejects.toMatchObject(refusal);
  await expect(takeLock(open({ claim }))).rejects.toMatchObject({ cause: refusal });
  // The refusal left no lock.
  await takeLock(open({ claim, takesUnclear: true }));
  expect([...(await open({ claim }).read()).manifest.artifacts.keys()]).toEqual(["pipeline/load"]);
});

test("in a folder that the environment names it is taken over where it lies", async () => {
  const folder = use.state.olderFolder;
  await takeLock(open({ folder }));
  expect(await readOlder()).toMatchObject({ version: 2, project: "moving" });
  expect((await open({ folder }).read()).manifest.release).toBe(release);
  await expect(open({ folder, project: "another" }).read()).rejects.toMatchObject({
    diagnostic: { message: expect.stringContaining("of project 'moving', but this is project 'another'") },
  });
  const claim = async () => ({ ours: [], unclear: [refOf("pipeline/Load")] });
  cpSync(older, onDisk(use.folder), { recursive: true });
  await expect(open({ claim, olderFolder: use.folder }).read()).rejects.toMatchObject({
    diagnostic: { message: expect.stringContaining("of another project") },
  });
});

test("of which every artifact is the project's it is the project's, and of which none is, another's", () => {
  const [a, b] = [refOf("pipeline/A"), refOf("pipeline/B")];
  expect(verdictOf({ ours: [a], unclear: [] })).toBe("ours");
  expect(verdictOf({ ours: [], unclear: [] })).toBe("ours");
  expect(verdictOf({ ours: [], unclear: [a] })).toBe("theirs");
  expect(verdictOf({ ours: [a], unclear: [b] })).toBe("unclear");
});

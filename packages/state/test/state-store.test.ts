import { byRef, type Kind } from "@retain/artifacts/words/ref";
import { refOf } from "@retain/planner/plan/ref-text";
import { lakeFiles } from "@retain/workspaces/lake/files";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JournalLine, ManifestEntry } from "../src/state.ts";
import { entries, makeBody, makeRelease, useStateLake } from "./state-lake.ts";

const use = useStateLake();
const first = "20260506T070809Z-00000a";
const second = "20260507T070809Z-00000b";

const by = { name: "ada@example.org", host: "box" };
const line = (id: string): JournalLine => ({
  at: "2026-05-06T07:08:09.000Z",
  type: "end",
  id,
  result: "done",
});
const opened: JournalLine = { at: "2026-05-06T07:08:09.000Z", type: "open", release: first, by, changes: 2 };

test("of a new environment there is nothing, and reading writes nothing", async () => {
  const store = use.open();
  expect(await store.read()).toEqual({
    manifest: {
      version: 2,
      project: "demo",
      environment: "dev",
      workspace: "ws",
      release: null,
      artifacts: new Map(),
    },
    unfinished: undefined,
  });
  expect(await store.listReleases()).toEqual([]);
  expect(await store.readRelease(first)).toBeUndefined();
  expect(await store.readRelease("../manifest")).toBeUndefined();
  expect(await store.readBodies([{ ref: refOf("pipeline/A"), release: first }])).toEqual(new Map());
  expect(store.place).toBe(`teststore/data/${use.folder}`);
});

// Before others of these tests leave what is damaged beside it.
test("what another project holds of a kind that this program does not know is nothing to it", async () => {
  const entry = { digest: "d", live: "l", created: true, release: first };
  const others = `${use.folder}-moon/dev`;
  const text = JSON.stringify({
    version: 2,
    environment: "dev",
    workspace: "ws",
    release: first,
    project: "moon",
    endpoint: use.state.endpoint,
    artifacts: { "moon-base/A": entry, "pipeline/B": entry },
  });
  await lakeFiles(use.lake, "drafts").create(`${others}/manifest.json`, text);
  const [other, ...more] = await use.open().others();
  expect(more).toEqual([]);
  expect(other?.owner).toBe("moon/dev");
  expect([...(other?.manifest.artifacts.keys() ?? [])]).toEqual(["pipeline/b"]);
  // Whoever changes it reads it as its own, and that would lose the rest.
  await expect(other?.open().read()).rejects.toMatchObject({
    diagnostic: { message: expect.stringContaining("names 'moon-base/A'") },
  });
});

test("a release is recorded, and what it recorded is read back", async () => {
  const store = use.open();
  await store.read();
  const journal = await store.openJournal();
  await journal.write(opened);
  await journal.write(line("create pipeline/Zoë"));
  expect((await use.open().read()).unfinished).toEqual({ lines: [opened, line("create pipeline/Zoë")] });
  const release = makeRelease(first, ["pipeline/Zoë"]);
  const body = { name: "Zoë", properties: { "10": 1, "9": [null, "ünï"] } };
  await store.close(release, [makeBody("pipeline/Zoë", body)]);

  const reader = use.open();
  expect(await reader.read()).toEqual({
    manifest: {
      version: 2,
      project: "demo",
      environment: "dev",
      workspace: "ws",
      endpoint: "https://ws.dev.azuresynapse.net",
      release: first,
      artifacts: entries(first, ["pipeline/Zoë"]),
    },
    unfinished: undefined,
  });
  expect(await reader.listReleases()).toEqual([first]);
  expect(await reader.readRelease(first)).toEqual(release);
  const wanted = [
    { ref: refOf("pipeline/Zoë"), release: first },
    { ref: refOf("pipeline/None"), release: first },
    { ref: refOf("pipeline/Zoë"), release: second },
  ];
  expect([...(await reader.readBodies(wanted))]).toEqual([["pipeline/zoë", body]]);
  expect(await use.names()).toEqual([
    `bodies/${first}.jsonl`,
    `journal/${first}.jsonl`,
    "manifest.json",
    `releases/${first}.json`,
  ]);
});

test("releases are listed newest first, and the manifest is that of the last", async () => {
  const store = use.open();
  await store.close(makeRelease(first, ["dataset/A"]), []);
  await store.close(makeRelease(second, ["dataset/B"]), []);
  expect(await store.listReleases()).toEqual([second, first]);
  const { manifest } = await store.read();
  expect(manifest.release).toBe(second);
  expect([...manifest.artifacts]).toMatchObject([["dataset/b", { release: second }]]);
});

test("who holds the lock finds the journal made, and an empty one begins nothing", async () => {
  const store = use.open();
  const taken = await store.lock({ by, since: "now", command: "apply" });
  await store.read();
  const journal = await store.openJournal();
  expect(await use.get("journal/current.jsonl")).toBe("");
  expect((await use.open().read()).unfinished).toBeUndefined();
  const before = use.account.requestCount();
  await Promise.all([journal.write(opened), journal.write(line("a"))]);
  expect(use.account.requestCount() - before).toBe(1);
  expect((await use.open().read()).unfinished).toEqual({ lines: [opened, line("a")] });
  if ("lock" in taken) await taken.lock.release();
});

test("where the lock was lost a release is not recorded", async () => {
  const store = use.open();
  await store.read();
  const lost = () => Promise.reject(new Error("lost"));
  await expect(store.close(makeRelease(first, ["dataset/A"]), [], lost)).rejects.toThrow("lost");
  expect((await use.open().read()).manifest.release).toBeNull();
});

test("an empty journal is not put away under the name of a release", async () => {
  const store = use.open();
  const taken = await store.lock({ by, since: "now", command: "adopt" });
  await store.read();
  await store.close(makeRelease(first, ["dataset/A"]), []);
  if ("lock" in taken) await taken.lock.release();
  expect(await use.names()).not.toContain(`journal/${first}.jsonl`);
});

test("an unfinished journal is gone on with", async () => {
  await (await use.open().openJournal()).write(opened);
  const journal = await use.open().openJournal();
  await journal.write(line("a"));
  expect((await use.open().read()).unfinished).toEqual({ lines: [opened, line("a")] });
});

test('one of an older retain is gone on with too: its lines say "is" for their type', async () => {
  const { type, ...older } = opened;
  const header = { version: 1, project: "demo" };
  const text = [header, { ...older, is: type }].map((one) => `${JSON.stringify(one)}\n`).join("");
  const files = lakeFiles(use.lake, "drafts");
  await files.begin(`${use.folder}/journal/current.jsonl`);
  await files.append(`${use.folder}/journal/current.jsonl`, text, 0);
  const store = use.open();
  expect((await store.read()).unfinished).toEqual({ lines: [opened] });
  await (await store.openJournal()).write(line("a"));
  expect((await use.open().read()).unfinished).toEqual({ lines: [opened, line("a")] });
});

test("a new one is refused by an older retain, which would not understand it", async () => {
  await (await use.open().openJournal()).write(opened);
  const [header, first = ""] = ((await use.get("journal/current.jsonl")) ?? "").split("\n");
  expect(header).toBe('{"version":2,"project":"demo"}');
  expect(JSON.parse(first)).toMatchObject({ type: "open" });
});

test("a journal whose release was recorded is closed, wherever it lies", async () => {
  const store = use.open();
  await store.read();
  await (await store.openJournal()).write(opened);
  await store.close(makeRelease(first, ["dataset/A"]), []);
  // As if the process had died before it put the journal away.
  const text = (await use.get(`journal/${first}.jsonl`)) ?? "";
  await use.put("journal/current.jsonl", text);
  const next = use.open();
  expect((await next.read()).unfinished).toBeUndefined();
  const later: JournalLine = { ...opened, release: second };
  await (await next.openJournal()).write(later);
  expect((await use.open().read()).unfinished).toEqual({ lines: [later] });
  expect(await use.get(`journal/${first}.jsonl`)).toBe(text);
});

test("a release that needs no journal puts away one that was closed, under its own name", async () => {
  await use.open().close(makeRelease(first, ["dataset/A"]), []);
  await (await use.open().openJournal()).write(opened);
  const store = use.open();
  await store.read();
  await store.close(makeRelease(second, ["dataset/A"]), []);
  expect(await use.names()).toEqual(expect.arrayContaining([`journal/${first}.jsonl`]));
  expect(await use.names()).not.toContain(`journal/${second}.jsonl`);
  expect((await use.open().read()).unfinished).toBeUndefined();
});

test("who was unlocked cannot write to the journal any more", async () => {
  const store = use.open();
  const taken = await store.lock({ by, since: "now", command: "apply" });
  if ("heldBy" in taken) throw new Error("nobody else is here");
  await taken.lock.check();
  const journal = await store.openJournal();
  await journal.write(opened);
  await use.open().unlock();
  await expect(journal.write(line("a"))).rejects.toMatchObject({ reason: "conflict" });
  await expect(taken.lock.check()).rejects.toMatchObject({
    diagnostic: { why: expect.stringContaining("removed it") },
  });
  expect(taken.lock.lost.aborted).toBe(true);
  const lines = (await use.open().read()).unfinished?.lines;
  expect(lines).toEqual([opened, { at: expect.any(String), type: "unlocked" }]);
  // The next one goes on behind that line.
  await (await use.open().openJournal()).write(line("b"));
  expect((await use.open().read()).unfinished?.lines).toHaveLength(3);
});

test("unlock is heard among many lines that are being written", async () => {
  const store = use.open();
  await store.lock({ by, since: "now", command: "apply" });
  const journal = await store.openJournal();
  await journal.write(opened);
  let written = 0;
  const writing = (async () => {
    for (;;) {
      await journal.write(line(String(written)));
      written += 1;
    }
  })();
  const stopped = expect(writing).rejects.toMatchObject({ reason: "conflict" });
  await use.open().unlock();
  await stopped;
  expect((await use.open().read()).unfinished?.lines).toHaveLength(written + 2);
});

test("lines that are written in one go, or wait for an append, go together", async () => {
  const journal = await use.open().openJournal();
  const before = use.account.requestCount();
  const ids = Array.from({ length: 200 }, (_, index) => `change ${index}`);
  await Promise.all(ids.map((id) => journal.write(line(id))));
  expect(use.account.requestCount() - before).toBe(1);
  expect((await use.open().read()).unfinished?.lines).toEqual(ids.map(line));
});

test("of two that publish at once the later one is told, and its journal is not mixed into the other's", async () => {
  const [one, other] = [use.open(), use.open()];
  await Promise.all([one.read(), other.read()]);
  const journals = [await one.openJournal(), await other.openJournal()];
  await journals[0]?.write(line("a"));
  await expect(journals[1]?.write(line("b"))).rejects.toMatchObject({ reason: "conflict" });
  // Nobody knows any more where the file ends: nothing follows a failure.
  await expect(journals[1]?.write(line("c"))).rejects.toMatchObject({ reason: "conflict" });
  await one.close(makeRelease(first, ["dataset/A"]), []);
  await expect(other.close(makeRelease(second, ["dataset/B"]), [])).rejects.toMatchObject({
    reason: "conflict",
    diagnostic: { message: expect.stringContaining("manifest.json") },
  });
  expect((await use.open().read()).manifest.release).toBe(first);
});

test("a release is never overwritten", async () => {
  const store = use.open();
  await store.close(makeRelease(first, ["dataset/A"]), []);
  await expect(store.close(makeRelease(first, ["dataset/B"]), [])).rejects.toMatchObject({
    reason: "conflict",
  });
});

test.each(["throttle", "status", "lost-response"] as const)(
  "under %s everything is recorded, and once",
  async (kind) => {
    const fault =
      kind === "throttle" ? { kind, seconds: 0 } : kind === "status" ? { kind, status: 500 } : { kind };
    use.account.faults.add({ probability: 0.3, seed: 5, fault });
    const store = use.open();
    const taken = await store.lock({ by, since: "now", command: "apply" });
    await store.read();
    const journal = await store.openJournal();
    const ids = Array.from({ length: 8 }, (_, index) => `change ${index}`);
    for (const id of ids) await journal.write(line(id));
    expect((await store.read()).unfinished?.lines).toEqual(ids.map(line));
    await store.close(makeRelease(first, ["dataset/A"]), [makeBody("dataset/A", { a: 1 })]);
    if ("lock" in taken) await taken.lock.release();
    expect(await store.holder()).toBeUndefined();
    expect((await store.read()).manifest.release).toBe(first);
    use.account.faults.clear();
    expect((await use.names()).filter((name) => name.startsWith("drafts"))).toEqual([]);
  },
);

test("the state of another workspace is not taken for one's own", async () => {
  await use.open().close(makeRelease(first, []), []);
  await expect(use.open({ workspace: "other" }).read()).rejects.toMatchObject({
    reason: "refused",
    diagnostic: { message: expect.stringMatching(/workspace "ws", but the environment names "other"/) },
  });
  expect((await use.open({ workspace: "WS" }).read()).manifest.release).toBe(first);
});

const manifest = {
  version: 2,
  project: "demo",
  environment: "dev",
  workspace: "ws",
  release: null,
  artifacts: {},
};

test.each([
  ["manifest.json", "", "Unexpected end of JSON input"],
  ["manifest.json", "null", "it has no version"],
  ["manifest.json", '{"version":"1"}', "its version is not valid"],
  [
    "manifest.json",
    JSON.stringify({ ...manifest, artifacts: { "pipeline/A": { digest: 1 } } }),
    'artifacts["pipeline/A"].digest',
  ],
  ["journal/current.jsonl", '{"version":1}\n{"is":"open"}\n', "at: "],
  ["journal/current.jsonl", '{"version":1}\n{"is":"gone"}\n', "type: "],
  ["journal/current.jsonl", '{"version":1}\n{"is"', "its last line is incomplete"],
])("damaged: %s as %j", async (name, text, why) => {
  await use.put(name, text);
  await expect(use.open().read()).rejects.toMatchObject({
    reason: "damaged",
    diagnostic: {
      message: expect.stringContaining(`${use.folder}/${name}`),
      why: expect.stringContaining(why),
      advice: expect.stringMatching(/./),
    },
  });
});

test("what a newer program wrote is not guessed at", async () => {
  await use.put("manifest.json", JSON.stringify({ ...manifest, version: 3 }));
  await expect(use.open().read()).rejects.toMatchObject({
    diagnostic: {
      message: expect.stringMatching(/manifest.json has version 3, but this program reads versions up to 2$/),
      advice: expect.stringContaining("update"),
    },
  });
  await use.put(`releases/${first}.json`, '{"version":7}');
  await expect(use.open().readRelease(first)).rejects.toThrow("has version 7");
  await use.put(
    "manifest.json",
    JSON.stringify({
      ...manifest,
      artifacts: { "moon-base/A": { digest: "d", live: "l", created: true, release: first } },
    }),
  );
  await expect(use.open().read()).rejects.toMatchObject({
    diagnostic: {
      message: expect.stringMatching(
        /manifest.json names 'moon-base\/A', and this program knows no such kind/,
      ),
      advice: expect.stringContaining("update"),
    },
  });
});

test("a body that is not the one that was written is not given out", async () => {
  await use.open().close(makeRelease(first, []), [makeBody("dataset/A", { a: 1 })]);
  const pack = `bodies/${first}.jsonl`;
  await use.put(pack, ((await use.get(pack)) ?? "").replace('"a":1', '"a":2'));
  await expect(use.open().readBodies([{ ref: refOf("dataset/A"), release: first }])).rejects.toMatchObject({
    reason: "damaged",
    diagnostic: { why: "the body of dataset/A is not the one that was written" },
  });
});

test("any manifest comes back as it was recorded", async () => {
  const text = fc.string({ unit: "grapheme" });
  const name = fc.oneof(text, fc.constant("__proto__")).filter((one) => one !== "");
  const ref = fc.record(
    { kind: fc.constantFrom<Kind>("pipeline", "dataset"), name },
    { noNullPrototype: true },
  );
  const entry = fc.record(
    {
      ref,
      digest: text,
      live: text,
      created: fc.boolean(),
      release: text,
      etag: text,
      started: fc.boolean(),
    },
    { requiredKeys: ["ref", "digest", "live", "created", "release"], noNullPrototype: true },
  );
  const artifacts = (fc.array(entry) as fc.Arbitrary<ManifestEntry[]>).map(byRef);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(artifacts, async (recorded) => {
      count += 1;
      const folder = `${use.folder}/${count}`;
      const release = makeRelease(first, [], { artifacts: recorded });
      await use.open({ folder }).close(release, []);
      const store = use.open({ folder });
      expect((await store.read()).manifest).toEqual({
        ...manifest,
        endpoint: release.endpoint,
        release: first,
        artifacts: recorded,
      });
      expect(await store.readRelease(first)).toEqual(release);
    }),
    { numRuns: 12 },
  );
});

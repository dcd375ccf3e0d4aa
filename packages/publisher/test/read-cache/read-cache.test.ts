import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CachePlace } from "../../src/read-cache/place.ts";
import { openReadCache } from "../../src/read-cache/read-cache.ts";

let folder = "";
let place: CachePlace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retain-cache-"));
  place = { file: join(folder, "caches/read-0123456789abcdef.json"), program: "one" };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const facts = {
  plain: true,
  digest: "d",
  findings: [{ code: "c", finding: { severity: "warning", message: "m" } }],
} as const;
const record = { ref: { kind: "pipeline", name: "p" }, etag: "1", digest: "d" } as const;

async function saved(): Promise<void> {
  const cache = openReadCache(place);
  cache.learnBody("k", "t", facts);
  cache.learnRecord("r", "t", record);
  await cache.save();
}

test("what was learnt is known in the next run", async () => {
  await saved();
  const next = openReadCache(place);
  expect(next.body("k", "t")).toEqual(facts);
  expect(next.record("r", "t")).toEqual(record);
  expect(next.body("other", "t")).toBeUndefined();
});

test("what another program found says nothing", async () => {
  await saved();
  const next = openReadCache({ ...place, program: "two" });
  expect([next.body("k", "t"), next.record("r", "t")]).toEqual([undefined, undefined]);
});

test("digests by other tolerances are forgotten, what was found in texts is not", async () => {
  await saved();
  const next = openReadCache(place);
  const { digest: _, ...rest } = facts;
  expect(next.body("k", "u")).toEqual(rest);
  expect(next.record("r", "u")).toBeUndefined();
  next.learnBody("k", "u", { plain: true, digest: "e" });
  await next.save();
  expect(openReadCache(place).body("k", "u")).toEqual({ ...facts, digest: "e" });
});

test("who asks for no digest leaves those that are there", async () => {
  await saved();
  const next = openReadCache(place);
  next.body("k", undefined);
  next.learnBody("l", undefined, { plain: false });
  await next.save();
  expect(openReadCache(place).body("k", "t")).toEqual(facts);
  expect(openReadCache(place).body("l", "t")).toEqual({ plain: false });
});

test.each(["", "{", "[]", "null", '{"program":"one"}', '{"program":"one","bodies":7}'])(
  "a file that says %j is an empty cache, and is written anew",
  async (text) => {
    mkdirSync(join(folder, "caches"));
    writeFileSync(place.file, text);
    expect(openReadCache(place).body("k", "t")).toBeUndefined();
    await saved();
    expect(openReadCache(place).body("k", "t")).toEqual(facts);
  },
);

test("nothing is written where nothing was learnt, and nothing is thrown where nothing can be written", async () => {
  await openReadCache(place).save();
  expect(existsSync(place.file)).toBe(false);
  const unwritable = openReadCache({ ...place, file: "/dev/null/caches/read.json" });
  unwritable.learnBody("k", "t", facts);
  await unwritable.save();
});

test("what another branch holds stays known, as much as is used again, and caches of nobody go", async () => {
  const first = openReadCache(place);
  for (let at = 0; at < 1_000; at++) first.learnBody(`${at}`, "t", facts);
  await first.save();
  const old = join(folder, "caches/read-fedcba9876543210.json");
  const foreign = join(folder, "caches/of-somebody.json");
  for (const file of [old, foreign]) {
    writeFileSync(file, "{}");
    utimesSync(file, 1, 1);
  }
  const second = openReadCache(place);
  for (let at = 600; at < 800; at++) expect(second.body(`${at}`, "t")).toEqual(facts);
  second.learnBody("new", "t", facts);
  await second.save();
  const third = openReadCache(place);
  const known = Array.from({ length: 1_000 }, (_, at) => third.body(`${at}`, "t")).filter(Boolean);
  expect(known.length).toBe(200 + 201);
  expect(third.body("700", "t")).toEqual(facts);
  expect(readdirSync(join(folder, "caches")).sort()).toEqual([
    "of-somebody.json",
    "read-0123456789abcdef.json",
  ]);
});

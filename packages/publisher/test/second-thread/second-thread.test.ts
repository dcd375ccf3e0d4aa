import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import type { Tolerance } from "@retain/artifacts/words/kind";
import type { SynapseKind } from "@retain/artifacts/words/synapse-kinds";
import { type BodyFile, type BodyRead, type DigestBy, readBody } from "@retain/project/sources/read-body";
import { generateWorkspace } from "@retain/test-kit/generate-workspace";
import { digestRecords, type RecordBatch } from "@retain/workspaces/records/digest-records";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secondThread } from "../../src/second-thread/second-thread.ts";

const own: readonly Tolerance[] = [
  { pattern: "properties.description", rule: { do: "ignore" }, reason: "for the test", source: "the test" },
];
const none: readonly Tolerance[] = [];
const digestBy: DigestBy = (kind) => (kind === "pipeline" ? own : none);

let folder = "";
let files: readonly BodyFile[] = [];

/** Bodies of every kind, and among them what is no JSON, no UTF-8, twice the same key, and not there. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "retain-thread-"));
  const good = generateWorkspace(300).map(({ ref, body }, at): [string, SynapseKind, string | Buffer] => [
    `${at}.json`,
    ref.kind as SynapseKind,
    `${at % 3 === 0 ? "\ufeff" : ""}${JSON.stringify(body, null, at % 2)}`,
  ]);
  const bad: [string, SynapseKind, string | Buffer][] = [
    ["no-json.json", "pipeline", '{"name":'],
    ["latin.json", "pipeline", Buffer.from([0x7b, 0xff, 0x7d])],
    ["twice.json", "dataset", '{"name":"a","name":"b"}'],
    ["list.json", "dataset", "[1.0, 9007199254740993]"],
    ["numbers.json", "pipeline", '{"name":"n","properties":{"x":1e999,"y":9007199254740993}}'],
  ];
  mkdirSync(join(folder, "directory.json"));
  for (const [name, , content] of [...good, ...bad]) writeFileSync(join(folder, name), content);
  files = [...bad, ...good, ["directory.json", "pipeline"] as const, ["gone.json", "trigger"] as const].map(
    ([name, kind]) => ({ absolute: join(folder, name), file: name, kind }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["with digests", { digestBy }],
  ["with findings", { findings: true }],
  ["and nothing else", {}],
])("two threads read what one reads, each file once, %s", async (_, needs) => {
  const reads = new Map<number, BodyRead>();
  await secondThread().readBodies(files, needs, (at, read) => {
    expect(reads.has(at)).toBe(false);
    reads.set(at, read);
  });
  expect(files.map((__, at) => reads.get(at))).toEqual(files.map((file) => readBody(file, needs)));
});

test("what is known from the last run is what would be found again, in files and in records", async () => {
  const place = { file: join(folder, "cache/read.json"), program: "test" };
  const needs = { digestBy, findings: true };
  const run = async () => {
    const thread = secondThread(place);
    const reads: BodyRead[] = [];
    await thread.readBodies(files, needs, (at, read) => {
      reads[at] = read;
    });
    const digest = thread.digests(digestBy);
    const records = await Promise.all(batches().map((batch) => digest("pipeline", batch)));
    await thread.remember();
    return { reads, records };
  };
  const first = await run();
  const kept = JSON.parse(readFileSync(place.file, "utf8"));
  expect([kept.bodies.length, kept.records.length].every((length) => length > 20)).toBe(true);
  // Finding it again would not show: what is known is told apart by a mark.
  for (const [, facts] of kept.bodies) facts.digest = `@known:${facts.digest}`;
  for (const [, facts] of kept.records) facts.digest = `@known:${facts.digest}`;
  writeFileSync(place.file, JSON.stringify(kept));
  const marked = JSON.stringify(await run());
  expect(marked.split("@known:").length - 1).toBe(kept.bodies.length + kept.records.length);
  expect(JSON.parse(marked.replaceAll("@known:", ""))).toEqual(JSON.parse(JSON.stringify(first)));
});

/** Records of one list, in batches of ten. */
function batches(): readonly RecordBatch[] {
  const texts = generateWorkspace(400)
    .filter(({ ref }) => ref.kind === "pipeline")
    .map(({ body }) => JSON.stringify({ ...body, etag: "1", id: "/x" }));
  const result: RecordBatch[] = [];
  for (let at = 0; at < texts.length; at += 10) {
    const parts = texts.slice(at, at + 10).map((text) => Buffer.from(text));
    let end = 0;
    const ends = parts.map(({ byteLength }) => {
      end += byteLength;
      return end;
    });
    result.push({ bytes: new Uint8Array(Buffer.concat(parts)), ends });
  }
  return result;
}

test("two threads digest records as one does, and give their bytes back", async () => {
  const digest = secondThread().digests(digestBy);
  const digested = await Promise.all(batches().map((batch) => digest("pipeline", batch)));
  const here = batches().map((batch) =>
    digestRecords("pipeline", batch, (kind, body) => canonicalDigest(kind, body, own)),
  );
  expect(here.length).toBeGreaterThan(3);
  expect(digested).toEqual(here);
});

test("a record that is no JSON is told as on one thread", async () => {
  const digest = secondThread().digests(digestBy);
  const ends = Array.from({ length: 200 }, (_, at) => at + 1);
  await expect(
    Promise.resolve(digest("pipeline", { bytes: new Uint8Array(200).fill(0x7b), ends })),
  ).rejects.toThrow(SyntaxError);
});

import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLakeService } from "../../src/lake/service.ts";
import { askLake, contentOf } from "./ask-lake.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twin-lake-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Service = ReturnType<typeof createLakeService>;
const open = (name: string) => createLakeService({ account: "store", folder: join(folder, name) });
const journalOf = (name: string) => readFileSync(join(folder, name, "journal.jsonl"), "utf8");

const put = async (service: Service, path: string, text: string) => {
  await askLake(service, "PUT", `/data/${path}?resource=file`, { headers: { "x-ms-properties": "k=dg==" } });
  await askLake(service, "PATCH", `/data/${path}?action=append&position=0`, { body: text });
  return askLake(service, "PATCH", `/data/${path}?action=flush&position=${text.length}`);
};

const rename = (service: Service, from: string, to: string) =>
  askLake(service, "PUT", `/data/${to}`, { headers: { "x-ms-rename-source": `/data/${from}` } });

// Each is killed between the line in the journal and what it does to the files.
test.each<[name: string, write: (service: Service) => Promise<{ status: number }>, status: number]>([
  ["making a file", (s) => askLake(s, "PUT", "/data/new/deep/file?resource=file"), 201],
  ["replacing a file", (s) => askLake(s, "PUT", "/data/d/f?resource=file"), 201],
  ["a flush", (s) => askLake(s, "PATCH", "/data/d/open?action=flush&position=6"), 200],
  [
    "an upload",
    (s) => askLake(s, "PUT", "/data/d/f", { body: "blob", headers: { "x-ms-blob-type": "BlockBlob" } }),
    201,
  ],
  ["making a directory", (s) => askLake(s, "PUT", "/data/x/y?resource=directory"), 201],
  ["moving a file over another", (s) => rename(s, "d/f", "d/g"), 201],
  ["moving a directory", (s) => rename(s, "d", "moved"), 201],
  ["moving a directory over an empty one", (s) => rename(s, "d", "empty"), 201],
  ["deleting a file", (s) => askLake(s, "DELETE", "/data/d/f?recursive=false"), 200],
  ["deleting a directory", (s) => askLake(s, "DELETE", "/data/d?recursive=true"), 200],
  ["metadata", (s) => askLake(s, "PUT", "/data/d/f?comp=metadata", { headers: { "x-ms-meta-a": "b" } }), 200],
  ["deleting a file system", (s) => askLake(s, "DELETE", "/data?restype=container"), 202],
  ["making a file system", (s) => askLake(s, "PUT", "/second?restype=container"), 201],
])("%s is finished at the next start", async (_name, write, status) => {
  const first = open("before");
  await askLake(first, "PUT", "/data?restype=container");
  await put(first, "d/f", "one");
  await put(first, "d/g", "two");
  await put(first, "d/open", "old");
  await askLake(first, "PATCH", "/data/d/open?action=append&position=3", { body: "new" });
  await askLake(first, "PUT", "/data/empty?resource=directory");
  first.close();
  open("before").close();
  const lines = journalOf("before");
  execFileSync("cp", ["-a", join(folder, "before"), join(folder, "after")]);

  const second = open("after");
  expect((await write(second)).status).toBe(status);
  const wanted = await contentOf(second);
  second.close();
  const [noted = "", end] = journalOf("after")
    .slice(lines.length)
    .split(/(?<=\n)/);
  expect(end).toBe("[]\n");
  // A write that was done is not done again: what is written there meanwhile stays.
  const again = open("after");
  expect(await contentOf(again)).toEqual(wanted);
  again.close();
  for (const { place, temporary } of JSON.parse(noted)) {
    if (!temporary) continue;
    const path = join(folder, "after/files", place.filesystem, place.path);
    renameSync(path, join(folder, "before/temporary", temporary));
  }
  appendFileSync(join(folder, "before/journal.jsonl"), noted);

  const third = open("before");
  expect(await contentOf(third)).toEqual(wanted);
  third.close();
  const fourth = open("before");
  expect(await contentOf(fourth)).toEqual(wanted);
  fourth.close();
});

test("a line that was cut short is a write that was never begun", async () => {
  const first = open("store");
  await askLake(first, "PUT", "/data?restype=container");
  await put(first, "f", "text");
  const before = await contentOf(first);
  first.close();
  appendFileSync(join(folder, "store/journal.jsonl"), '[{"op":"remove","place":{"filesys');
  const second = open("store");
  expect(await contentOf(second)).toEqual(before);
  second.close();
});

test("a damaged line before the last is told with its place and the way out", async () => {
  const first = open("store");
  first.close();
  appendFileSync(join(folder, "store/journal.jsonl"), "nonsense\n[]\n");
  expect(() => open("store")).toThrow(/line 2 of .*journal\.jsonl cannot be read/);
});

test("what writes left behind that never took effect is swept away", async () => {
  open("store").close();
  for (const place of ["temporary/draft", "trash/old", "staged/appended/none"]) {
    mkdirSync(join(folder, "store", place));
    writeFileSync(join(folder, "store", place, "0"), "left");
  }
  open("store").close();
  for (const place of ["temporary", "trash", "staged/appended"]) {
    expect([place, readdirSync(join(folder, "store", place))]).toEqual([place, []]);
  }
});

test("what another program makes while the twin is down stays, also where the last write deleted", async () => {
  const first = open("store");
  await askLake(first, "PUT", "/data?restype=container");
  await put(first, "f", "old");
  await askLake(first, "DELETE", "/data/f?recursive=false");
  first.close();
  writeFileSync(join(folder, "store/files/data/f"), "new");
  const second = open("store");
  expect((await askLake(second, "GET", "/data/f")).text).toBe("new");
  second.close();
});

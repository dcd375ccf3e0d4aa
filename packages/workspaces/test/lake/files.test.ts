import { expect, test } from "vitest";
import { lakeFiles } from "../../src/lake/files.ts";
import { useTestLake } from "./open-test-lake.ts";

const use = useTestLake();

test("a long text comes in pieces, is sent in parts, and is known again after a lost answer", async () => {
  const pieces = Array.from({ length: 40 }, (_, at) => `${at} ${"ä€😀".repeat(20_000)}\n`);
  const { files, account } = use;
  account.faults.add({ method: "PUT", path: "**/long.txt", times: 1, fault: { kind: "lost-response" } });
  await files.create("packs/long.txt", pieces);
  expect((await files.read("packs/long.txt"))?.text).toBe(pieces.join(""));
  const appends = account.requests.filter(
    ({ method, path }) => method === "PATCH" && path.includes("/drafts/"),
  );
  expect(appends.length).toBeGreaterThan(1);
  await expect(files.create("packs/long.txt", [...pieces, "more"])).rejects.toThrow("with different content");
});

test("a file that is not there is no error", async () => {
  const { files } = use;
  expect(await files.read("a/b")).toBeUndefined();
  expect(await files.length("a/b")).toBeUndefined();
  expect(await files.list("a")).toEqual([]);
  await files.remove("a");
  await files.rename("a", "b");
});

test("a file is created once; the same text again is taken for our own", async () => {
  const { files } = use;
  await files.create("a/é.json", "ünï");
  await files.create("a/é.json", "ünï");
  expect(await files.read("a/é.json")).toMatchObject({ text: "ünï" });
  expect(await files.length("a/é.json")).toBe(5);
  await expect(files.create("a/é.json", "other")).rejects.toMatchObject({
    reason: "conflict",
    diagnostic: { message: expect.stringContaining("already exists") },
  });
  await files.create("empty", "");
  expect(await files.read("empty")).toMatchObject({ text: "" });
});

test("a file is replaced only as it was read", async () => {
  const { files } = use;
  await files.create("m", "1");
  const first = (await files.read("m"))?.etag ?? "";
  await files.replace("m", "2", first);
  await expect(files.replace("m", "3", first)).rejects.toMatchObject({
    reason: "conflict",
    diagnostic: {
      message: expect.stringMatching(/cannot replace test\d+\/m: it has changed since it was read/),
    },
  });
  expect(await files.read("m")).toMatchObject({ text: "2" });
});

test("text larger than one request is written whole", async () => {
  const { files } = use;
  const text = "0123456789abcdef".repeat(600_000);
  await files.create("large", text);
  expect((await files.read("large"))?.text === text).toBe(true);
});

test("a file that one request bears is written in one, whether or not its folder is there", async () => {
  const { files, account } = use;
  const before = account.requestCount();
  await files.create("deep/in/folders/m", "1");
  expect(account.requestCount() - before).toBe(1);
  await files.replace("deep/in/folders/m", "2", (await files.read("deep/in/folders/m"))?.etag ?? "");
  expect(account.requestCount() - before).toBe(3);
  expect(await files.list("drafts")).toEqual([]);
});

test("appends go on where the file ends, one durable request each", async () => {
  const { files, account } = use;
  await files.begin("j");
  await files.append("j", "a\n", 0);
  const before = account.requestCount();
  expect(await files.append("j", "b\n", 2)).toBe(4);
  expect(account.requestCount() - before).toBe(1);
  expect(await files.read("j")).toMatchObject({ text: "a\nb\n" });
});

test("an append whose answer was lost is not written twice", async () => {
  const { files, account } = use;
  await files.begin("j");
  await files.append("j", "a\n", 0);
  account.faults.add({ method: "PATCH", times: 2, fault: { kind: "lost-response" } });
  await files.append("j", "b\n", 2);
  account.faults.clear();
  expect(await files.read("j")).toMatchObject({ text: "a\nb\n" });
});

test("an append after somebody else's is refused, whatever its length", async () => {
  const { files } = use;
  await files.begin("j");
  await files.append("j", "a\n", 0);
  await files.append("j", "b\n", 2);
  for (const theirs of ["c\n", "longer\n"]) {
    await expect(files.append("j", theirs, 2)).rejects.toMatchObject({ reason: "conflict" });
  }
  expect(await files.read("j")).toMatchObject({ text: "a\nb\n" });
});

test("names in a folder, renames and removals", async () => {
  const { files } = use;
  for (const name of ["1", "2", "3"]) await files.create(`r/${name}`, name);
  await files.rename("r/3", "s");
  expect([...(await files.list("r"))].sort()).toEqual(["1", "2"]);
  expect(await files.read("s")).toMatchObject({ text: "3" });
  await files.remove("r");
  expect(await files.list("r")).toEqual([]);
});

test.each(["throttle", "status", "lost-response"] as const)("every third request meets: %s", async (kind) => {
  const { files, account } = use;
  const fault =
    kind === "throttle" ? { kind, seconds: 0 } : kind === "status" ? { kind, status: 500 } : { kind };
  account.faults.add({ probability: 0.33, seed: 3, fault });
  await files.create("m", "1");
  await files.replace("m", "2", (await files.read("m"))?.etag ?? "");
  await files.begin("j");
  await files.begin("j");
  let end = 0;
  for (const line of ["a\n", "bb\n", "ccc\n"]) end = await files.append("j", line, end);
  await files.rename("j", "done/j");
  expect(await files.read("m")).toMatchObject({ text: "2" });
  expect(await files.read("done/j")).toMatchObject({ text: "a\nbb\nccc\n" });
  expect(await files.read("j")).toBeUndefined();
  await files.remove("drafts");
  expect(await files.list("drafts")).toEqual([]);
});

test("two writers of one file: one is told", async () => {
  const { files, open } = use;
  await files.create("m", "0");
  const etag = (await files.read("m"))?.etag ?? "";
  const other = lakeFiles(open(), "drafts");
  const results = await Promise.allSettled([files.replace("m", "1", etag), other.replace("m", "2", etag)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

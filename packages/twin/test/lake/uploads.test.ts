import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask } from "../ask.ts";
import { read, refusal, useLake } from "./open-lake.ts";

const use = useLake();

test("what is uploaded is read back, parents are made on the way", async () => {
  const file = use.filesystem.getFileClient("a/b/c.txt");
  const { etag } = await file.upload(Buffer.from("first"));
  expect(await read(use.filesystem, "a/b/c.txt")).toBe("first");
  const next = await file.upload(Buffer.from("second, and longer"));
  expect(next.etag).not.toBe(etag);
  expect(await read(use.filesystem, "a/b/c.txt")).toBe("second, and longer");
  expect(await use.filesystem.getDirectoryClient("a/b").exists()).toBe(true);
});

test("20 MB go up in chunks side by side and come back in parts", async () => {
  const content = randomBytes(20 * 1024 * 1024 + 17);
  const file = use.filesystem.getFileClient("large.bin");
  const before = use.lake.requestCount();
  await file.upload(content, { chunkSize: 2 * 1024 * 1024, maxConcurrency: 5, singleUploadThreshold: 1 });
  expect(use.lake.requestCount() - before).toBe(1 + 11 + 1);
  expect((await file.readToBuffer(undefined, undefined, { chunkSize: 3_000_000 })).equals(content)).toBe(
    true,
  );
});

test("a file of the disk and a stream are uploaded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twin-upload-"));
  try {
    const content = randomBytes(9 * 1024 * 1024);
    writeFileSync(join(folder, "source"), content);
    const file = use.filesystem.getFileClient("from-disk");
    await file.uploadFile(join(folder, "source"), { singleUploadThreshold: 8 * 1024 * 1024 });
    await file.readToBuffer().then((back) => expect(back.equals(content)).toBe(true));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("appends in any order are put together by the flush", async () => {
  const file = use.filesystem.getFileClient("parts");
  await file.create();
  const parts = ["one ", "two ", "three ", "four"];
  const positions = [0, 4, 8, 14];
  await Promise.all(
    [2, 0, 3, 1].map((index) =>
      file.append(parts[index] ?? "", positions[index] ?? 0, parts[index]?.length ?? 0),
    ),
  );
  // Nothing is there before the flush.
  expect((await file.getProperties()).contentLength).toBe(0);
  await file.flush(18);
  expect(await read(use.filesystem, "parts")).toBe("one two three four");
  await file.append("!", 18, 1, { flush: true });
  expect(await read(use.filesystem, "parts")).toBe("one two three four!");
});

test("a gap, a wrong length and data before the end are refused", async () => {
  const file = use.filesystem.getFileClient("gaps");
  await file.create();
  await file.append("abc", 0, 3);
  await file.append("xyz", 5, 3);
  expect(await refusal(file.flush(8))).toBe("400 InvalidFlushPosition");
  expect(await refusal(file.flush(6))).toBe("400 InvalidFlushPosition");
  expect(await refusal(file.flush(3))).toBe("400 InvalidFlushPosition");
  await file.append("de", 3, 2);
  expect(await refusal(file.flush(7))).toBe("400 InvalidFlushPosition");
  await file.flush(8);
  expect(await read(use.filesystem, "gaps")).toBe("abcdexyz");
  await file.append("late", 2, 4);
  expect(await refusal(file.flush(6))).toBe("400 InvalidFlushPosition");
  expect(await refusal(file.flush(2))).toBe("400 InvalidFlushPosition");
  await file.flush(8);
});

test("what lies behind a flush is kept when that is asked for", async () => {
  const file = use.filesystem.getFileClient("kept");
  await file.create();
  await file.append("abcdef", 0, 6);
  await file.append("ghi", 6, 3);
  await file.flush(4, { retainUncommittedData: true });
  expect(await read(use.filesystem, "kept")).toBe("abcd");
  await file.flush(9);
  expect(await read(use.filesystem, "kept")).toBe("abcdefghi");
});

test("a new file does not take over what was appended to the one before", async () => {
  const before = readdirSync(join(use.lake.files, "../staged/appended"));
  const file = use.filesystem.getFileClient("again");
  await file.create();
  await file.append("left", 0, 4);
  await file.create();
  expect(await refusal(file.flush(4))).toBe("400 InvalidFlushPosition");
  await file.append("gone", 0, 4);
  await file.delete();
  // Nothing is left of data that no file can be made of any more.
  const waiting = readdirSync(join(use.lake.files, "../staged/appended"));
  expect(waiting.filter((id) => !before.includes(id))).toEqual([]);
  expect(await refusal(use.filesystem.getFileClient("none").append("x", 0, 1))).toBe("404 PathNotFound");
  await use.filesystem.getDirectoryClient("folder").create();
  expect(await refusal(use.filesystem.getFileClient("folder").append("x", 0, 1))).toBe("409 PathConflict");
});

test("ranges", async () => {
  const file = use.filesystem.getFileClient("digits");
  await file.upload(Buffer.from("0123456789"));
  const part = await file.read(2, 3);
  expect(part._response.status).toBe(206);
  expect(part.contentRange).toBe("bytes 2-4/10");
  expect((await file.readToBuffer(7)).toString()).toBe("789");
  expect((await file.read(8, 100)).contentRange).toBe("bytes 8-9/10");
  expect(await refusal(file.read(10, 1))).toBe("416 InvalidRange");
  const checked = await file.read(0, 4, { rangeGetContentMD5: true });
  expect(Buffer.from(checked.contentMD5 ?? []).toString("base64")).toBe(md5("0123"));
});

test("an MD5 of an append is checked, one of a file is kept until the file changes", async () => {
  const file = use.filesystem.getFileClient("sums");
  await file.create();
  const right = Buffer.from(md5("abc"), "base64");
  // The SDK takes an MD5 for an append and does not send it.
  const append = (body: string) =>
    ask(use.twin.status, `${file.url}?action=append&position=0`, {
      method: "PATCH",
      body,
      headers: { "Content-MD5": md5("abc") },
    });
  expect((await append("abd")).body.error.code).toBe("Md5Mismatch");
  expect((await append("abc")).status).toBe(202);
  await file.flush(3, { pathHttpHeaders: { contentMD5: right } });
  expect(Buffer.from((await file.getProperties()).contentMD5 ?? []).toString("base64")).toBe(md5("abc"));
  const whole = await file.read();
  expect(Buffer.from(whole.contentMD5 ?? []).toString("base64")).toBe(md5("abc"));
  const part = await file.read(1, 1);
  expect(Buffer.from(part.fileContentMD5 ?? []).toString("base64")).toBe(md5("abc"));
  await file.append("d", 3, 1);
  await file.flush(4);
  expect((await file.getProperties()).contentMD5).toBeUndefined();
});

test("an empty file", async () => {
  const file = use.filesystem.getFileClient("empty");
  await file.upload(Buffer.alloc(0));
  expect((await file.getProperties()).contentLength).toBe(0);
  expect((await file.readToBuffer()).length).toBe(0);
});

function md5(text: string): string {
  return createHash("md5").update(text).digest("base64");
}

import { expect, test } from "vitest";
import { ask } from "../ask.ts";
import { pathsOf, refusal, useLake, write } from "./open-lake.ts";

const use = useLake({ settings: { pageSize: 3 } });

test("a file, an empty directory, and nothing twice", async () => {
  await write(use.filesystem, "d/file");
  const file = use.filesystem.getFileClient("d/file");
  const directory = use.filesystem.getDirectoryClient("d");
  expect(await refusal(directory.delete(false))).toBe("409 DirectoryNotEmpty");
  await file.delete();
  expect(await refusal(file.delete())).toBe("404 PathNotFound");
  expect(await file.deleteIfExists()).toMatchObject({ succeeded: false });
  expect(await pathsOf(use.filesystem)).toEqual(["d/"]);
  await directory.delete(false);
  expect(await pathsOf(use.filesystem)).toEqual([]);
});

test("a directory goes by pages where the client continues", async () => {
  const paths = ["x/1", "x/2", "x/a/3", "x/a/4", "x/a/b/5", "x/c/6", "x/7"];
  for (const path of [...paths, "y/keep"]) await write(use.filesystem, path);
  const before = use.lake.requestCount();
  await use.filesystem.getDirectoryClient("x").delete(true);
  expect(use.lake.requestCount() - before).toBe(3);
  expect(await pathsOf(use.filesystem)).toEqual(["y/", "y/keep"]);
});

test("one page of a deletion deletes no more than a page", async () => {
  for (const path of ["x/a/1", "x/a/2", "x/a/b/3", "x/a/b/4", "x/5"]) await write(use.filesystem, path);
  const url = `${use.filesystem.getDirectoryClient("x").url}?recursive=true&paginated=true`;
  const { headers } = await ask(use.twin.status, url, { method: "DELETE" });
  expect(headers["x-ms-continuation"]).toBeTruthy();
  expect(await pathsOf(use.filesystem)).toEqual(["x/", "x/a/", "x/a/b/", "x/a/b/3", "x/a/b/4"]);
});

test("a new file in the place of a deleted one has nothing of it", async () => {
  const file = use.filesystem.getFileClient("f");
  await file.upload(Buffer.from("1"), { metadata: { old: "1" } });
  await file.append("2", 1, 1);
  await file.delete();
  await file.create();
  expect((await file.getProperties()).metadata).toEqual({});
  expect(await refusal(file.flush(2))).toBe("400 InvalidFlushPosition");
});

test("the root is not deleted", async () => {
  expect(await refusal(use.filesystem.getDirectoryClient("").delete(true))).not.toBe("no refusal");
  expect(await use.filesystem.exists()).toBe(true);
});

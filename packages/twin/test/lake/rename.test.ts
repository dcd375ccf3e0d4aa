import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pathsOf, read, refusal, useLake, write } from "./open-lake.ts";

const use = useLake();

test("a file keeps content, etag, metadata and rights; what was in its place is gone", async () => {
  const file = use.filesystem.getFileClient("a");
  await file.upload(Buffer.from("new"), { metadata: { k: "v" }, permissions: "rwx------", umask: "0000" });
  const before = await file.getProperties();
  await write(use.filesystem, "b", "old");
  await file.move("b");
  expect(await pathsOf(use.filesystem)).toEqual(["b"]);
  expect(await read(use.filesystem, "b")).toBe("new");
  const after = await use.filesystem.getFileClient("b").getProperties();
  const { etag, lastModified, metadata, permissions } = before;
  expect(after).toMatchObject({ etag, lastModified, metadata, permissions });
});

test("a directory moves with all below it, into another file system too", async () => {
  for (const path of ["d/1", "d/e/2", "d/e/f/3"]) await write(use.filesystem, path);
  await use.filesystem.getFileClient("d/e/2").setMetadata({ kept: "yes" });
  await use.filesystem.getDirectoryClient("d").move("moved");
  expect(await pathsOf(use.filesystem)).toEqual([
    "moved/",
    "moved/1",
    "moved/e/",
    "moved/e/2",
    "moved/e/f/",
    "moved/e/f/3",
  ]);

  const other = use.service.getFileSystemClient("othersystem");
  await other.create();
  await use.filesystem.getDirectoryClient("moved/e").move("othersystem", "here");
  expect(await pathsOf(use.filesystem)).toEqual(["moved/", "moved/1"]);
  expect(await pathsOf(other)).toEqual(["here/", "here/2", "here/f/", "here/f/3"]);
  expect((await other.getFileClient("here/2").getProperties()).metadata).toEqual({ kept: "yes" });
});

test("what was appended and not flushed goes along", async () => {
  const file = use.filesystem.getFileClient("open");
  await file.create();
  await file.append("data", 0, 4);
  await file.move("closed");
  await use.filesystem.getFileClient("closed").flush(4);
  expect(await read(use.filesystem, "closed")).toBe("data");
});

test("conditions on the source and on the destination", async () => {
  const { etag = "" } = await write(use.filesystem, "a", "new");
  const { etag: other = "" } = await write(use.filesystem, "b", "old");
  const file = use.filesystem.getFileClient("a");
  const from = (conditions: object) => refusal(file.move("b", { conditions }));
  const to = (destinationConditions: object) => refusal(file.move("b", { destinationConditions }));
  expect(await from({ ifMatch: other })).toBe("412 SourceConditionNotMet");
  expect(await from({ ifNoneMatch: etag })).toBe("412 SourceConditionNotMet");
  expect(await to({ ifNoneMatch: "*" })).toBe("409 PathAlreadyExists");
  expect(await to({ ifMatch: etag })).toBe("412 ConditionNotMet");
  expect(await read(use.filesystem, "b")).toBe("old");
  await file.move("b", { conditions: { ifMatch: etag }, destinationConditions: { ifMatch: other } });
  expect(await read(use.filesystem, "b")).toBe("new");
});

test("refusals", async () => {
  await write(use.filesystem, "d/file");
  await write(use.filesystem, "e/file");
  await use.filesystem.getDirectoryClient("empty").create();
  const directory = use.filesystem.getDirectoryClient("d");
  const file = use.filesystem.getFileClient("d/file");
  const before = await pathsOf(use.filesystem);
  expect(await refusal(use.filesystem.getFileClient("none").move("x"))).toBe("404 SourcePathNotFound");
  expect(await refusal(file.move("no/such/parent"))).toBe("404 RenameDestinationParentPathNotFound");
  expect(await refusal(file.move("nosystem", "x"))).toBe("404 FilesystemNotFound");
  expect(await refusal(file.move("e/file/below"))).toBe("409 PathConflict");
  expect(await refusal(file.move("e"))).toBe("409 InvalidSourceOrDestinationResourceType");
  expect(await refusal(directory.move("e/file"))).toBe("409 InvalidSourceOrDestinationResourceType");
  expect(await refusal(directory.move("e"))).toBe("409 DirectoryNotEmpty");
  expect(await refusal(directory.move("d/inside"))).toBe("409 InvalidRenameSourcePath");
  expect(await refusal(directory.move("d"))).toBe("409 InvalidRenameSourcePath");
  expect(await pathsOf(use.filesystem)).toEqual(before);
  await directory.move("empty");
  expect(await pathsOf(use.filesystem)).toEqual(["e/", "e/file", "empty/", "empty/file"]);
});

test("odd names, and a name that only begins like the source", async () => {
  await write(use.filesystem, "a b%/ü?#");
  await use.filesystem.getDirectoryClient("a b%").move("a b%252");
  await use.filesystem.getFileClient("a b%2/ü?#").move("plain");
  expect(await read(use.filesystem, "plain")).toBe("a b%/ü?#");
});

test("a directory of hundreds moves in one step", async () => {
  const home = `${use.lake.files}/${use.filesystem.name}/many`;
  mkdirSync(home);
  for (let index = 0; index < 500; index += 1) writeFileSync(`${home}/${index}`, "");
  const before = use.lake.requestCount();
  await use.filesystem.getDirectoryClient("many").move("moved");
  expect(use.lake.requestCount() - before).toBe(1);
  expect(await use.filesystem.getFileClient("moved/499").exists()).toBe(true);
  expect(await use.filesystem.getDirectoryClient("many").exists()).toBe(false);
});

test("a file system may be called like its account", async () => {
  const same = use.service.getFileSystemClient("teststore");
  await same.create();
  await write(same, "d/a", "kept");
  await same.getFileClient("d/a").move("d/b");
  expect(await pathsOf(same)).toEqual(["d/", "d/b"]);
  expect(await read(same, "d/b")).toBe("kept");
});

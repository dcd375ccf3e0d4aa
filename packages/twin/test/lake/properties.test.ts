import { expect, test } from "vitest";
import { refusal, useLake, write } from "./open-lake.ts";

const use = useLake();

test("a file tells its properties", async () => {
  const file = use.filesystem.getFileClient("a.csv");
  await file.upload(Buffer.from("x,y\n"), {
    metadata: { owner: "us", note: "Ärger" },
    pathHttpHeaders: { contentType: "text/csv", cacheControl: "no-cache", contentLanguage: "en" },
  });
  const properties = await file.getProperties();
  expect(properties).toMatchObject({
    contentLength: 4,
    contentType: "text/csv",
    cacheControl: "no-cache",
    contentLanguage: "en",
    createdOn: new Date("2026-05-06T07:08:09Z"),
    lastModified: new Date("2026-05-06T07:08:09Z"),
    leaseState: "available",
    owner: "$superuser",
    isServerEncrypted: true,
  });
  expect(properties.metadata).toMatchObject({ owner: "us" });
  expect((await file.read()).contentType).toBe("text/csv");
});

test("existence", async () => {
  await write(use.filesystem, "dir/file");
  expect(await use.filesystem.getFileClient("dir/file").exists()).toBe(true);
  expect(await use.filesystem.getDirectoryClient("dir").exists()).toBe(true);
  expect(await use.filesystem.getFileClient("dir/other").exists()).toBe(false);
  expect(await refusal(use.filesystem.getFileClient("dir/other").getProperties())).toBe("404 BlobNotFound");
  expect(await refusal(use.filesystem.getFileClient("dir/file/below").getProperties())).toBe(
    "404 BlobNotFound",
  );
});

test("metadata and headers are replaced, and each write moves etag and date", async () => {
  const file = use.filesystem.getFileClient("x");
  await file.upload(Buffer.from("1"), { metadata: { a: "1" }, pathHttpHeaders: { cacheControl: "private" } });
  const before = await file.getProperties();
  use.pass(5000);
  const { etag } = await file.setMetadata({ b: "2" });
  await file.setHttpHeaders({ contentType: "text/plain" });
  const after = await file.getProperties();
  expect(after.metadata).toEqual({ b: "2" });
  expect(after.contentType).toBe("text/plain");
  expect(after.cacheControl).toBeUndefined();
  expect(new Set([before.etag, etag, after.etag]).size).toBe(3);
  expect(after.lastModified?.getTime()).toBe((before.lastModified?.getTime() ?? 0) + 5000);
  expect(after.createdOn).toEqual(before.createdOn);
});

test("a directory has metadata and is known as one", async () => {
  const directory = use.filesystem.getDirectoryClient("d");
  await directory.create({ metadata: { level: "1" } });
  const { metadata, _response } = await directory.getProperties();
  expect(metadata).toEqual({ level: "1", hdi_isfolder: "true" });
  expect(_response.headers.get("x-ms-resource-type")).toBe("directory");
});

test("names of metadata are identifiers", async () => {
  const file = use.filesystem.getFileClient("m");
  expect(await refusal(file.create({ metadata: { "not-one": "1" } }))).toBe("400 InvalidPropertyName");
  await file.create();
  expect(await refusal(file.setMetadata({ "not-one": "1" }))).toBe("400 InvalidMetadata");
});

test("files and directories do not stand in for each other", async () => {
  await write(use.filesystem, "f");
  await use.filesystem.getDirectoryClient("d").create();
  expect(await refusal(write(use.filesystem, "f/below"))).toBe("409 PathConflict");
  expect(await refusal(use.filesystem.getDirectoryClient("f").create())).toBe("409 PathConflict");
  expect(await refusal(use.filesystem.getFileClient("d").create())).toBe("409 PathConflict");
  // A directory that is made again keeps what lies in it.
  await write(use.filesystem, "d/inner");
  await use.filesystem.getDirectoryClient("d").create();
  expect(await use.filesystem.getFileClient("d/inner").exists()).toBe(true);
});

test("odd names are kept as they are", async () => {
  for (const name of ["a b", "Ünïcode 😀", "100%", "a+b&c=d", "#hash?", "quote'\"<>", "a//b/"]) {
    await write(use.filesystem, `odd/${name}`, name);
    expect((await use.filesystem.getFileClient(`odd/${name}`).readToBuffer()).toString()).toBe(name);
  }
  const names: string[] = [];
  for await (const { name, isDirectory } of use.filesystem.listPaths({ path: "odd", recursive: true })) {
    if (!isDirectory) names.push(name ?? "");
  }
  expect(names.sort()).toEqual(
    ["a b", "Ünïcode 😀", "100%", "a+b&c=d", "#hash?", "quote'\"<>", "a/b"]
      .map((name) => `odd/${name}`)
      .sort(),
  );
});

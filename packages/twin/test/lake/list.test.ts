import { mkdirSync, writeFileSync } from "node:fs";
import type { ListPathsOptions, Path } from "@azure/storage-file-datalake";
import { beforeEach, expect, test } from "vitest";
import { refusal, useLake, write } from "./open-lake.ts";

const use = useLake();
const files = ["a/1", "a/2", "a/b/3", "a-b/4", "c", "d/e/f/5"];
beforeEach(async () => {
  for (const path of files) await write(use.filesystem, path);
});

const names = async (options: ListPathsOptions, size = 100) => {
  const pages: string[][] = [];
  for await (const { pathItems = [] } of use.filesystem.listPaths(options).byPage({ maxPageSize: size })) {
    pages.push(pathItems.map(({ name, isDirectory }) => `${name}${isDirectory ? "/" : ""}`));
  }
  return size === 100 ? pages.flat() : pages;
};

test("one level, or everything below", async () => {
  expect(await names({})).toEqual(["a/", "a-b/", "c", "d/"]);
  expect(await names({ path: "a" })).toEqual(["a/1", "a/2", "a/b/"]);
  expect(await names({ path: "a", recursive: true })).toEqual(["a/1", "a/2", "a/b/", "a/b/3"]);
  const all = ["a/", "a/1", "a/2", "a/b/", "a/b/3", "a-b/", "a-b/4", "c", "d/", "d/e/", "d/e/f/", "d/e/f/5"];
  expect(await names({ recursive: true })).toEqual(all);
});

test.each([1, 2, 3, 5, 11, 12])("pages of %i hold everything once and in order", async (size) => {
  const pages = (await names({ recursive: true }, size)) as string[][];
  expect(pages.flat()).toEqual(await names({ recursive: true }));
  expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true);
  const below = (await names({ path: "a", recursive: true }, size)) as string[][];
  expect(below.flat()).toEqual(await names({ path: "a", recursive: true }));
});

test("a page that was begun goes on after what it listed last was deleted", async () => {
  const listed = use.filesystem.listPaths({ recursive: true }).byPage({ maxPageSize: 3 });
  const first = await listed.next();
  await use.filesystem.getDirectoryClient("a").delete(true);
  const second = await listed.next();
  const namesOf = (page: typeof first) => page.value?.pathItems?.map(({ name }: Path) => name);
  expect(namesOf(first)).toEqual(["a", "a/1", "a/2"]);
  expect(namesOf(second)).toEqual(["a-b", "a-b/4", "c"]);
});

test("a listed path tells what its properties tell", async () => {
  const file = use.filesystem.getFileClient("a/1");
  const properties = await file.getProperties();
  const [path] = (await use.filesystem.listPaths({ path: "a" }).byPage().next()).value?.pathItems ?? [];
  expect(path).toMatchObject({
    name: "a/1",
    contentLength: properties.contentLength,
    etag: properties.etag?.replaceAll('"', ""),
    lastModified: properties.lastModified,
    createdOn: properties.createdOn,
    owner: "$superuser",
    group: "$superuser",
    permissions: properties.permissions,
  });
  expect(path?.isDirectory).toBeFalsy();
});

test("a list can begin in the middle", async () => {
  expect(await names({ recursive: true, startFrom: "a/b/3" })).toEqual(
    (await names({ recursive: true })).slice(4),
  );
  expect(await names({ startFrom: "c" })).toEqual(["c", "d/"]);
});

test("refusals", async () => {
  expect(await refusal(names({ path: "none" }))).toBe("404 PathNotFound");
  expect(await refusal(names({ path: "c" }))).toBe("409 ResourceTypeMismatch");
  const broken = use.filesystem.listPaths().byPage({ continuationToken: "§" }).next();
  expect(await refusal(broken)).toBe("400 InvalidQueryParameterValue");
});

test("two thousand files in one directory", async () => {
  const home = `${use.lake.files}/${use.filesystem.name}/many`;
  mkdirSync(home);
  for (let index = 0; index < 2000; index += 1) writeFileSync(`${home}/${index}`, "x");
  const before = use.lake.requestCount();
  expect(new Set((await names({ path: "many" })).flat()).size).toBe(2000);
  expect(use.lake.requestCount() - before).toBe(20);
});

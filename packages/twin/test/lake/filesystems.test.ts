import { expect, test } from "vitest";
import { pathsOf, refusal, useLake, write } from "./open-lake.ts";

const use = useLake();

test("a file system is made, seen, described and deleted", async () => {
  const filesystem = use.service.getFileSystemClient("bronze");
  expect(await filesystem.exists()).toBe(false);
  const made = await filesystem.create({ metadata: { team: "data" } });
  expect(made.etag).toMatch(/^"0x8D[0-9A-F]+"$/);
  expect(await filesystem.exists()).toBe(true);
  expect(await filesystem.getProperties()).toMatchObject({
    etag: made.etag,
    lastModified: new Date("2026-05-06T07:08:09Z"),
    metadata: { team: "data" },
    leaseState: "available",
    leaseStatus: "unlocked",
  });
  expect(await refusal(filesystem.create())).toBe("409 ContainerAlreadyExists");
  expect(await filesystem.createIfNotExists()).toMatchObject({ succeeded: false });

  await write(filesystem, "a/b");
  await filesystem.delete();
  expect(await filesystem.exists()).toBe(false);
  expect(await refusal(pathsOf(filesystem))).toBe("404 FilesystemNotFound");
  expect(await refusal(filesystem.delete())).toBe("404 ContainerNotFound");
  expect(await filesystem.deleteIfExists()).toMatchObject({ succeeded: false });
});

test("a name is free again half a minute after its deletion, and nothing is left in it", async () => {
  const filesystem = use.service.getFileSystemClient("silver");
  await filesystem.create();
  await write(filesystem, "old");
  await filesystem.delete();
  expect(await refusal(filesystem.create())).toBe("409 ContainerBeingDeleted");
  use.pass(30_000);
  await filesystem.create();
  expect(await pathsOf(filesystem)).toEqual([]);
});

test("metadata is replaced as a whole, under conditions", async () => {
  const { filesystem } = use;
  const { etag } = await filesystem.setMetadata({ one: "1", two: "2" });
  const { etag: next } = await filesystem.setMetadata({ three: "3" });
  expect(next).not.toBe(etag);
  expect((await filesystem.getProperties()).metadata).toEqual({ three: "3" });
  const future = { ifModifiedSince: new Date("2030-01-01") };
  expect(await refusal(filesystem.setMetadata({}, { conditions: future }))).toBe("412 ConditionNotMet");
});

test("file systems are listed in order, by prefix, with metadata, by pages", async () => {
  for (const name of ["list-c", "list-a", "list-b", "other"]) {
    await use.service.getFileSystemClient(name).create({ metadata: { name: name.at(-1) ?? "" } });
  }
  const pages: string[][] = [];
  const listed = use.service
    .listFileSystems({ prefix: "list-", includeMetadata: true })
    .byPage({ maxPageSize: 2 });
  for await (const { fileSystemItems } of listed) {
    pages.push(fileSystemItems.map(({ name, metadata }) => `${name} ${metadata?.name}`));
  }
  expect(pages).toEqual([["list-a a", "list-b b"], ["list-c c"]]);
});

test.each(["UPPER", "ab", "a--b", "-ab", "ab-", "a_b", "x".repeat(64)])(
  "%s is not a valid file system name",
  async (name) => {
    expect(await refusal(use.service.getFileSystemClient(name).create())).toBe("400 InvalidResourceName");
  },
);

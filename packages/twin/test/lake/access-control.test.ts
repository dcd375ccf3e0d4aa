import type { PathAccessControlItem, RolePermissions } from "@azure/storage-file-datalake";
import { expect, test } from "vitest";
import { refusal, useLake, write } from "./open-lake.ts";

const use = useLake({ settings: { pageSize: 3 } });
const alice = "11111111-1111-4111-8111-111111111111";
const crew = "22222222-2222-4222-8222-222222222222";

const rights = (text: string): RolePermissions => ({
  read: text[0] === "r",
  write: text[1] === "w",
  execute: text[2] === "x",
});
/** `user:id:rwx` as the SDK has it. */
const items = (text: string): PathAccessControlItem[] =>
  text.split(",").map((part) => {
    const fields = part.split(":");
    const defaultScope = fields[0] === "default";
    const [type = "", entityId = "", permissions = ""] = defaultScope ? fields.slice(1) : fields;
    return {
      defaultScope,
      accessControlType: type as PathAccessControlItem["accessControlType"],
      entityId,
      permissions: rights(permissions),
    };
  });
const aclOf = async (path: string) => {
  const { _response } = await use.filesystem.getFileClient(path).getAccessControl();
  return _response.headers.get("x-ms-acl");
};
const permissionsOf = async (path: string) => {
  const { _response } = await use.filesystem.getFileClient(path).getAccessControl();
  return _response.headers.get("x-ms-permissions");
};

test("a new path has the default permissions less the umask", async () => {
  await write(use.filesystem, "d/f");
  expect(await permissionsOf("d")).toBe("rwxr-x---");
  expect(await permissionsOf("d/f")).toBe("rw-r-----");
  await use.filesystem.getFileClient("open").create({ permissions: "0777", umask: "0022" });
  expect(await permissionsOf("open")).toBe("rwxr-xr-x");
  await use.filesystem.getDirectoryClient("sticky").create({ permissions: "rwxrwxrwt", umask: "0000" });
  expect(await permissionsOf("sticky")).toBe("rwxrwxrwt");
});

test("a list is set as a whole, gets a mask, and moves the etag", async () => {
  const { etag } = await write(use.filesystem, "f");
  const file = use.filesystem.getFileClient("f");
  const acl = items(`user::rwx,user:${alice}:r-x,group::r--,group:${crew}:-w-,other::---`);
  const changed = await file.setAccessControl(acl, { owner: alice, group: crew });
  expect(changed.etag).not.toBe(etag);
  expect(await aclOf("f")).toBe(
    `user::rwx,user:${alice}:r-x,group::r--,group:${crew}:-w-,mask::rwx,other::---`,
  );
  expect(await permissionsOf("f")).toBe("rwxrwx---+");
  expect(await file.getProperties()).toMatchObject({ owner: alice, group: crew });
  expect((await file.getAccessControl()).acl).toContainEqual(items(`user:${alice}:r-x`)[0]);
});

test("permissions move the mask where there is one, else the owning group", async () => {
  const file = use.filesystem.getFileClient("f");
  await file.create();
  const wanted = { owner: rights("rwx"), group: rights("r--"), other: rights("--x"), stickyBit: false };
  await file.setPermissions({ ...wanted, extendedAcls: false });
  expect(await aclOf("f")).toBe("user::rwx,group::r--,other::--x");
  await file.setAccessControl(items(`user::rw-,user:${alice}:rwx,group::r-x,other::---`));
  await file.setPermissions({ ...wanted, extendedAcls: false });
  expect(await aclOf("f")).toBe(`user::rwx,user:${alice}:rwx,group::r-x,mask::r--,other::--x`);
});

test("what is made in a directory inherits its default entries, and not the umask", async () => {
  const directory = use.filesystem.getDirectoryClient("d");
  await directory.create();
  await directory.setAccessControl(
    items(
      `user::rwx,group::r-x,other::---,default:user::rwx,default:user:${alice}:rwx,default:group::r-x,default:other::---`,
    ),
  );
  await write(use.filesystem, "d/sub/f");
  const inherited = `user::rwx,user:${alice}:rwx,group::r-x,mask::rwx,other::---`;
  const defaults = inherited
    .split(",")
    .map((entry) => `default:${entry}`)
    .join(",");
  expect(await aclOf("d/sub")).toBe(`${inherited},${defaults}`);
  expect(await aclOf("d/sub/f")).toBe(`user::rw-,user:${alice}:rwx,group::r-x,mask::rw-,other::---`);
});

test("the root has a list too", async () => {
  const root = use.filesystem.getDirectoryClient("");
  await root.setAccessControl(items("user::rwx,group::rwx,other::--x"));
  expect((await root.getAccessControl()).permissions?.group).toEqual(rights("rwx"));
});

test("a recursive change reaches all below in batches and counts them", async () => {
  for (const path of ["d/1", "d/2", "d/e/3", "d/e/f/4", "beside/5"]) await write(use.filesystem, path);
  const directory = use.filesystem.getDirectoryClient("d");
  const totals: number[] = [];
  const { counters, continuationToken } = await directory.updateAccessControlRecursive(
    items(`user:${alice}:r-x,default:user:${alice}:r-x`),
    { onProgress: ({ aggregateCounters }) => totals.push(aggregateCounters.changedFilesCount) },
  );
  expect(counters).toEqual({ failedChangesCount: 0, changedDirectoriesCount: 3, changedFilesCount: 4 });
  expect(continuationToken).toBeUndefined();
  expect(totals).toEqual([2, 3, 4]);
  expect(await aclOf("d/e/f/4")).toBe(`user::rw-,user:${alice}:r-x,group::r--,mask::r-x,other::---`);
  expect(await aclOf("d/e/f")).toContain(`default:user:${alice}:r-x`);
  expect(await aclOf("beside/5")).toBe("user::rw-,group::r--,other::---");

  await directory.removeAccessControlRecursive(
    items(`user:${alice}:---`).map(({ permissions: _p, ...item }) => item),
  );
  expect(await aclOf("d/e/f/4")).toBe("user::rw-,group::r--,other::---");

  await directory.setAccessControlRecursive(items("user::rwx,group::---,other::---"));
  expect(await aclOf("d/1")).toBe("user::rwx,group::---,other::---");
});

test("a recursive change can stop after a batch and go on", async () => {
  for (const path of ["d/1", "d/2", "d/3", "d/4"]) await write(use.filesystem, path);
  const directory = use.filesystem.getDirectoryClient("d");
  const acl = items("user::rwx,group::rwx,other::rwx");
  const first = await directory.setAccessControlRecursive(acl, { batchSize: 2, maxBatches: 1 });
  expect(first.counters).toMatchObject({ changedDirectoriesCount: 1, changedFilesCount: 1 });
  expect(await permissionsOf("d/2")).toBe("rw-r-----");
  const { continuationToken = "" } = first;
  const rest = await directory.setAccessControlRecursive(acl, { continuationToken });
  expect(rest.counters.changedFilesCount).toBe(3);
  expect(await permissionsOf("d/4")).toBe("rwxrwxrwx");
});

test.each([
  "user::rwx,group::r-x",
  "user::rwx,user::r--,group::r-x,other::---",
  "user::rwx,group::r-x,other:someone:---",
  "default:user::rwx,user::rwx,group::r-x,other::---",
])("the list %s is refused for a file", async (text) => {
  const file = use.filesystem.getFileClient("f");
  await file.create();
  expect(await refusal(file.setAccessControl(items(text)))).toBe("400 InvalidInput");
});

import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { lakeDirectory } from "@retain/artifacts/kinds/lake/lake-directory";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contractName } from "../../src/lake/contract-file.ts";
import { openLakeDirectories } from "../../src/lake/directories.ts";
import { accessList, accessOf, withoutAccess } from "../../src/lake/directory-access.ts";
import type { ReadOptions } from "../../src/workspace.ts";
import { hasty } from "../stub-service.ts";
import { useTestLake } from "./open-test-lake.ts";

const use = useTestLake();
const digest: ReadOptions["digest"] = (kind, body) => canonicalDigest(kind, body);

const ref: Ref = { kind: "lake-directory", name: "raw/members" };
const reader = "11111111-1111-1111-1111-111111111111";
const writers = "22222222-2222-2222-2222-222222222222";
const body: JsonObject = {
  name: ref.name,
  properties: {
    description: "As delivered",
    permissions: "rwxr-x--x",
    acl: [
      { type: "user", id: reader, permissions: "r-x" },
      { type: "group", id: writers, permissions: "rwx", default: true },
    ],
    contract: { columns: [{ name: "msno", type: "string", nullable: false }], key: ["msno"], format: "csv" },
  },
};

const open = () => openLakeDirectories(use.lake);
const text = async (path: string) => (await use.files.read(path))?.text;

test("a directory is made with its access and its contract, and reads back as it was written", async () => {
  const directories = open();
  expect(await directories.get(ref, digest)).toBeUndefined();
  const written = await directories.write({ ref, body, etag: undefined });
  expect(written.seconds).toBeGreaterThan(0);
  const live = await directories.get(ref, digest);
  expect(live).toMatchObject({ ref, etag: written.etag, body: written.body });
  expect(live?.digest).toBe(digest(ref.kind, body));
  expect(JSON.parse((await text("raw/members/_contract.json")) ?? "")).toMatchObject({
    version: 1,
    name: "raw/members",
    properties: { description: "As delivered", contract: { format: "csv" } },
  });
});

test("the list that the service keeps has a mask and entries for all others", async () => {
  await open().write({ ref, body, etag: undefined });
  const { acl } = await use.lake.run({ verb: "read" }, (filesystem) =>
    filesystem.getDirectoryClient(ref.name).getAccessControl(),
  );
  const lines = acl.map(
    ({ defaultScope, accessControlType, entityId, permissions: { read, write, execute } }) =>
      [
        defaultScope ? "default" : "own",
        accessControlType,
        entityId.slice(0, 1),
        Number(read),
        Number(write),
        Number(execute),
      ].join(" "),
  );
  expect(lines.sort()).toEqual([
    "default group  1 0 1",
    "default group 2 1 1 1",
    "default mask  1 1 1",
    "default other  0 0 1",
    "default user  1 1 1",
    "own group  1 0 1",
    "own mask  1 0 1",
    "own other  0 0 1",
    "own user  1 1 1",
    "own user 1 1 0 1",
  ]);
});

test("written twice, nothing is written the second time but the access; an update replaces contract and access", async () => {
  const directories = open();
  const first = await directories.write({ ref, body, etag: undefined });
  expect((await directories.write({ ref, body, etag: first.etag })).etag).toBe(first.etag);
  const next = { name: ref.name, properties: { description: "Changed" } };
  await directories.write({ ref, body: next, etag: first.etag });
  const live = await directories.get(ref, digest);
  expect(live?.digest).toBe(digest(ref.kind, next));
  await directories.write({ ref, body: { name: ref.name, properties: {} }, etag: live?.etag });
  expect(await text("raw/members/_contract.json")).toBeUndefined();
  expect(await directories.get(ref, digest)).toMatchObject({
    body: { properties: { permissions: "rwxr-x---" } },
  });
});

test("a contract that somebody else wrote meanwhile is not overwritten", async () => {
  const directories = open();
  const { etag } = await directories.write({ ref, body, etag: undefined });
  await use.files.remove("raw/members/_contract.json");
  await use.files.create("raw/members/_contract.json", "theirs");
  const conflict = {
    reason: "conflict",
    diagnostic: { message: expect.stringContaining("lake-directory/raw/members: it has changed") },
  };
  await expect(directories.write({ ref, body, etag })).rejects.toMatchObject(conflict);
  await expect(directories.write({ ref, body, etag: undefined })).rejects.toMatchObject(conflict);
  await expect(directories.remove({ ref, etag })).rejects.toMatchObject(conflict);
  expect(await directories.get(ref, digest)).toMatchObject({ body: { properties: { contract: "theirs" } } });
});

test("only directories that somebody knows of are read, in order, with the bodies that are wanted", async () => {
  const directories = open();
  for (const name of ["raw", "raw/members", "gold"]) {
    await directories.write({ ref: { ...ref, name }, body: { name, properties: {} }, etag: undefined });
  }
  const names = ["raw", "raw/members", "silver"];
  const progress: number[] = [];
  const live = await directories.read({
    digest,
    keep: ({ name }) => name === "raw",
    named: [...names.map((name) => ({ ...ref, name })), { kind: "pipeline", name: "gold" }],
    onProgress: (read) => progress.push(read),
  });
  expect(live.artifacts.map(({ ref: { name }, body }) => [name, body !== undefined])).toEqual([
    ["raw", true],
    ["raw/members", false],
  ]);
  expect(progress).toEqual([1, 2]);
  expect((await directories.read({ digest, keep: () => true })).artifacts).toEqual([]);
});

test("access that somebody else gave, or a mask that takes it, shows as a difference", async () => {
  const directories = open();
  await directories.write({ ref, body, etag: undefined });
  await use.lake.run({ verb: "write" }, async (filesystem) => {
    const directory = filesystem.getDirectoryClient(ref.name);
    const { acl } = await directory.getAccessControl();
    const stranger = {
      defaultScope: false,
      accessControlType: "user",
      entityId: "stranger",
      permissions: { read: true, write: true, execute: true },
    } as const;
    const narrowed = acl.map((item) =>
      item.accessControlType === "mask" && !item.defaultScope
        ? { ...item, permissions: { read: false, write: false, execute: true } }
        : item,
    );
    await directory.setAccessControl([...narrowed, stranger]);
  });
  const live = await directories.get(ref, digest);
  expect(live?.body).toMatchObject({
    properties: {
      acl: expect.arrayContaining([
        { type: "user", id: "stranger", permissions: "rwx" },
        { type: "mask", id: "", permissions: "--x" },
      ]),
    },
  });
  await directories.write({ ref, body, etag: live?.etag });
  expect((await directories.get(ref, digest))?.digest).toBe(digest(ref.kind, body));
});

test("a directory that holds data is never deleted; one with its contract alone is", async () => {
  const directories = open();
  const { etag } = await directories.write({ ref, body, etag: undefined });
  for (const name of ["a.csv", "b.csv", "c.csv", "d/e.csv"])
    await use.files.create(`raw/members/${name}`, "x");
  await expect(directories.remove({ ref, etag })).rejects.toMatchObject({
    reason: "refused",
    diagnostic: {
      message: "cannot delete lake-directory/raw/members: it holds data",
      why: expect.stringMatching(/^it contains: (\S+, ){2}\S+ and more$/),
      advice: expect.stringContaining("retain never deletes data"),
    },
  });
  expect(await text("raw/members/_contract.json")).toBeDefined();
  for (const name of ["a.csv", "b.csv", "c.csv", "d"]) await use.files.remove(`raw/members/${name}`);
  await directories.remove({ ref, etag });
  await directories.remove({ ref, etag });
  expect(await directories.get(ref, digest)).toBeUndefined();
});

test("data that arrives while a directory is deleted stays, and the contract with it", async () => {
  const { account, files } = use;
  const directories = open();
  const { etag } = await directories.write({ ref, body, etag: undefined });
  const fault = { kind: "hold", effect: "before" } as const;
  account.faults.add({ method: "DELETE", path: "**/raw/members", times: 1, fault });
  const removing = directories.remove({ ref, etag });
  removing.catch(() => {});
  await account.faults.untilHeld();
  expect(await text("raw/members/_contract.json")).toBeUndefined();
  await files.create("raw/members/late.csv", "x");
  account.faults.clear();
  await expect(removing).rejects.toMatchObject({ diagnostic: { why: "it contains: late.csv" } });
  expect((await directories.get(ref, digest))?.digest).toBe(digest(ref.kind, body));
});

test.each(["throttle", "status", "lost-response"] as const)(
  "every second request meets: %s",
  async (kind) => {
    const { account } = use;
    const fault = {
      throttle: { kind, seconds: 0.01 },
      status: { kind, status: 500 },
      "lost-response": { kind },
    }[kind];
    account.faults.add({ probability: 0.5, seed: 7, fault: fault as { kind: "lost-response" } });
    const patience = { ...hasty, attempts: 20, throttledAttempts: 20, throttle: 0.001 };
    const directories = openLakeDirectories(use.open({ patience }));
    const { etag } = await directories.write({ ref, body, etag: undefined });
    const changed = { ...body, properties: { description: "Changed" } };
    const next = await directories.write({ ref, body: changed, etag });
    expect((await directories.get(ref, digest))?.digest).toBe(digest(ref.kind, changed));
    await directories.remove({ ref, etag: next.etag });
    expect(await directories.get(ref, digest)).toBeUndefined();
    expect(directories.traffic().retries).toBeGreaterThan(0);
  },
);

test("what a write that was stopped between two requests leaves is what the kind calls halfway, and is finished", async () => {
  let granted = Number.POSITIVE_INFINITY;
  const lost = new Error("the lock was lost");
  const mayChange = async () => {
    granted -= 1;
    if (granted < 0) throw lost;
  };
  const directories = openLakeDirectories(
    use.lake.guarded({ mayChange, stillMay: () => true, doubt: () => {} }),
  );
  const properties = body.properties as JsonObject;
  const states: readonly (JsonObject | undefined)[] = [
    undefined,
    body,
    { ...body, properties: { ...properties, acl: [], description: "Changed" } },
    { ...body, properties: { ...properties, permissions: "rwx------" } },
    { ...body, properties: {} },
  ];
  const digestOf = (state: JsonObject | undefined) => state && digest(ref.kind, state);
  const look = () => directories.get(ref, digest);
  /** Brings the directory there, with so many changes; false when they were too few. */
  const go = async (state: JsonObject | undefined, changes: number) => {
    granted = Number.POSITIVE_INFINITY;
    const etag = (await look())?.etag;
    granted = changes;
    const going =
      state === undefined ? directories.remove({ ref, etag }) : directories.write({ ref, body: state, etag });
    return going.then(
      () => true,
      () => false,
    );
  };
  for (const from of states) {
    for (const to of states) {
      if (from === to) continue;
      const between = lakeDirectory.halfway?.(from, to).map(digestOf) ?? [];
      for (let changes = 0, whole = false; !whole; changes += 1) {
        await go(from, Number.POSITIVE_INFINITY);
        whole = await go(to, changes);
        expect([digestOf(from), ...between, digestOf(to)]).toContain((await look())?.digest);
        await go(to, Number.POSITIVE_INFINITY);
        await directories.tidy?.(ref);
        expect((await look())?.digest).toBe(digestOf(to));
        expect(await use.files.list(ref.name)).toEqual(
          to === undefined || Object.keys(withoutAccess(to.properties)).length === 0 ? [] : [contractName],
        );
      }
    }
  }
});

test("access survives the way to the wire and back", () => {
  const rights = fc.constantFrom("r-x", "rwx", "--x", "---", "-w-");
  const entry = fc.record({
    type: fc.constantFrom("user", "group"),
    id: fc.string({ minLength: 1, maxLength: 8 }),
    permissions: rights,
    default: fc.boolean(),
  });
  const properties = fc.record(
    {
      permissions: fc.tuple(rights, rights, rights).map((parts) => parts.join("")),
      acl: fc.uniqueArray(entry, { selector: ({ type, id, default: scope }) => `${type} ${id} ${scope}` }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(properties, (given) => {
      const back = accessOf(accessList(given));
      const form = (p: JsonObject) => digest("lake-directory", { name: "x", properties: p });
      expect(form(back)).toBe(form(given));
    }),
  );
});

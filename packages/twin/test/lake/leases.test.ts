import { randomUUID } from "node:crypto";
import type { DataLakeFileClient } from "@azure/storage-file-datalake";
import { beforeEach, expect, test } from "vitest";
import { read, refusal, useLake, write } from "./open-lake.ts";

const use = useLake();
const [mine, other] = [randomUUID(), randomUUID()];
let file: DataLakeFileClient;
beforeEach(async () => {
  await write(use.filesystem, "f", "1");
  file = use.filesystem.getFileClient("f");
});
const lease = (id: string = mine) => file.getDataLakeLeaseClient(id);
const state = async () => (await file.getProperties()).leaseState;

test("a lease is taken, renewed, changed and given back", async () => {
  const taken = await lease().acquireLease(15);
  expect(taken.leaseId).toBe(mine);
  expect(await file.getProperties()).toMatchObject({
    leaseState: "leased",
    leaseStatus: "locked",
    leaseDuration: "fixed",
    etag: taken.etag,
  });
  use.pass(14_999);
  await lease().renewLease();
  use.pass(14_999);
  expect(await state()).toBe("leased");
  const client = lease();
  expect((await client.changeLease(other)).leaseId).toBe(other);
  expect(await refusal(lease(mine).renewLease())).toBe("409 LeaseIdMismatchWithLeaseOperation");
  await lease(other).releaseLease();
  expect(await state()).toBe("available");
  expect(await refusal(lease(other).releaseLease())).toBe("409 LeaseNotPresentWithLeaseOperation");
});

test("who comes second waits, until the first has expired", async () => {
  await lease().acquireLease(20);
  expect(await refusal(lease(other).acquireLease(20))).toBe("409 LeaseAlreadyPresent");
  // The holder may take it again, for another time.
  await lease().acquireLease(30);
  use.pass(29_999);
  expect(await refusal(lease(other).acquireLease(20))).toBe("409 LeaseAlreadyPresent");
  use.pass(1);
  expect(await state()).toBe("expired");
  await lease(other).acquireLease(-1);
  use.pass(1e10);
  expect(await state()).toBe("leased");
  expect(await refusal(lease(mine).renewLease())).toBe("409 LeaseIdMismatchWithLeaseOperation");
});

test("of many that want a lease, one gets it", async () => {
  const wishes = Array.from({ length: 8 }, () => refusal(lease(randomUUID()).acquireLease(60)));
  const answers = await Promise.all(wishes);
  expect(answers.filter((answer) => answer === "no refusal")).toHaveLength(1);
  expect(new Set(answers).size).toBe(2);
});

test("an expired lease is renewed unless somebody wrote meanwhile", async () => {
  await lease().acquireLease(15);
  use.pass(20_000);
  await lease().renewLease();
  expect(await state()).toBe("leased");
  use.pass(20_000);
  await file.setMetadata({});
  expect(await refusal(lease().renewLease())).toBe("409 LeaseNotPresentWithLeaseOperation");
});

test("every write needs the lease of a leased file, no read does", async () => {
  await lease().acquireLease(60);
  type Options = { conditions?: { leaseId: string } };
  const writes: [string, (options: Options) => Promise<unknown>][] = [
    ["create", (options) => file.create(options)],
    ["append", (options) => file.append("x", 0, 1, options)],
    ["flush", (options) => file.flush(1, options)],
    ["setMetadata", (options) => file.setMetadata({ a: "b" }, options)],
    ["setHttpHeaders", (options) => file.setHttpHeaders({ contentType: "a/b" }, options)],
    ["upload", (options) => file.upload(Buffer.from("2"), options)],
    ["move", (options) => file.move("moved", options)],
  ];
  for (const [name, each] of [
    ...writes,
    ["delete", (options: Options) => file.delete(false, options)] as const,
  ]) {
    expect([name, await refusal(each({}))]).toEqual([name, "412 LeaseIdMissing"]);
    expect([name, await refusal(each({ conditions: { leaseId: other } }))]).toEqual([
      name,
      expect.stringMatching(/^412 LeaseIdMismatch(WithBlobOperation)?$/),
    ]);
  }
  expect(await read(use.filesystem, "f")).toBe("1");
  expect(await refusal(file.read(0, 1, { conditions: { leaseId: other } }))).toBe(
    "412 LeaseIdMismatchWithBlobOperation",
  );
  for (const [name, each] of writes) {
    expect([name, await refusal(each({ conditions: { leaseId: mine } }))]).toEqual([name, "no refusal"]);
  }
  // A lease does not travel with a rename.
  expect((await use.filesystem.getFileClient("moved").getProperties()).leaseState).toBe("available");
});

test("a lease guards the destination of a rename", async () => {
  await write(use.filesystem, "new", "2");
  await lease().acquireLease(60);
  const source = use.filesystem.getFileClient("new");
  expect(await refusal(source.move("f"))).toBe("412 LeaseIdMissing");
  await source.move("f", { destinationConditions: { leaseId: mine } });
  expect(await read(use.filesystem, "f")).toBe("2");
});

test("a lease that is named must be there", async () => {
  const conditions = { leaseId: mine };
  expect(await refusal(file.setMetadata({}, { conditions }))).toBe("412 LeaseNotPresentWithBlobOperation");
  await lease().acquireLease(15);
  use.pass(15_000);
  expect(await refusal(file.flush(1, { conditions }))).toBe("412 LeaseLost");
  await file.flush(1);
});

test("anyone may break a lease: at once, after its time, or after a while", async () => {
  await lease().acquireLease(-1);
  expect((await lease(other).breakLease(0)).leaseTime).toBe(0);
  expect(await state()).toBe("broken");
  expect(await refusal(lease().renewLease())).toBe("409 LeaseIsBrokenAndCannotBeRenewed");
  await lease(other).acquireLease(40);
  use.pass(10_000);
  expect((await lease(mine).breakLease(60)).leaseTime).toBe(30);
  expect(await state()).toBe("breaking");
  expect(await refusal(lease(other).acquireLease(15))).toBe("409 LeaseIsBreakingAndCannotBeAcquired");
  expect(await refusal(lease(mine).acquireLease(15))).toBe("409 LeaseAlreadyPresent");
  expect(await refusal(lease(other).changeLease(mine))).toBe("409 LeaseIsBreakingAndCannotBeChanged");
  expect(await refusal(file.flush(1))).toBe("412 LeaseIdMissing");
  expect((await lease(mine).breakLease(5)).leaseTime).toBe(5);
  use.pass(5000);
  expect(await state()).toBe("broken");
  await file.flush(1);
  await lease(mine).acquireLease(15);
  expect(await refusal(file.getDataLakeLeaseClient(other).breakLease(61))).toBe("400 InvalidHeaderValue");
});

test("durations and ids are checked", async () => {
  for (const duration of [0, 14, 61]) {
    expect(await refusal(lease().acquireLease(duration))).toBe("400 InvalidHeaderValue");
  }
  expect(await refusal(lease("not a guid").acquireLease(15))).toBe("400 InvalidHeaderValue");
  expect(await refusal(lease().breakLease(0))).toBe("409 LeaseNotPresentWithLeaseOperation");
});

test("a write takes, renews and gives back a lease as it goes", async () => {
  await file.append("2", 1, 1, { leaseAction: "acquire", proposedLeaseId: mine, leaseDurationInSeconds: 15 });
  expect(await state()).toBe("leased");
  use.pass(10_000);
  await file.append("3", 2, 1, { leaseAction: "auto-renew", conditions: { leaseId: mine } });
  use.pass(10_000);
  expect(await state()).toBe("leased");
  await file.flush(3, { leaseAction: "release", conditions: { leaseId: mine } });
  expect(await state()).toBe("available");
  expect(await read(use.filesystem, "f")).toBe("123");
});

test("a leased file system is not deleted without the lease", async () => {
  const { filesystem } = use;
  const client = filesystem.getDataLakeLeaseClient(mine);
  await client.acquireLease(15);
  expect((await filesystem.getProperties()).leaseState).toBe("leased");
  expect(await refusal(filesystem.getDataLakeLeaseClient(other).acquireLease(15))).toBe(
    "409 LeaseAlreadyPresent",
  );
  expect(await refusal(filesystem.delete())).toBe("412 LeaseIdMissing");
  expect(await refusal(filesystem.delete({ conditions: { leaseId: other } }))).toBe(
    "412 LeaseIdMismatchWithContainerOperation",
  );
  await client.renewLease();
  await filesystem.delete({ conditions: { leaseId: mine } });
});

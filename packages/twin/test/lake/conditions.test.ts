import type { DataLakeFileClient, DataLakeRequestConditions } from "@azure/storage-file-datalake";
import { beforeEach, describe, expect, test } from "vitest";
import { read, refusal, useLake } from "./open-lake.ts";

const use = useLake();
let file: DataLakeFileClient;
let etag: string;
beforeEach(async () => {
  file = use.filesystem.getFileClient("f");
  etag = (await file.upload(Buffer.from("1"))).etag ?? "";
});

const hour = 3_600_000;
const wrong = '"0x8D0000000000000"';
/** Conditions by what they should come to. */
const cases = (): { holds: DataLakeRequestConditions[]; fails: DataLakeRequestConditions[] } => {
  const at = Date.parse("2026-05-06T07:08:09.000Z");
  return {
    holds: [
      { ifMatch: etag },
      { ifMatch: "*" },
      { ifNoneMatch: wrong },
      { ifModifiedSince: new Date(at - hour) },
      { ifUnmodifiedSince: new Date(at + hour) },
    ],
    fails: [
      { ifMatch: wrong },
      { ifNoneMatch: etag },
      { ifModifiedSince: new Date(at + hour) },
      { ifUnmodifiedSince: new Date(at - hour) },
    ],
  };
};

describe.each<[name: string, write: (conditions: DataLakeRequestConditions) => Promise<unknown>]>([
  ["create", (conditions) => file.create({ conditions })],
  ["flush", (conditions) => file.flush(1, { conditions })],
  ["setMetadata", (conditions) => file.setMetadata({ a: "b" }, { conditions })],
  ["setHttpHeaders", (conditions) => file.setHttpHeaders({ contentType: "a/b" }, { conditions })],
  ["setPermissions", (conditions) => file.setPermissions(rights, { conditions })],
  ["acquireLease", (conditions) => file.getDataLakeLeaseClient().acquireLease(-1, { conditions })],
  ["delete", (conditions) => file.delete(false, { conditions })],
  ["move away", (conditions) => file.move("elsewhere", { conditions })],
])("%s", (name, write) => {
  test("goes on when a condition holds", async () => {
    for (const index of cases().holds.keys()) {
      etag = (await renewed()).etag ?? "";
      expect(await refusal(write(cases().holds[index] ?? {}))).toBe("no refusal");
    }
  });

  test("is refused and does nothing when one fails", async () => {
    for (const conditions of cases().fails) {
      const code = name === "move away" ? "SourceConditionNotMet" : "ConditionNotMet";
      // As recorded: a flush that must not meet what is there is answered as if it read.
      const isNew = conditions.ifNoneMatch !== undefined || conditions.ifModifiedSince !== undefined;
      const said = name === "flush" && isNew ? "304 undefined" : `412 ${code}`;
      expect(await refusal(write(conditions))).toBe(said);
    }
    expect(await read(use.filesystem, "f")).toBe("1");
    expect((await file.getProperties()).etag).toBe(etag);
  });
});

describe.each<[name: string, read: (conditions: DataLakeRequestConditions) => Promise<unknown>]>([
  ["read", (conditions) => file.read(0, undefined, { conditions })],
  ["getProperties", (conditions) => file.getProperties({ conditions })],
  ["getAccessControl", (conditions) => file.getAccessControl({ conditions })],
])("%s", (_name, look) => {
  test("answers when a condition holds, 412 or 304 when one fails", async () => {
    for (const conditions of cases().holds) expect(await refusal(look(conditions))).toBe("no refusal");
    const answers: string[] = [];
    for (const conditions of cases().fails) answers.push(await refusal(look(conditions)));
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(["412", "304", "304", "412"]);
  });
});

test("If-None-Match: * creates and never replaces", async () => {
  const conditions = { ifNoneMatch: "*" };
  expect(await refusal(file.create({ conditions }))).toBe("409 PathAlreadyExists");
  expect(await refusal(file.upload(Buffer.from("2"), { conditions }))).toBe("409 PathAlreadyExists");
  expect(await file.createIfNotExists()).toMatchObject({ succeeded: false });
  expect(await read(use.filesystem, "f")).toBe("1");
  await use.filesystem.getFileClient("new").upload(Buffer.from("2"), { conditions });
  expect(await read(use.filesystem, "new")).toBe("2");
});

test("of many that replace the same version, one wins", async () => {
  const writes = Array.from({ length: 10 }, (_item, index) =>
    refusal(file.upload(Buffer.from(String(index)), { conditions: { ifMatch: etag } })),
  );
  const answers = await Promise.all(writes);
  expect(answers.filter((answer) => answer === "no refusal")).toHaveLength(1);
  expect(answers.filter((answer) => answer === "412 ConditionNotMet")).toHaveLength(9);
});

test("a condition on what is not there", async () => {
  const none = use.filesystem.getFileClient("none");
  expect(await refusal(none.create({ conditions: { ifMatch: "*" } }))).toBe("412 ConditionNotMet");
  expect(await refusal(none.delete(false, { conditions: { ifMatch: "*" } }))).toBe("404 PathNotFound");
});

const rights = {
  owner: { read: true, write: true, execute: false },
  group: { read: true, write: false, execute: false },
  other: { read: false, write: false, execute: false },
  stickyBit: false,
  extendedAcls: false,
};

/** The file anew, without lease. */
async function renewed() {
  await file
    .getDataLakeLeaseClient()
    .breakLease(0)
    .catch(() => undefined);
  await use.filesystem.getFileClient("elsewhere").deleteIfExists();
  return file.upload(Buffer.from("1"));
}

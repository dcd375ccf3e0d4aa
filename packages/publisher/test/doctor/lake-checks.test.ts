import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { expect, test } from "vitest";
import { makeRelease, useStateLake } from "../../../state/test/state-lake.ts";
import { checkFilesystem, checkLock, checkProbe, checkState } from "../../src/doctor/lake-checks.ts";

const at = useStateLake();
const by = { name: "ada@example.org", host: "box (process 1)" };
const opened = { at: "2026-05-06T07:08:09.000Z", type: "open", release: "r", by, changes: 3 } as const;

test("the probe writes, reads and leaves nothing behind", async () => {
  expect(await checkFilesystem(at.lake)).toMatchObject({ value: true });
  expect(await checkProbe(at.lake, at.folder)).toMatchObject({ value: true });
  const paths = await at.lake.run({ verb: "read" }, async (filesystem) => {
    const found: string[] = [];
    for await (const { name = "" } of filesystem.listPaths({ path: at.folder, recursive: true }))
      found.push(name);
    return found;
  });
  expect(paths).toEqual([]);
});

test("a probe that is refused says which role is missing", async () => {
  at.account.faults.add({ method: "PUT", fault: { kind: "status", status: 403 } });
  await expect(checkProbe(at.lake, at.folder)).rejects.toMatchObject({
    diagnostic: { advice: expect.stringContaining("Storage Blob Data Contributor") },
  });
});

const own = { project: "demo", environment: "dev" };

test("a lock that is held tells whose it is", async () => {
  const store = at.open();
  expect(await checkLock(store, own)).toMatchObject({ says: "free", value: null });
  const taken = await store.lock({ by, since: opened.at, command: "retain apply" });
  const found = await checkLock(at.open(), own);
  expect(found).toMatchObject({ warning: true, says: expect.stringContaining(by.name), value: { by } });
  if ("lock" in taken) await taken.lock.release();
});

test("an apply that died is a fault, one that is under way is none", async () => {
  const store = at.open();
  const journal = await store.openJournal();
  await journal.write(opened);
  const died = await checkState(store, null);
  expect(died.value).toBeUndefined();
  expect(died).toMatchObject({
    says: "an apply of 3 changes by ada@example.org, started 2026-05-06T07:08:09.000Z, did not finish",
    advice: "finish it: retain apply",
  });
  expect((await checkState(store, { by, since: opened.at, command: "retain apply" })).value).toBe(true);
});

test("the documents of the state are read", async () => {
  const store = at.open();
  expect((await checkState(store, null)).says).toBe("no release yet");
  await store.close(makeRelease("20260506T070809Z-000001", ["pipeline/A"]), []);
  expect((await checkState(store, null)).says).toBe("release 20260506T070809Z-000001, 1 artifact");
  await at.put("releases/20260506T070809Z-000001.json", "{}");
  await expect(checkState(store, null)).rejects.toThrow(WorkspaceError);
  await at.put("manifest.json", (await at.get("manifest.json"))?.replaceAll("000001", "000002") ?? "");
  expect((await checkState(store, null)).value).toBeUndefined();
});

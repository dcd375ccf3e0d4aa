import { expect, test } from "vitest";
import { lakeFiles } from "../../src/lake/files.ts";
import { lakeLeases } from "../../src/lake/leases.ts";
import { useTestLake } from "./open-test-lake.ts";

const use = useTestLake();

test("one holder at a time, whose note others read", async () => {
  const mine = lakeLeases(use.lake);
  const theirs = lakeLeases(use.open());
  const lease = await mine.acquire("s/lock", 60);
  expect(await lease?.annotate('{"by":"Zoë 😀 100%"}')).toBe(true);
  expect(await theirs.acquire("s/lock", 60)).toBeUndefined();
  expect(await theirs.look("s/lock")).toEqual({ leased: true, note: '{"by":"Zoë 😀 100%"}' });
  await lease?.release();
  expect(await theirs.look("s/lock")).toMatchObject({ leased: false });
  expect(await theirs.acquire("s/lock", 60)).toBeDefined();
});

test("a lease that is renewed lives on, one that is not ends", async () => {
  const leases = lakeLeases(use.lake);
  const lease = await leases.acquire("lock", 60);
  use.pass(40);
  expect(await lease?.renew()).toBe(true);
  use.pass(40);
  expect(await leases.acquire("lock", 60)).toBeUndefined();
  use.pass(21);
  const next = await leases.acquire("lock", 60);
  expect(next).toBeDefined();
  expect(await lease?.renew()).toBe(false);
  expect(await lease?.annotate("late")).toBe(false);
  await lease?.release();
  expect(await next?.renew()).toBe(true);
});

test("a broken lease is lost at once and free for others", async () => {
  const leases = lakeLeases(use.lake);
  const lease = await leases.acquire("lock", 60);
  await leases.break("lock");
  expect(await lease?.renew()).toBe(false);
  expect(await leases.acquire("lock", 60)).toBeDefined();
});

test("who holds a lease adds to the end, and nobody else does meanwhile", async () => {
  const files = lakeFiles(use.lake, "drafts");
  await files.begin("lines");
  await files.append("lines", "one\n", 0);
  const lease = await lakeLeases(use.lake).acquire("lines", 15);
  await expect(files.append("lines", "theirs\n", 4)).rejects.toThrow();
  expect(await lease?.append("two\n")).toBe(true);
  await lease?.release();
  expect((await files.read("lines"))?.text).toBe("one\ntwo\n");
  await expect(files.append("lines", "theirs\n", 4)).rejects.toMatchObject({ reason: "conflict" });
  await lakeLeases(use.lake).acquire("lines", 15);
  expect(await lease?.append("late\n")).toBe(false);
});

test("nothing there: nobody holds it, nothing is broken", async () => {
  const leases = lakeLeases(use.lake);
  expect(await leases.look("lock")).toEqual({ leased: false, note: undefined });
  await leases.break("lock");
});

test.each(["lost-response", "status"] as const)("a lease under %s is still one", async (kind) => {
  const { account, lake } = use;
  account.faults.add({
    probability: 0.5,
    seed: 3,
    fault: kind === "status" ? { kind, status: 503 } : { kind },
  });
  const leases = lakeLeases(lake);
  const lease = await leases.acquire("lock", 60);
  expect(await lease?.annotate("me")).toBe(true);
  expect(await lease?.renew()).toBe(true);
  expect(await leases.acquire("lock", 60)).toBeUndefined();
  await lease?.release();
  expect(await leases.look("lock")).toEqual({ leased: false, note: "me" });
});

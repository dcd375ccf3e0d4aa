import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { lockPath } from "@retain/artifacts/words/state-place";
import { lakeFiles } from "@retain/workspaces/lake/files";
import { expect, test, vi } from "vitest";
import type { Lock, LockHolder, StateStore } from "../src/state.ts";
import { useStateLake } from "./state-lake.ts";

const use = useStateLake();

const ada: LockHolder = {
  by: { name: "Zoë@example.org", id: "1", host: "box (process 1)" },
  since: "2026-05-06T07:08:09.000Z",
  command: "retain apply",
};
const bob: LockHolder = { ...ada, by: { name: "bob", host: "laptop" } };

async function take(store: StateStore, holder: LockHolder): Promise<Lock> {
  const taken = await store.lock(holder);
  if ("heldBy" in taken) throw new Error(`held by ${JSON.stringify(taken.heldBy)}`);
  // Waits until who holds it is told, and what lies under it read.
  await store.others();
  return taken.lock;
}

const aborted = (signal: AbortSignal) =>
  signal.aborted ? Promise.resolve() : new Promise((resolve) => signal.addEventListener("abort", resolve));

test("one at a time; the other is told who, since when and for what", async () => {
  const lock = await take(use.open(), ada);
  expect(await use.open().lock(bob)).toMatchObject({ heldBy: ada });
  expect(await use.open().holder()).toMatchObject(ada);
  await lock.release();
  expect(await use.open().holder()).toBeUndefined();
  await (await take(use.open(), bob)).release();
});

test("one that is broken before it was told whose it is belongs to whoever has it by then", async () => {
  const store = use.open();
  // The lease is asked for, the file made, the lease taken, and then the note is on its way.
  const { faults } = use.account;
  faults.add({ method: "PUT", skip: 3, times: 1, fault: { kind: "hold", effect: "before" } });
  expect(await store.lock(ada)).toHaveProperty("lock");
  await faults.untilHeld();
  await use.open().unlock();
  const next = await take(use.open(), bob);
  faults.clear();
  await expect(store.read()).rejects.toMatchObject({ held: { by: bob } });
  await next.release();
});

test("of many that ask at once exactly one gets it", async () => {
  const taken = await Promise.all(Array.from({ length: 8 }, () => use.open().lock(ada)));
  const locks = taken.flatMap((one) => ("lock" in one ? [one.lock] : []));
  expect(locks).toHaveLength(1);
  await locks[0]?.release();
});

test("unlock breaks it and says whose it was; the holder notices at its next renewal", async () => {
  const lock = await take(use.open({ pace: { lease: 60, renew: 0.02, margin: 5 } }), ada);
  expect(await use.open().unlock()).toMatchObject(ada);
  await aborted(lock.lost);
  expect(lock.lost.reason).toMatchObject({
    reason: "conflict",
    diagnostic: { message: expect.stringContaining("was lost"), why: expect.stringContaining("removed it") },
  });
  expect(await use.open().unlock()).toBeUndefined();
  const next = await take(use.open(), bob);
  // Giving back what was lost takes nothing from the one who has it now.
  await lock.release();
  expect(await use.open().holder()).toMatchObject(bob);
  await next.release();
});

test("a lock that is renewed outlives its lease", async () => {
  const lock = await take(use.open({ pace: { lease: 60, renew: 0.02, margin: 5 } }), ada);
  for (let minute = 0; minute < 3; minute += 1) {
    const before = use.account.requestCount();
    use.pass(59);
    while (use.account.requestCount() < before + 2) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(lock.lost.aborted).toBe(false);
  expect(await use.open().lock(bob)).toMatchObject({ heldBy: ada });
  await lock.release();
});

test("a lock that cannot be renewed is lost before its lease ends", async () => {
  const lock = await take(use.open({ pace: { lease: 15, renew: 0.05, margin: 14.8 } }), ada);
  use.account.faults.add({ fault: { kind: "status", status: 500 } });
  await aborted(lock.lost);
  expect(lock.lost.reason).toMatchObject({ diagnostic: { why: "it could not be renewed in time" } });
});

/** Lets nothing else run, as when the process is stopped. */
function standStill(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test("near its end nothing goes out, whether or not a timer had its turn", async () => {
  const lock = await take(use.open({ pace: { lease: 15, renew: 60, margin: 13 } }), ada);
  await lock.guard.mayChange();
  standStill(2000);
  await expect(lock.guard.mayChange()).rejects.toMatchObject({
    diagnostic: { why: "it could not be renewed in time" },
  });
  expect(lock.lost.aborted).toBe(true);
});

test("after a pause, or before something is sent again, the lake is asked once for all that wait", async () => {
  const lock = await take(use.open(), ada);
  const asked = async (work: () => void) => {
    work();
    const before = use.account.requestCount();
    await Promise.all(Array.from({ length: 25 }, () => lock.guard.mayChange()));
    return use.account.requestCount() - before;
  };
  expect(await asked(() => {})).toBe(0);
  expect(await asked(() => standStill(1100))).toBe(1);
  expect(await asked(() => {})).toBe(0);
  expect(await asked(lock.guard.doubt)).toBe(1);

  await use.open().unlock();
  await lock.guard.mayChange();
  standStill(1100);
  await expect(lock.guard.mayChange()).rejects.toMatchObject({
    diagnostic: { why: expect.stringContaining("removed it") },
  });
});

test("leave that was given holds no longer after a pause, near the end of the lease and once the lock is lost", async () => {
  const lock = await take(use.open({ pace: { lease: 15, renew: 60, margin: 5 } }), ada);
  await lock.guard.mayChange();
  lock.guard.doubt();
  expect(lock.guard.stillMay()).toBe(true);
  standStill(1100);
  expect(lock.guard.stillMay()).toBe(false);
  await lock.guard.mayChange();
  expect(lock.guard.stillMay()).toBe(true);
  await use.open().unlock();
  standStill(1100);
  await expect(lock.guard.mayChange()).rejects.toThrow("was lost");
  expect(lock.guard.stillMay()).toBe(false);
});

test("what a store writes goes through the guard of its lock, to take and give it back does not", async () => {
  const store = use.open();
  const lock = await take(store, ada);
  const journal = await store.openJournal();
  lock.guard.doubt();
  await use.open().unlock();
  await use.put("journal/current.jsonl", '{"version":1}\n');
  await expect(journal.write({ at: ada.since, type: "unlocked" })).rejects.toThrow("was lost");
  expect(await use.get("journal/current.jsonl")).toBe('{"version":1}\n');
  await lock.release();
  await expect(store.guard.mayChange()).rejects.toThrow("was lost");
});

test("a lock that is given back is not lost", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  try {
    const outlastLease = () => vi.advanceTimersByTime(61_000);
    const lock = await take(use.open(), ada);
    await lock.release();
    outlastLease();
    expect(lock.lost.aborted).toBe(false);
    const kept = await take(use.open({ pace: { lease: 60, renew: 120, margin: 5 } }), bob);
    outlastLease();
    expect(kept.lost.aborted).toBe(true);
    await kept.release();
  } finally {
    vi.useRealTimers();
  }
});

test("a holder that was killed keeps others out until its lease ends, and no longer", async () => {
  const { status } = use.twin;
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL("hold-lock.ts", import.meta.url)),
      JSON.stringify({
        endpoint: use.account.endpoint,
        token: status.token,
        ca: status.ca,
        state: use.state,
      }),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [said] = await once(child.stdout, "data");
  expect(String(said)).toBe("held\n");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  expect(await use.open().lock(bob)).toMatchObject({ heldBy: { by: { name: "the child" } } });
  use.pass(61);
  await (await take(use.open(), bob)).release();
});

test("a lease without a note that we can read is somebody's", async () => {
  const path = lockPath(use.state.endpoint);
  await lakeFiles(use.lake, "drafts").create(path, "");
  await use.lake.run({ verb: "write" }, async (filesystem) => {
    await filesystem.getFileClient(path).getDataLakeLeaseClient().acquireLease(60);
  });
  expect(await use.open().lock(bob)).toMatchObject({ heldBy: { by: { name: "somebody" } } });
  expect(await use.open().unlock()).toMatchObject({ by: { name: "somebody" } });
});

import { expect, test } from "vitest";
import { makeLimiter, type Slot } from "../src/http/limiter.ts";
import { makePollPace } from "../src/synapse/poll-pace.ts";

async function acquire(limiter: ReturnType<typeof makeLimiter>, count: number): Promise<Slot[]> {
  return Promise.all(Array.from({ length: count }, () => limiter.acquire()));
}

test("never more than the limit at once", async () => {
  const limiter = makeLimiter(3);
  let active = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const slot = await limiter.acquire();
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      slot.release(true);
    }),
  );
  expect(most).toBe(3);
});

test("a burst of 429 halves the limit once; the next burst halves it again", async () => {
  const limiter = makeLimiter(16);
  const burst = await acquire(limiter, 16);
  for (const slot of burst) slot.throttled(0);
  for (const slot of burst) slot.release(false);
  expect(limiter.limit()).toBe(8);
  const [next] = await acquire(limiter, 1);
  next?.throttled(0);
  next?.release(false);
  expect(limiter.limit()).toBe(4);
});

test("success lets the limit grow again, up to the ceiling and never beyond", async () => {
  const limiter = makeLimiter(4);
  const [slot] = await acquire(limiter, 1);
  slot?.throttled(0);
  slot?.release(false);
  expect(limiter.limit()).toBe(2);
  const reached: number[] = [];
  for (let done = 0; done < 20; done += 1) {
    (await limiter.acquire()).release(true);
    reached.push(limiter.limit());
  }
  expect(reached).toEqual([2, 3, 3, 3, ...Array.from({ length: 16 }, () => 4)]);
});

test("while the service wants rest, nothing new starts; the wait can be left", async () => {
  const limiter = makeLimiter(2);
  const slot = await limiter.acquire();
  slot.throttled(60);
  slot.release(false);
  const stop = new AbortController();
  const waiting = limiter.acquire(stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ reason: "interrupted" });
});

test("the limit never falls below one", async () => {
  const limiter = makeLimiter(1);
  const slot = await limiter.acquire();
  slot.throttled(0);
  slot.release(false);
  expect(limiter.limit()).toBe(1);
});

/** Polls an operation of `length` seconds as a client would; the moment at which its end was seen. */
function follow(pace: ReturnType<typeof makePollPace>, length: number): { seen: number; polls: number } {
  let at = 0;
  let running: number | undefined;
  for (let polls = 0; ; polls += 1) {
    at += pace.wait(polls, at);
    if (at >= length) {
      pace.learn(running, at);
      return { seen: at, polls: polls + 1 };
    }
    running = at;
  }
}

test.each([0.3, 1, 1.7])("polls learn how long operations of %s s take", (length) => {
  const pace = makePollPace();
  for (let operation = 0; operation < 20; operation += 1) follow(pace, length);
  let late = 0;
  let polls = 0;
  for (let operation = 0; operation < 50; operation += 1) {
    const followed = follow(pace, length);
    late += (followed.seen - length) / 50;
    polls += followed.polls / 50;
  }
  expect(late).toBeLessThan(0.1 * Math.max(1, length));
  expect(polls).toBeLessThan(4);
});

test("a long operation is asked for at most every two seconds, and at least that often", () => {
  const pace = makePollPace();
  expect(pace.wait(0, 0)).toBeLessThanOrEqual(0.3);
  expect(pace.wait(50, 100)).toBe(2);
});

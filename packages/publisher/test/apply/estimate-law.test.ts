import { changeSeconds, requestSeconds } from "@retain/planner/estimate/change-seconds";
import { estimateCost } from "@retain/planner/estimate/estimate";
import type { Change } from "@retain/planner/plan/plan";
import { makeJournal } from "@retain/state/journal";
import { makePollPace, type PollPace } from "@retain/workspaces/synapse/poll-pace";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { walkPlan } from "../../src/apply/walk.ts";
import { planOf, step } from "../plans.ts";

beforeAll(() => vi.useFakeTimers());
afterAll(() => vi.useRealTimers());

const sleep = (seconds: number) => new Promise<void>((done) => setTimeout(done, seconds * 1000));
const now = () => performance.now() / 1000;

/** A write as the twin bears it: accepted, at work for two seconds, asked for until it is done. */
async function write(pace: PollPace): Promise<void> {
  await sleep(requestSeconds);
  const began = now();
  let running: number | undefined;
  for (let polls = 0; ; polls += 1) {
    await sleep(pace.wait(polls, now() - began));
    const asked = now() - began;
    await sleep(requestSeconds);
    if (now() - began >= 2) return pace.learn(running, asked);
    running = asked;
  }
}

/** Seconds that the walk of a real apply takes in a service of one latency: its journal and its way to ask included. */
async function walked(changes: readonly Change[]): Promise<number> {
  const pace = makePollPace();
  const journal = makeJournal(() => sleep(requestSeconds));
  const line = (id: string) => ({ at: "", type: "end", id, result: "done" }) as const;
  const began = now();
  const walk = walkPlan(planOf(changes), {
    atOnce: 25,
    stop: new AbortController().signal,
    announce: async ({ id }) => {
      await journal.write(line(id));
      return true;
    },
    perform: async (change) => {
      const isStep = change.action === "stop" || change.action === "start";
      if (isStep || change.ref.kind === "lake-directory") await sleep(changeSeconds(change));
      else {
        if (change.action === "delete") await sleep(requestSeconds);
        await write(pace);
      }
      void journal.write(line(change.id));
      return 0;
    },
    explain: () => ({ severity: "error", code: "x", message: "x" }),
  });
  const ended = walk.then(now);
  await vi.runAllTimersAsync();
  return (await ended) - began;
}

const drawn = fc.array(
  fc.tuple(
    fc.nat({ max: 300 }),
    fc.constantFrom("create", "create", "update", "delete", "lake-directory", "trigger"),
  ),
  { minLength: 1, maxLength: 150 },
);

test("whatever is planned takes what was estimated, give or take three tenths", async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (draws) => {
      const changes = draws.flatMap(([before, what], at): readonly Change[] => {
        // One in two waits for an earlier one, as artifacts do for what they refer to.
        const waitsFor = before < at && draws[before]?.[1] === "create" ? [`create pipeline/${before}`] : [];
        if (what === "lake-directory") return [step("create", `lake-directory/${at}`)];
        if (what === "delete") return [step("delete", `pipeline/${at}`)];
        if (what !== "trigger") return [step(what as "create", `pipeline/${at}`, { waitsFor })];
        const [stop, update] = [step("stop", `trigger/${at}`), step("update", `trigger/${at}`)];
        const then = { ...update, waitsFor: [...waitsFor, stop.id] };
        return [stop, then, step("start", `trigger/${at}`, { waitsFor: [update.id], restores: true })];
      });
      const nothingToRead = { requests: 0, artifacts: 0 };
      const { seconds } = estimateCost(changes, [], nothingToRead);
      const took = (await walked(changes)) + requestSeconds;
      expect(seconds / took).toBeGreaterThan(0.7);
      expect(seconds / took).toBeLessThan(1.3);
    }),
    { numRuns: 60 },
  );
});

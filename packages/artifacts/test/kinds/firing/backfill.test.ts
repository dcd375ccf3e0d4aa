import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueWindows } from "../../../src/kinds/synapse/firing/backfill.ts";
import type { JsonObject } from "../../../src/words/json.ts";

const windows = (typeProperties: JsonObject): JsonObject => ({
  name: "T",
  properties: { type: "TumblingWindowTrigger", typeProperties },
});
const hourly = (more: JsonObject = {}) =>
  windows({ frequency: "Hour", interval: 1, startTime: "2024-01-01T00:00:00Z", maxConcurrency: 50, ...more });
const at = (text: string) => new Date(text);

describe("old windows", () => {
  test("are those that have closed, from the first to the last", () => {
    expect(dueWindows(hourly(), at("2024-01-02T00:30:00Z"))).toEqual({
      windows: 24,
      from: "2024-01-01T00:00:00Z",
      to: "2024-01-02T00:00:00Z",
      atOnce: 50,
    });
  });

  test("are the 102,199 of eleven years and a half of hours", () => {
    expect(
      dueWindows(hourly({ startTime: "2013-01-01T00:00:00Z" }), at("2024-08-29T07:59:00Z"))?.windows,
    ).toBe(102_199);
  });

  test("wait for the delay, and end with the trigger", () => {
    expect(dueWindows(hourly({ delay: "1.00:00:00" }), at("2024-01-02T00:30:00Z"))).toBeUndefined();
    expect(dueWindows(hourly({ delay: "00:30:00" }), at("2024-01-01T02:29:00Z"))?.windows).toBe(1);
    expect(dueWindows(hourly({ endTime: "2024-01-01T05:30:00Z" }), at("2030-01-01T00:00:00Z"))).toMatchObject(
      {
        windows: 5,
        to: "2024-01-01T05:00:00Z",
      },
    );
  });

  test("of months end on the day they began, or on the last one there is", () => {
    const monthly = windows({ frequency: "Month", interval: 1, startTime: "2024-01-31T00:00:00Z" });
    expect(dueWindows(monthly, at("2024-02-28T23:59:00Z"))).toBeUndefined();
    expect(dueWindows(monthly, at("2024-03-30T00:00:00Z"))).toMatchObject({
      windows: 1,
      to: "2024-02-29T00:00:00Z",
    });
  });

  test.each([
    ["of a start that is to come", hourly(), "2023-12-31T00:00:00Z"],
    ["before the first has closed", hourly(), "2024-01-01T00:59:59Z"],
    ["of what cannot be understood", hourly({ frequency: "Often" }), "2030-01-01T00:00:00Z"],
    [
      "of a delay that is no time span",
      hourly({ delay: { value: "@x", type: "Expression" } }),
      "2030-01-01T00:00:00Z",
    ],
    ["of a schedule", { name: "T", properties: { type: "ScheduleTrigger" } }, "2030-01-01T00:00:00Z"],
  ])("are none %s", (_, body, now) => {
    expect(dueWindows(body, at(now))).toBeUndefined();
  });
});

describe("laws", () => {
  const start = Date.parse("2023-11-30T22:00:00Z");
  const trigger = fc.record({
    frequency: fc.constantFrom("Minute", "Hour", "Month"),
    interval: fc.integer({ min: 1, max: 90 }),
    delay: fc.integer({ min: 0, max: 3000 }),
    end: fc.option(fc.integer({ min: 0, max: 60 * 24 * 400 }), { nil: undefined }),
    passed: fc.integer({ min: -1000, max: 60 * 24 * 400 }),
  });
  const minutes = (count: number) => new Date(start + count * 60_000).toISOString();

  test("each window that is counted has closed before now less the delay and before the end, and the next has not", () => {
    fc.assert(
      fc.property(trigger, ({ frequency, interval, delay, end, passed }) => {
        const span = `${Math.floor(delay / 1440)}.${String(Math.floor((delay % 1440) / 60)).padStart(2, "0")}:${String(delay % 60).padStart(2, "0")}:00`;
        const body = windows({
          frequency,
          interval,
          startTime: minutes(0),
          delay: span,
          ...(end === undefined ? {} : { endTime: minutes(end) }),
        });
        const horizon = Math.min(passed - delay, end ?? Number.POSITIVE_INFINITY) * 60_000 + start;
        // Counted one by one, by another calendar.
        const closing = (count: number) => {
          if (frequency !== "Month")
            return start + count * interval * (frequency === "Hour" ? 60 : 1) * 60_000;
          const months = 10 + count * interval;
          const last = new Date(Date.UTC(2023, months + 1, 0)).getUTCDate();
          return Date.UTC(2023, months, Math.min(30, last), 22);
        };
        let counted = 0;
        while (closing(counted + 1) <= horizon) counted++;
        const due = dueWindows(body, new Date(minutes(passed)));
        expect(due?.windows ?? 0).toBe(counted);
        if (due) expect(Date.parse(due.to)).toBe(closing(counted));
      }),
      { numRuns: 200 },
    );
  });
});

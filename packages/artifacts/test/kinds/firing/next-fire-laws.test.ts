import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextFire } from "../../../src/kinds/synapse/firing/next-fire.ts";
import type { JsonObject } from "../../../src/words/json.ts";
import { firstFire, type WallRecurrence, walkMinutes } from "./literal-walk.ts";

const some = <T>(value: fc.Arbitrary<T>) =>
  fc.option(fc.uniqueArray(value, { minLength: 1, maxLength: 3 }), { nil: undefined });
const dayName = fc.constantFrom("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
const nonZero = (most: number) => fc.integer({ min: -most, max: most }).filter((value) => value !== 0);

const byFrequency = {
  Day: {},
  Week: { weekDays: some(dayName) },
  Month: {
    monthDays: some(nonZero(31)),
    monthlyOccurrences: some(fc.record({ day: dayName, occurrence: nonZero(5) })),
  },
} as const;

const scheduleOf = (days: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .record({
      minutes: some(fc.constantFrom(0, 15, 30, 59)),
      hours: some(fc.integer({ min: 0, max: 23 })),
      ...days,
    })
    .map((schedule) => JSON.parse(JSON.stringify(schedule)) as WallRecurrence["schedule"]);

const bodyOf = ({ frequency, interval, start, schedule }: WallRecurrence, timeZone: string): JsonObject => ({
  properties: {
    type: "ScheduleTrigger",
    typeProperties: {
      recurrence: {
        frequency,
        interval,
        startTime: new Date(start).toISOString().slice(0, -1),
        timeZone,
        schedule: JSON.parse(JSON.stringify(schedule)),
      },
    },
  },
});

describe.each([
  ["UTC", "UTC", "2026-01-20", "2026-03-20"],
  ["W. Europe Standard Time", "Europe/Berlin", "2026-03-01", "2026-05-01"],
  ["Eastern Standard Time", "America/New_York", "2026-10-01", "2026-12-01"],
  // Half an hour of daylight saving; clocks that skip midnight; clocks that skip the hour before it.
  ["Lord Howe Standard Time", "Australia/Lord_Howe", "2026-03-10", "2026-05-10"],
  ["Middle East Standard Time", "Asia/Beirut", "2026-03-01", "2026-05-01"],
  ["Greenland Standard Time", "America/Nuuk", "2026-03-01", "2026-05-01"],
])("in %s", (name, zone, from, to) => {
  const walk = walkMinutes(zone, `${from}T00:00:00Z`, `${to}T00:00:00Z`);
  const recurrence = fc.constantFrom("Day" as const, "Week" as const, "Month" as const).chain((frequency) =>
    fc.record({
      frequency: fc.constant(frequency),
      interval: fc.integer({ min: 1, max: 3 }),
      start: fc.nat(150 * 1_440).map((minutes) => Date.parse(`${to}T00:00:00Z`) - minutes * 60_000),
      schedule: scheduleOf(byFrequency[frequency]),
    }),
  );

  test("the next time is the first at which a walk through all minutes fires", () => {
    fc.assert(
      fc.property(recurrence, fc.nat(walk.length - 1), (made, at) => {
        const now = walk[at]?.instant ?? 0;
        const first = firstFire(walk, made, now);
        const found = Date.parse(nextFire(bodyOf(made, name), new Date(now))?.at ?? "");
        // Beyond the last minute the walk knows nothing.
        if (first !== undefined || found < (walk.at(-1)?.instant ?? 0)) expect(found).toBe(first);
      }),
      { numRuns: 16 },
    );
  });
});

import { describe, expect, test } from "vitest";
import { nextFire } from "../../../src/kinds/synapse/firing/next-fire.ts";
import type { JsonObject } from "../../../src/words/json.ts";

const trigger = (recurrence: JsonObject): JsonObject => ({
  name: "T",
  properties: { type: "ScheduleTrigger", typeProperties: { recurrence } },
});
const window = (typeProperties: JsonObject): JsonObject => ({
  name: "T",
  properties: { type: "TumblingWindowTrigger", typeProperties },
});
const next = (body: JsonObject, now: string) => nextFire(body, new Date(now))?.at;

/** Fires after `now` in UTC, as often as asked for. */
function fires(recurrence: JsonObject, now: string, count: number): readonly (string | undefined)[] {
  const times: (string | undefined)[] = [];
  let at: string | undefined = now;
  while (times.length < count && at !== undefined) {
    at = next(trigger(recurrence), at);
    times.push(at);
  }
  return times;
}

describe("without a schedule", () => {
  // learn.microsoft.com/azure/data-factory/how-to-create-schedule-trigger: "startTime property"
  test.each(["2017-04-07T14:00:00Z", "2017-04-05T14:00:00Z", "2017-04-01T14:00:00Z"])(
    "every second day from %s: what is past is dropped",
    (startTime) => {
      expect(fires({ frequency: "Day", interval: 2, startTime }, "2017-04-08T13:00:00Z", 3)).toEqual([
        "2017-04-09T14:00:00Z",
        "2017-04-11T14:00:00Z",
        "2017-04-13T14:00:00Z",
      ]);
    },
  );

  test("every 15 minutes of one hour: 15, 30 and 45 minutes after the start", () => {
    const recurrence = {
      frequency: "Minute",
      interval: 15,
      startTime: "2017-12-08T00:00:00",
      endTime: "2017-12-08T01:00:00",
      timeZone: "UTC",
    };
    expect(fires(recurrence, "2017-12-08T00:00:00Z", 9)).toEqual([
      "2017-12-08T00:15:00Z",
      "2017-12-08T00:30:00Z",
      "2017-12-08T00:45:00Z",
      undefined,
    ]);
  });

  test.each([
    ["the start itself, when it is to come", "Week", 1, "2026-11-26T02:00:00Z", "2026-11-26T02:00:00Z"],
    ["not now, but the next time", "Hour", 1, "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"],
    ["the weekday of the start", "Week", 2, "2026-11-05T03:30:00Z", "2026-12-03T03:30:00Z"],
    ["the day of the start", "Month", 3, "2026-01-05T03:30:00Z", "2027-01-05T03:30:00Z"],
    ["the last day of a month that has no 31st", "Month", 1, "2026-10-31T06:00:00Z", "2026-11-30T06:00:00Z"],
    ["hours are counted from the start", "hour", 5, "2026-11-20T01:15:30Z", "2026-11-20T11:15:30Z"],
    ["a number may be written as a text", "MINUTE", "30", "2026-11-20T09:45:00Z", "2026-11-20T10:15:00Z"],
    ["seven digits below the second", "Day", 1, "2026-11-01T10:30:00.0000000Z", "2026-11-20T10:30:00Z"],
    ["years", "Year", 1, "2024-02-29T00:00:00Z", "2027-02-28T00:00:00Z"],
  ])("%s (%s %s)", (_, frequency, interval, startTime, expected) => {
    expect(next(trigger({ frequency, interval, startTime }), "2026-11-20T10:00:00Z")).toBe(expected);
  });
});

/** The examples of the page; the start is a Wednesday, 12:25. */
describe("the documented examples of a schedule", () => {
  const start = "2026-04-01T12:25:00Z";
  const everyQuarter = [0, 15, 30, 45];
  const workdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
  test.each<[string, JsonObject, readonly string[]]>([
    ["Day", { hours: [5] }, ["04-02T05:25", "04-03T05:25"]],
    ["Day", { minutes: [15], hours: [5] }, ["04-02T05:15", "04-03T05:15"]],
    ["Day", { minutes: [15], hours: [5, 17] }, ["04-01T17:15", "04-02T05:15", "04-02T17:15"]],
    ["Day", { minutes: [15, 45], hours: [5, 17] }, ["04-01T17:15", "04-01T17:45", "04-02T05:15"]],
    ["Day", { minutes: everyQuarter }, ["04-01T12:30", "04-01T12:45", "04-01T13:00", "04-01T13:15"]],
    ["Day", { hours: Array.from({ length: 24 }, (_, hour) => hour) }, ["04-01T12:25", "04-01T13:25"]],
    ["Hour", { minutes: [0] }, ["04-01T13:00", "04-01T14:00"]],
    ["Hour", { minutes: [15] }, ["04-01T13:15", "04-01T14:15"]],
    ["Week", { hours: [17], weekDays: ["saturday"] }, ["04-04T17:25", "04-11T17:25"]],
    [
      "Week",
      { hours: [17], weekDays: ["monday", "wednesday", "friday"] },
      ["04-01T17:25", "04-03T17:25", "04-06T17:25"],
    ],
    [
      "Week",
      { minutes: [15, 45], hours: [17], weekDays: ["Monday", "Wednesday"] },
      ["04-01T17:15", "04-01T17:45", "04-06T17:15"],
    ],
    ["Week", { minutes: everyQuarter, weekDays: ["Friday"] }, ["04-03T00:00", "04-03T00:15"]],
    [
      "Week",
      { minutes: [45], hours: [9, 16], weekDays: workdays },
      ["04-01T16:45", "04-02T09:45", "04-02T16:45", "04-03T09:45", "04-03T16:45", "04-06T09:45"],
    ],
    ["Week", { weekDays: ["tuesday", "thursday"] }, ["04-02T12:25", "04-07T12:25"]],
    ["Week", { minutes: [0] }, ["04-01T13:00", "04-01T14:00"]],
    ["Month", { minutes: [0], hours: [6], monthDays: [28] }, ["04-28T06:00", "05-28T06:00"]],
    ["Month", { minutes: [0], hours: [6], monthDays: [-1] }, ["04-30T06:00", "05-31T06:00", "06-30T06:00"]],
    ["Month", { minutes: [0], hours: [6], monthDays: [1, -1] }, ["04-30T06:00", "05-01T06:00"]],
    ["Month", { monthDays: [1, 14] }, ["04-01T12:25", "04-14T12:25", "05-01T12:25"]],
    ["Month", { monthDays: [31] }, ["05-31T12:25", "07-31T12:25"]],
    [
      "Month",
      { minutes: [0], hours: [5], monthlyOccurrences: [{ day: "friday", occurrence: 1 }] },
      ["04-03T05:00", "05-01T05:00"],
    ],
    ["Month", { monthlyOccurrences: [{ day: "friday", occurrence: -3 }] }, ["04-10T12:25", "05-15T12:25"]],
    [
      "Month",
      {
        monthlyOccurrences: [
          { day: "Friday", occurrence: 1 },
          { day: "Friday", occurrence: -1 },
        ],
      },
      ["04-03T12:25", "04-24T12:25", "05-01T12:25", "05-29T12:25"],
    ],
    ["Month", { monthlyOccurrences: [{ day: "friday", occurrence: 5 }] }, ["05-29T12:25", "07-31T12:25"]],
    ["Month", { monthlyOccurrences: [{ day: "Sunday" }] }, ["04-05T12:25", "04-12T12:25"]],
    [
      "Month",
      { minutes: [15], hours: [5, 17], monthlyOccurrences: [{ day: "wednesday", occurrence: 3 }] },
      ["04-15T05:15", "04-15T17:15", "05-20T05:15"],
    ],
    ["Month", { hours: 6, minutes: 30, monthDays: 2, weekDays: [] }, ["04-02T06:30", "05-02T06:30"]],
  ])("%s %j", (frequency, schedule, expected) => {
    const found = fires(
      { frequency, interval: 1, startTime: start, schedule },
      "2026-03-31T00:00:00Z",
      expected.length,
    );
    expect(found).toEqual(expected.map((time) => `2026-${time}:00Z`));
  });

  test("every other week leaves a week out, counted from Sunday", () => {
    const schedule = { hours: [6], minutes: [0], weekDays: ["Sunday", "Monday"] };
    expect(
      fires({ frequency: "Week", interval: 2, startTime: start, schedule }, "2026-04-01T00:00:00Z", 3),
    ).toEqual(["2026-04-12T06:00:00Z", "2026-04-13T06:00:00Z", "2026-04-26T06:00:00Z"]);
  });

  test("minutes and hours limit steps of minutes", () => {
    const schedule = { hours: [5], minutes: [25, 30] };
    expect(
      fires({ frequency: "Minute", interval: 10, startTime: start, schedule }, "2026-04-01T00:00:00Z", 2),
    ).toEqual(["2026-04-02T05:25:00Z", "2026-04-03T05:25:00Z"]);
  });
});

describe("time zones", () => {
  const daily = (timeZone: string, startTime: string) =>
    trigger({ frequency: "Day", interval: 1, startTime, timeZone });
  test.each([
    ["W. Europe Standard Time", "2026-11-25T01:00:00Z", "Europe/Berlin"],
    ["w. europe standard time", "2026-11-25T01:00:00Z", "Europe/Berlin"],
    ["Europe/Berlin", "2026-11-25T01:00:00Z", "Europe/Berlin"],
    ["Pacific Standard Time", "2026-11-25T10:00:00Z", "America/Los_Angeles"],
    ["India Standard Time", "2026-11-24T20:30:00Z", "Asia/Calcutta"],
    ["UTC", "2026-11-25T02:00:00Z", "UTC"],
    ["", "2026-11-25T02:00:00Z", "UTC"],
  ])("%j", (timeZone, at, zone) => {
    const found = nextFire(daily(timeZone, "2026-06-01T02:00:00"), new Date("2026-11-24T12:00:00Z"));
    expect(found).toEqual({ at, timeZone: zone });
  });

  test("a start that names its own zone is that instant", () => {
    const body = daily("W. Europe Standard Time", "2026-06-01T02:00:00Z");
    expect(next(body, "2026-11-24T12:00:00Z")).toBe("2026-11-25T03:00:00Z");
  });

  test("what the clocks skip is as much later, what they show twice is the first", () => {
    const at = (time: string) => daily("Europe/Berlin", `2026-01-01T${time}`);
    expect(next(at("02:30:00"), "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00Z");
    expect(next(at("02:30:00"), "2026-03-29T12:00:00Z")).toBe("2026-03-30T00:30:00Z");
    expect(next(at("02:30:00"), "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00Z");
    expect(next(at("02:30:00"), "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00Z");
  });

  test("a skipped time that falls on the day after is not lost", () => {
    // Samoa had no 30 December 2011.
    const startTime = "2011-12-02T08:00:00";
    const body = trigger({ frequency: "Day", interval: 2, startTime, timeZone: "Samoa Standard Time" });
    expect(next(body, "2011-12-29T18:00:00Z")).toBe("2011-12-30T18:00:00Z");
    expect(next(body, "2011-12-30T12:00:00Z")).toBe("2011-12-30T18:00:00Z");
    expect(next(body, "2011-12-30T18:00:00Z")).toBe("2011-12-31T18:00:00Z");
  });

  test("hours pass, whatever the clocks show", () => {
    const recurrence = {
      frequency: "Hour",
      interval: 24,
      startTime: "2026-03-28T02:30:00",
      timeZone: "W. Europe Standard Time",
    };
    expect(fires(recurrence, "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:30:00Z",
      "2026-03-30T01:30:00Z",
    ]);
  });
});

describe("tumbling windows", () => {
  const hourly = { frequency: "Hour", interval: 1, startTime: "2026-09-01T10:10:10Z", maxConcurrency: 1 };
  test("run when a window has ended, after the delay", () => {
    expect(next(window(hourly), "2026-09-01T00:00:00Z")).toBe("2026-09-01T11:10:10Z");
    expect(next(window({ ...hourly, delay: "00:10:00" }), "2026-09-01T11:15:00Z")).toBe(
      "2026-09-01T11:20:10Z",
    );
    expect(next(window({ ...hourly, delay: "1.00:00:00" }), "2026-09-01T11:15:00Z")).toBe(
      "2026-09-02T11:10:10Z",
    );
    expect(next(window({ ...hourly, frequency: "Month" }), "2026-09-01T11:15:00Z")).toBe(
      "2026-10-01T10:10:10Z",
    );
  });

  test("end with the last whole window", () => {
    const ends = { ...hourly, endTime: "2026-09-01T13:00:00Z" };
    expect(next(window(ends), "2026-09-01T11:30:00Z")).toBe("2026-09-01T12:10:10Z");
    expect(next(window(ends), "2026-09-01T12:10:10Z")).toBeUndefined();
    expect(next(window({ ...ends, endTime: "2026-09-01T13:10:10Z" }), "2026-09-01T12:30:00Z")).toBe(
      "2026-09-01T13:10:10Z",
    );
  });
});

test.each<[string, JsonObject]>([
  ["storage events", { properties: { type: "BlobEventsTrigger", typeProperties: {} } }],
  ["nothing", {}],
  ["no recurrence", { properties: { type: "ScheduleTrigger" } }],
  ["no start", trigger({ frequency: "Day", interval: 1 })],
  ["a zone nobody knows", trigger({ frequency: "Day", startTime: "2026-01-01T00:00:00", timeZone: "Moon" })],
  ["a start that is no time", trigger({ frequency: "Day", startTime: "@{now()}" })],
  ["a start far from all years", trigger({ frequency: "Day", startTime: "+271000-01-01T00:00:00" })],
  ["an end that is no time", trigger({ frequency: "Day", startTime: "2026-01-01", endTime: "soon" })],
  ["an end in the past", trigger({ frequency: "Day", startTime: "2026-01-01", endTime: "2026-02-01" })],
  ["an unknown frequency", trigger({ frequency: "Fortnight", startTime: "2026-01-01" })],
  ["an interval of nothing", trigger({ frequency: "Day", interval: 0, startTime: "2026-01-01" })],
  [
    "a day that never comes",
    trigger({ frequency: "Month", interval: 12, startTime: "2026-02-01", schedule: { monthDays: [30] } }),
  ],
  [
    "an hour that never comes",
    trigger({ frequency: "Hour", interval: 2, startTime: "2026-02-01", schedule: { hours: [1] } }),
  ],
  ["an hour that is none", trigger({ frequency: "Day", startTime: "2026-02-01", schedule: { hours: [24] } })],
  [
    "a delay that is no time span",
    window({ frequency: "Hour", interval: 1, startTime: "2026-01-01T00:00:00Z", delay: "@x" }),
  ],
])("no time for %s", (_, body) => {
  expect(nextFire(body, new Date("2026-11-20T10:00:00Z"))).toBeUndefined();
});

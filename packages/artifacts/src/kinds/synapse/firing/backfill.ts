import { Temporal } from "temporal-polyfill";
import { type JsonObject, member, textAt } from "../../../words/json.ts";
import type { DueWindows } from "../../../words/kind.ts";
import { readRecurrence } from "./recurrence.ts";
import { readTimeSpan } from "./time-span.ts";

/** Minutes of the frequencies whose windows are all equally long; trigger times are UTC, where days are. */
const minutesOf = { minute: 1, hour: 60, day: 24 * 60, week: 7 * 24 * 60 } as const;

/**
 * The windows of the past that a tumbling window trigger runs at once when it begins: all that have closed before
 * `now` less the delay, and no later than the end. Undefined for other triggers, where there is none, and for what
 * cannot be understood. Source: learn.microsoft.com/azure/data-factory/how-to-create-tumbling-window-trigger,
 * "Execution order of windows in a backfill scenario".
 */
export function dueWindows(body: JsonObject, now: Date): DueWindows | undefined {
  const properties = member(body, "properties");
  if (textAt(properties, "type") !== "TumblingWindowTrigger") return undefined;
  const window = member(properties, "typeProperties");
  const recurrence = readRecurrence(window);
  const late = readTimeSpan(member(window, "delay"));
  if (recurrence === undefined || late === undefined) return undefined;
  const { frequency, interval, start, end } = recurrence;
  const settled = Temporal.Instant.fromEpochMilliseconds(now.getTime()).subtract({ seconds: late });
  const last = end !== undefined && Temporal.Instant.compare(end, settled) < 0 ? end : settled;
  const until = last.toZonedDateTimeISO("UTC").toPlainDateTime();
  if (Temporal.PlainDateTime.compare(until, start) <= 0) return undefined;
  const closing = (count: number) =>
    frequency === "month" || frequency === "year"
      ? start.add({ months: count * interval * (frequency === "year" ? 12 : 1) })
      : start.add({ minutes: count * interval * minutesOf[frequency] });
  const windows =
    frequency === "month" || frequency === "year"
      ? wholeMonths(closing, until, start, interval * (frequency === "year" ? 12 : 1))
      : Math.floor(until.since(start).total("minutes") / (interval * minutesOf[frequency]));
  if (windows < 1) return undefined;
  const atOnce = member(window, "maxConcurrency");
  return {
    windows,
    from: instantText(start),
    to: instantText(closing(windows)),
    ...(typeof atOnce === "number" && Number.isInteger(atOnce) && atOnce > 0 ? { atOnce } : {}),
  };
}

/** Months differ in length, and those that lack the day of the start end on their last one. */
function wholeMonths(
  closing: (count: number) => Temporal.PlainDateTime,
  until: Temporal.PlainDateTime,
  start: Temporal.PlainDateTime,
  months: number,
): number {
  const passed = (until.year - start.year) * 12 + until.month - start.month;
  let count = Math.floor(passed / months) + 1;
  while (count > 0 && Temporal.PlainDateTime.compare(closing(count), until) > 0) count--;
  return count;
}

function instantText(at: Temporal.PlainDateTime): string {
  return at.toZonedDateTime("UTC").toInstant().toString();
}

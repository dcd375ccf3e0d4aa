import { Temporal } from "temporal-polyfill";
import { type Json, type JsonObject, member, textAt } from "../../../words/json.ts";
import type { NextFire } from "../../../words/kind.ts";
import { type Recurrence, readRecurrence } from "./recurrence.ts";
import { daysOf, matches } from "./schedule-days.ts";
import { readTimeSpan } from "./time-span.ts";
import { instantOf } from "./time-zone.ts";

type Instant = Temporal.Instant;

/**
 * When a trigger that runs fires next after `now`. Undefined for triggers of events, for those that never
 * fire again (looked for a century ahead), and for recurrences that cannot be understood.
 */
export function nextFire(body: JsonObject, now: Date): NextFire | undefined {
  const properties = member(body, "properties");
  const typeProperties = member(properties, "typeProperties");
  const type = textAt(properties, "type");
  const isWindow = type === "TumblingWindowTrigger";
  if (!isWindow && type !== "ScheduleTrigger") return undefined;
  const recurrence = readRecurrence(isWindow ? typeProperties : member(typeProperties, "recurrence"));
  if (recurrence === undefined) return undefined;
  const after = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const found = isWindow
    ? nextWindow(recurrence, member(typeProperties, "delay"), after)
    : nextOccurrence(recurrence, after);
  return found && { at: found.toString(), timeZone: recurrence.zone };
}

/** Windows follow each other without a gap and start their run `delay` after they end; those of the past are filled at once. */
function nextWindow(recurrence: Recurrence, delay: Json | undefined, after: Instant): Instant | undefined {
  const late = readTimeSpan(delay);
  if (late === undefined) return undefined;
  const { frequency, interval, start, zone, end } = recurrence;
  // The first window ends one interval after the start.
  const first = start.add({ [`${frequency}s`]: interval });
  const windows = { frequency, interval, zone, start: first, schedule: recurrence.schedule };
  const closes = nextOccurrence(windows, after.subtract({ seconds: late }));
  if (closes === undefined || (end && isBefore(end, closes))) return undefined;
  return closes.add({ seconds: late });
}

/**
 * The service counts minutes and hours as they pass and days, weeks and months by the clock on the wall, which
 * moves with daylight saving. It fires from the start on and before the end:
 * learn.microsoft.com/azure/data-factory/how-to-create-schedule-trigger, whose trigger of one hour fires at 15, 30 and 45.
 */
function nextOccurrence(recurrence: Recurrence, after: Instant): Instant | undefined {
  const { frequency, start, zone, end } = recurrence;
  const first = instantOf(start, zone);
  const justBefore = first.subtract({ nanoseconds: 1 });
  const from = isBefore(after, justBefore) ? justBefore : after;
  const passes = frequency === "minute" || frequency === "hour";
  const found = passes ? nextPassing(recurrence, first, from) : nextOnTheWall(recurrence, from);
  return found && end && !isBefore(found, end) ? undefined : found;
}

function nextOnTheWall(recurrence: Recurrence, after: Instant): Instant | undefined {
  const { start, zone, schedule } = recurrence;
  // The documented examples: minutes alone mean every hour; hours alone have the minute of the start.
  const hours = schedule.hours ?? (schedule.minutes ? everyHour : [start.hour]);
  const minutes = schedule.minutes ?? [start.minute];
  const times = hours.flatMap((hour) => minutes.map((minute) => start.toPlainTime().with({ hour, minute })));
  // A time that the clocks skip may fall on the day after.
  const from = after.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
  let best: Instant | undefined;
  for (const day of daysOf(recurrence, from)) {
    if (best && Temporal.PlainDate.compare(day, best.toZonedDateTimeISO(zone).toPlainDate()) > 0) break;
    for (const time of times) {
      const at = instantOf(day.toPlainDateTime(time), zone);
      if (isBefore(after, at) && !(best && isBefore(best, at))) best = at;
    }
  }
  return best;
}

const everyHour = Array.from({ length: 24 }, (_, hour) => hour);

/** How many steps of minutes or hours are looked at for one that a schedule allows. */
const mostSteps = 50_000;

/** Steps of equal length in seconds; a schedule sets the minutes of an hour, and leaves out what it does not name. */
function nextPassing(recurrence: Recurrence, first: Instant, after: Instant): Instant | undefined {
  const { frequency, interval, start, zone, schedule } = recurrence;
  const seconds = interval * (frequency === "hour" ? 3600 : 60);
  const spreads = frequency === "hour" && schedule.minutes !== undefined;
  const minutes = spreads ? [...(schedule.minutes ?? [])].sort((a, b) => a - b) : [0];
  const origin = spreads ? first.subtract({ minutes: start.minute }) : first;
  const passed = Math.floor(after.since(origin).total("seconds") / seconds);
  const limits = Object.values(schedule).some((value) => value !== undefined);
  for (let step = Math.max(0, passed), looked = 0; looked < mostSteps; step++, looked++) {
    for (const minute of minutes) {
      const at = origin.add({ seconds: step * seconds + minute * 60 });
      if (!isBefore(after, at)) continue;
      if (!limits) return at;
      const wall = at.toZonedDateTimeISO(zone);
      const fits =
        (schedule.hours?.includes(wall.hour) ?? true) &&
        (spreads || (schedule.minutes?.includes(wall.minute) ?? true)) &&
        matches(wall.toPlainDate(), schedule);
      if (fits) return at;
    }
  }
  return undefined;
}

function isBefore(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

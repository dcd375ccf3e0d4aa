import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { type ExactNumber, isExactNumber, type Json } from "../../../words/json.ts";
import { nearestDouble } from "../../../words/json-numbers.ts";
import { ianaZone, instantOf, wallTime } from "./time-zone.ts";

/** Days as `Temporal` counts them: Monday is 1. */
const weekDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const word = z.string().transform((text) => text.trim().toLowerCase());
const weekDay = word.pipe(z.enum(weekDays)).transform((day) => weekDays.indexOf(day) + 1);

/** A whole number, also as the text that some tools write. */
function whole(min: number, max: number) {
  const digits = z.string().regex(/^\s*-?\d+\s*$/);
  const exact = z.custom<ExactNumber>(isExactNumber).transform(nearestDouble);
  return z.union([z.number(), exact, digits.transform(Number)]).pipe(z.int().min(min).max(max));
}

/** A value or a list of them; an empty list says nothing. */
function some<T extends z.ZodType>(value: T) {
  return z
    .union([z.array(value), value.transform((one) => [one])])
    .nullish()
    .transform((list): readonly z.output<T>[] | undefined => (list && list.length > 0 ? list : undefined));
}

const nonZero = (value: number) => value !== 0;

const occurrence = z
  .object({ day: weekDay, occurrence: whole(-5, 5).refine(nonZero).nullish() })
  .transform(({ day, occurrence: nth }): MonthlyOccurrence => ({ day, ...(nth ? { nth } : {}) }));

const schedule = z.object({
  minutes: some(whole(0, 59)),
  hours: some(whole(0, 23)),
  weekDays: some(weekDay),
  monthDays: some(whole(-31, 31).refine(nonZero)),
  monthlyOccurrences: some(occurrence),
});

/** A day of the week in a month; without a number every one of them, negative ones counted from the end. */
interface MonthlyOccurrence {
  readonly day: number;
  readonly nth?: number;
}

/** Which days and times of day a recurrence is limited or spread to; what is undefined says nothing. */
export type Schedule = z.output<typeof schedule>;

const unlimited: Schedule = {
  minutes: undefined,
  hours: undefined,
  weekDays: undefined,
  monthDays: undefined,
  monthlyOccurrences: undefined,
};

/** How often something recurs; intervals beyond the bound are slips of the pen. */
const step = {
  frequency: word.pipe(z.enum(["minute", "hour", "day", "week", "month", "year"])),
  interval: whole(1, 1_000_000)
    .nullish()
    .transform((value) => value ?? 1),
  startTime: z.string(),
  endTime: z.string().nullish(),
};

const recurrence = z.object({ ...step, timeZone: z.string().nullish(), schedule: schedule.nullish() });

/** When something recurs, understood. */
export interface Recurrence {
  readonly frequency: z.output<typeof step.frequency>;
  readonly interval: number;
  /** IANA name. */
  readonly zone: string;
  /** The first wall time in the zone at which it may happen. */
  readonly start: Temporal.PlainDateTime;
  /** The instant from which on it happens no more. */
  readonly end?: Temporal.Instant;
  readonly schedule: Schedule;
}

/**
 * Reads the `recurrence` of a schedule trigger, or the `typeProperties` of a tumbling window trigger, which
 * hold the same members without zone and schedule. Undefined when it cannot be understood whole: no time is
 * better than a wrong one.
 */
export function readRecurrence(value: Json | undefined): Recurrence | undefined {
  const read = recurrence.safeParse(value);
  if (!read.success) return undefined;
  const { frequency, interval, startTime, endTime, timeZone } = read.data;
  const zone = ianaZone(timeZone || "UTC");
  const start = zone === undefined ? undefined : wallTime(startTime, zone);
  if (zone === undefined || start === undefined) return undefined;
  const whole = { frequency, interval, zone, start, schedule: read.data.schedule ?? unlimited };
  if (!endTime) return whole;
  const end = wallTime(endTime, zone);
  return end && { ...whole, end: instantOf(end, zone) };
}

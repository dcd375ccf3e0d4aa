import type { Temporal } from "temporal-polyfill";
import type { Recurrence, Schedule } from "./recurrence.ts";

/** How far ahead is looked for a day that fits: some never come, such as the 31st of every twelfth month from February. */
const horizonYears = 100;

type Date = Temporal.PlainDate;

/**
 * The days, from `from` on and in order, on which a recurrence by days, weeks, months or years happens.
 * Periods are counted from the one that holds the start; weeks begin on Sunday, as the enumeration of days
 * in the API does. The service does not say which day begins the week: it matters only where weeks are left out.
 */
export function* daysOf(recurrence: Recurrence, from: Date): Generator<Date> {
  const { frequency, interval, schedule } = recurrence;
  const start = recurrence.start.toPlainDate();
  const unit = `${frequency}s` as "days" | "weeks" | "months" | "years";
  const origin = firstOf(frequency, start);
  const last = from.add({ years: horizonYears });
  const passed = Math.max(0, Math.floor(origin.until(from, { largestUnit: unit })[unit] / interval));
  for (let count = passed * interval; ; count += interval) {
    const period = origin.add({ [unit]: count });
    if (isAfter(period, last)) return;
    for (const day of daysIn(frequency, period, start, schedule)) {
      if (!isAfter(from, day) && !isAfter(start, day) && matches(day, schedule)) yield day;
    }
  }
}

/** The first day of the period that a day lies in. */
function firstOf(frequency: Recurrence["frequency"], day: Date): Date {
  if (frequency === "week") return day.subtract({ days: day.dayOfWeek % 7 });
  if (frequency === "month") return day.with({ day: 1 });
  if (frequency === "year") return day.with({ month: 1, day: 1 });
  return day;
}

/** The days of a period that come into question: without a word on days, the one that the start has in it. */
function daysIn(
  frequency: Recurrence["frequency"],
  period: Date,
  start: Date,
  { weekDays, monthDays, monthlyOccurrences }: Schedule,
): readonly Date[] {
  if (frequency === "day") return [period];
  if (frequency === "week") {
    const week = Array.from({ length: 7 }, (_, days) => period.add({ days }));
    return weekDays ? week : week.filter((day) => day.dayOfWeek === start.dayOfWeek);
  }
  // A start on the 31st happens on the last day of shorter months.
  const month = frequency === "year" ? period.with({ month: start.month }) : period;
  if (!weekDays && !monthDays && !monthlyOccurrences) return [month.with({ day: start.day })];
  return Array.from({ length: month.daysInMonth }, (_, days) => month.add({ days }));
}

/** True when a day is all that the schedule says of days. */
export function matches(day: Date, { weekDays, monthDays, monthlyOccurrences }: Schedule): boolean {
  const fromEnd = day.day - day.daysInMonth - 1;
  return (
    (weekDays?.includes(day.dayOfWeek) ?? true) &&
    (monthDays?.some((wanted) => wanted === day.day || wanted === fromEnd) ?? true) &&
    (monthlyOccurrences?.some(
      ({ day: wanted, nth }) =>
        wanted === day.dayOfWeek &&
        (nth === undefined || nth === Math.ceil(day.day / 7) || nth === -Math.ceil(-fromEnd / 7)),
    ) ??
      true)
  );
}

function isAfter(a: Date, b: Date): boolean {
  return a.since(b).sign > 0;
}

const minute = 60_000;
const day = 1_440 * minute;

/** A minute that a clock on the wall shows, or skips, and when that is; both in milliseconds, the wall as if it were UTC. */
export interface WallMinute {
  readonly wall: number;
  readonly instant: number;
}

/** Every minute of a zone between two instants, each shown once: skipped ones as much later, repeated ones the first time. */
export function walkMinutes(zone: string, from: string, to: string): readonly WallMinute[] {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const minutes: WallMinute[] = [];
  let next: number | undefined;
  for (let instant = Date.parse(from); instant < Date.parse(to); instant += minute) {
    const wall = Date.parse(`${format.format(instant).replace(" ", "T")}Z`);
    if (next === undefined) next = wall;
    for (let skipped = next, late = 0; skipped < wall; skipped += minute, late += minute)
      minutes.push({ wall: skipped, instant: instant + late });
    if (wall >= next) minutes.push({ wall, instant });
    next = Math.max(next, wall + minute);
  }
  return minutes;
}

/** A recurrence by the clock on the wall, without anything left to defaults of the format. */
export interface WallRecurrence {
  readonly frequency: "Day" | "Week" | "Month";
  readonly interval: number;
  /** Wall time in milliseconds, as if it were UTC. */
  readonly start: number;
  readonly schedule: {
    readonly minutes?: readonly number[];
    readonly hours?: readonly number[];
    readonly weekDays?: readonly string[];
    readonly monthDays?: readonly number[];
    readonly monthlyOccurrences?: readonly { readonly day: string; readonly occurrence: number }[];
  };
}

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The first instant after `now` at which a trigger fires; undefined where the walk ends before. */
export function firstFire(
  walk: readonly WallMinute[],
  recurrence: WallRecurrence,
  now: number,
): number | undefined {
  let first: number | undefined;
  for (const { wall, instant } of walk) {
    if (instant <= now || !firesAt(recurrence, wall)) continue;
    // Minutes that clocks skip come out of order, by less than a day.
    if (first !== undefined && instant > first + day) break;
    first = Math.min(instant, first ?? instant);
  }
  return first;
}

/** Says of one minute on the wall whether a trigger fires then: the rules as they are told, with no search in them. */
function firesAt({ frequency, interval, start, schedule }: WallRecurrence, wall: number): boolean {
  const [at, first] = [new Date(wall), new Date(start)];
  const { minutes, hours, weekDays, monthDays, monthlyOccurrences } = schedule;
  if (wall < start) return false;
  if (minutes ? !minutes.includes(at.getUTCMinutes()) : at.getUTCMinutes() !== first.getUTCMinutes())
    return false;
  if (hours && !hours.includes(at.getUTCHours())) return false;
  if (!hours && !minutes && at.getUTCHours() !== first.getUTCHours()) return false;
  if (periodOf(frequency, at, first) % interval !== 0) return false;
  const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const date = at.getUTCDate();
  if (frequency === "Day") return true;
  const name = dayNames[at.getUTCDay()] ?? "";
  if (frequency === "Week") return weekDays ? weekDays.includes(name) : at.getUTCDay() === first.getUTCDay();
  if (!monthDays && !monthlyOccurrences) return date === Math.min(first.getUTCDate(), length);
  const isDay = monthDays?.some((wanted) => (wanted > 0 ? wanted : length + 1 + wanted) === date) ?? true;
  const isOccurrence =
    monthlyOccurrences?.some(({ day: wanted, occurrence }) => {
      const same = Array.from({ length }, (_, index) => index + 1).filter(
        (other) => dayNames[new Date(wall + (other - date) * day).getUTCDay()] === wanted,
      );
      return same.at(occurrence > 0 ? occurrence - 1 : occurrence) === date;
    }) ?? true;
  return isDay && isOccurrence;
}

/** How many days, weeks or months lie between two times. */
function periodOf(frequency: WallRecurrence["frequency"], at: Date, first: Date): number {
  const days = (time: Date) => Math.floor(time.getTime() / day);
  if (frequency === "Day") return days(at) - days(first);
  if (frequency === "Week") return (days(at) - at.getUTCDay() - (days(first) - first.getUTCDay())) / 7;
  return (at.getUTCFullYear() - first.getUTCFullYear()) * 12 + at.getUTCMonth() - first.getUTCMonth();
}

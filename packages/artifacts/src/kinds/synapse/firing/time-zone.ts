import { Temporal } from "temporal-polyfill";
import { WINDOWS_TO_IANA_MAP } from "windows-iana";

/** The zone that most people mean by a Windows name ("001": the world), by the name in lower case. */
const byWindowsName = new Map<string, string>(
  WINDOWS_TO_IANA_MAP.flatMap(({ windowsName, territory, iana: [zone] }) =>
    territory === "001" ? [[windowsName.toLowerCase(), zone] as const] : [],
  ),
);

/** The IANA name of a zone that a trigger names by its Windows or IANA name, ignoring case; undefined for no zone. */
export function ianaZone(name: string): string | undefined {
  const known = byWindowsName.get(name.trim().toLowerCase());
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(known ?? name.trim());
    // "Etc/UTC" is what people call UTC.
    return timeZoneId === "Etc/UTC" ? "UTC" : timeZoneId;
  } catch {
    return undefined;
  }
}

/** Years that the service can write down. */
const isWritable = ({ year }: { readonly year: number }) => year >= 1 && year <= 9999;

/** The wall time that a text names: in `zone` when it names no zone itself. Undefined for what is no time. */
export function wallTime(text: string, zone: string): Temporal.PlainDateTime | undefined {
  try {
    const isInstant = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(text.slice("2024-01-31".length));
    const wall = isInstant
      ? Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDateTime()
      : Temporal.PlainDateTime.from(text);
    return isWritable(wall) ? wall : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The instant of a wall time. A time that the clocks skip is that much later, one that they show twice is
 * the first of the two: the service does not say, and that is what most schedulers do.
 */
export function instantOf(wall: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  return wall.toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant();
}

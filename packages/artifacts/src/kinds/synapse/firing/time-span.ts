import type { Json } from "../../../words/json.ts";

/** A time span of .NET, `[d.]hh:mm:ss`, in seconds; nothing is none; undefined for what is no time span. */
export function readTimeSpan(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === "") return 0;
  const parts =
    typeof value === "string" ? /^(?:(\d+)\.)?(\d\d?):(\d\d?)(?::(\d\d?))?/.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

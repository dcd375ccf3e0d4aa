import { randomInt } from "node:crypto";

/**
 * A new id of a release: `20261125T093710Z-1a2b3c`. Ids sort by time, to the millisecond: the first three
 * hexadecimal digits behind the dash are the milliseconds, the others chance.
 */
export function newReleaseId(now: Date): string {
  const time = now.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  const hex = (value: number) => value.toString(16).padStart(3, "0");
  return `${time}-${hex(now.getUTCMilliseconds())}${hex(randomInt(0x1000))}`;
}

import { randomBytes } from "node:crypto";

/** A new id of a release: `20261125T093710Z-1a2b3c`. Ids sort by time. */
export function newReleaseId(now: Date): string {
  const time = now.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  return `${time}-${randomBytes(3).toString("hex")}`;
}

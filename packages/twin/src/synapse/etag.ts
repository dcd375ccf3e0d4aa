import { randomBytes } from "node:crypto";

/** An etag in the form of the service's: a Cosmos one, GUID-like, without quotes (recorded traffic). */
export function newEtag(now: number): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, "0");
  return `${randomBytes(4).toString("hex")}-0000-0100-0000-${seconds}0000`;
}

/** Whether a condition header names this etag. Clients send it bare, quoted or weak, or `*` for any. */
export function etagMatches(header: string, etag: string | undefined): boolean {
  return header
    .split(",")
    .map((part) =>
      part
        .trim()
        .replace(/^W\//, "")
        .replace(/^"(.*)"$/, "$1"),
    )
    .some((wanted) => wanted === "*" || wanted === etag);
}

const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** True for a method of HTTP that changes nothing. */
export function isReading(method: string | undefined): boolean {
  return reading.has(method ?? "GET");
}

/** As .NET writes times: up to seven digits behind the second, none of them a zero at the end (recorded traffic). */
export function recordedTime(now: number): string {
  return new Date(now).toISOString().replace(/\.?0*Z$/, "Z");
}

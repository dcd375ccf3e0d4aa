import type { Path } from "../words/path.ts";
import { quoted } from "./value.ts";

/** How a message calls a place: its last name, with the indexes behind it. */
export function placeName(path: Path, show: (step: string) => string = quoted): string {
  const named = path.findLastIndex((step) => typeof step === "string");
  const indexes = path.slice(named + 1).map((index) => `[${index}]`);
  return `${show(`${path[Math.max(named, 0)]}`)}${indexes.join("")}`;
}

import { writeRef } from "@retain/planner/plan/written-refs";
import type { Taken, TakeResult } from "../drift/take.ts";
import { count } from "./marks.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

const words: Readonly<
  Record<Taken["what"], readonly [mark: string, colour: "green" | "yellow" | "red", word: string]>
> = {
  edited: ["~", "yellow", "edited"],
  created: ["+", "green", "created"],
  removed: ["-", "red", "removed"],
  patched: ["+", "green", "patch"],
};

/** Which files now say what the workspace says, what is left for people, and a line of counts. */
export function takeLines({ taken, left }: TakeResult, paint: Paint): readonly string[] {
  const lines = taken.map(({ what, file, ref }) => {
    const [mark, colour, word] = words[what];
    return `  ${paint[colour](`${mark} ${word}`)} ${visible(file)} ${paint.dim(`(${visible(ref)})`)}`;
  });
  if (taken.some(({ what }) => what === "patched"))
    lines.push(
      "  Work each patch into the source next to it, then delete it: it is a JSON Patch (RFC 6902) of the body that the source produces.",
    );
  for (const { ref, why, advice } of left)
    lines.push(`  o ${visible(ref)}: ${visible(why)}`, `    -> ${visible(advice)}`);
  if (lines.length > 0) lines.push("");
  const rest = left.length > 0 ? `, ${left.length.toLocaleString("en")} left to do` : "";
  return [
    ...lines,
    `${taken.length === 0 ? "Nothing taken" : `Taken: ${count(taken.length, "file")}`}${rest}`,
  ];
}

/** The same as JSON. */
export function takeJson({ taken, left }: TakeResult): string {
  const document = {
    version: 1,
    taken: taken.map(writeRef),
    left: left.map(writeRef),
  };
  return JSON.stringify(document, null, 2);
}

import type { Recovered } from "@retain/state/recover";
import { count } from "./marks.ts";
import { visible } from "./visible.ts";

/** What an apply that died has left behind, in lines for people; none when the last one ended. */
export function unfinishedNote(recovered: Recovered | undefined): readonly string[] {
  if (recovered?.opened === undefined) return [];
  const { at, by, changes } = recovered.opened;
  const { underWay, interruptedTriggers, unrecorded } = recovered;
  const lines = [
    `An apply of ${count(changes, "change")} by ${visible(by.name)} on ${visible(by.host)}, started ${at}, did not finish; this plan continues from there:`,
    `  ${count(unrecorded.size, "artifact")} it wrote ${unrecorded.size === 1 ? "is" : "are"} live and will be recorded`,
  ];
  if (underWay.length > 0) {
    lines.push(
      `  in progress when it ended, done or not as the workspace shows: ${underWay.map(visible).join(", ")}`,
    );
  }
  if (interruptedTriggers.size > 0) {
    const [stand, run] = interruptedTriggers.size === 1 ? ["stands", "it runs"] : ["stand", "they run"];
    lines.push(
      `  ${count(interruptedTriggers.size, "trigger")} it stopped ${stand} still; the plan says whether ${run} again`,
    );
  }
  return lines;
}

import type { Check } from "../doctor/checklist.ts";
import type { Paint } from "./paint.ts";

const colours = { ok: "green", warning: "yellow", failed: "red", skipped: "dim" } as const;

/** A check in one line; below it why it failed, and what mends it. */
export function checkLines({ name, status, says, why, advice }: Check, paint: Paint): readonly string[] {
  const head = `  ${paint[colours[status]](status.padEnd(8))} ${name.padEnd(13)} ${says}`;
  const below = (mark: string, text: string) =>
    text
      .split("\n")
      .map((line, at) => `${" ".repeat(25)}${at === 0 ? mark : " ".repeat(mark.length)} ${line}`);
  return [
    head,
    ...(why === undefined ? [] : below("because", why)),
    ...(advice === undefined ? [] : below("->", advice)),
  ];
}

/** How many checks ended how. */
export function checksSummary(checks: readonly Check[]): string {
  const parts = (["failed", "warning", "ok", "skipped"] as const).flatMap((status) => {
    const amount = checks.filter((one) => one.status === status).length;
    const word = status === "warning" && amount !== 1 ? "warnings" : status;
    return amount > 0 ? [`${amount} ${word}`] : [];
  });
  const well = checks.every(({ status }) => status === "ok" || status === "skipped");
  return `${well ? "All is well" : "Doctor"}: ${parts.join(", ")}`;
}

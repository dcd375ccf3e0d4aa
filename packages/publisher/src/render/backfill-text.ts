import type { Backfill } from "@retain/planner/plan/plan";
import { count } from "./marks.ts";

/** `runs 102,199 windows of the past at once, 2014-01-01T00:00:00Z to …, 50 side by side`. */
export function backfillText({ windows, from, to, atOnce, atMost }: Backfill): string {
  const amount = `${atMost ? "up to " : ""}${count(windows, "window")}`;
  const beside = atOnce === undefined ? "" : `, ${atOnce} in parallel`;
  const done = atMost ? ", except those that have already run" : "";
  return `runs ${amount} of the past at once, ${from} to ${to}${beside}${done}`;
}

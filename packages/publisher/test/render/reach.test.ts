import { formatRef } from "@retain/artifacts/words/ref";
import type { Change, Reach } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";
import { describe, expect, test } from "vitest";
import { reachOfAll, reachText } from "../../src/render/reach.ts";

const now = new Date("2026-11-25T16:00:00Z");
const shown = (reach: Reach) =>
  reachText(reach, { now, show: (name) => `<${typeof name === "string" ? name : formatRef(name)}>` });
const at = (ref: string, next: string, timeZone = "UTC") => ({
  ref: refOf(ref),
  started: true,
  next,
  timeZone,
});
const nightly = at("trigger/Nightly", "2026-11-26T01:00:00Z", "Europe/Berlin");
const pipelines = (count: number) =>
  Array.from({ length: count }, (_, number) => refOf(`pipeline/P${number}`));

describe("one reach in one line", () => {
  test.each<[string, Reach]>([
    [
      "reaches 2 pipelines (<P0>, <P1>), next run: <trigger/Nightly> at 2026-11-26 02:00 Europe/Berlin, in 9 h",
      { pipelines: pipelines(2), triggers: [nightly] },
    ],
    ["reaches 1 pipeline (<P0>)", { pipelines: pipelines(1), triggers: [] }],
    ["reaches 5,000 pipelines (<P0>, <P1>, <P2>, …)", { pipelines: pipelines(5_000), triggers: [] }],
    [
      "next run: <trigger/Soon> at 2026-11-25 16:20 UTC, in 20 min",
      {
        pipelines: [],
        triggers: [
          nightly,
          at("trigger/Soon", "2026-11-25T16:20:00Z"),
          { ref: refOf("trigger/Off"), started: false },
        ],
      },
    ],
    [
      "next run: <trigger/Rare> at 2026-11-29 16:00 UTC, in 4 days",
      { pipelines: [], triggers: [at("trigger/Rare", "2026-11-29T16:00:00Z")] },
    ],
    [
      "next run: <trigger/Past> at 2026-11-25 15:00 UTC",
      { pipelines: [], triggers: [at("trigger/Past", "2026-11-25T15:00:00Z", "Moon/Crater")] },
    ],
    ["<trigger/Odd> is started; next run unknown", { pipelines: [], triggers: [at("trigger/Odd", "soon")] }],
    [
      "<trigger/Arrived> is started; next run unknown",
      { pipelines: [], triggers: [{ ref: refOf("trigger/Arrived"), started: true }] },
    ],
    [
      "<trigger/A>, <trigger/B> are stopped",
      {
        pipelines: [],
        triggers: [
          { ref: refOf("trigger/A"), started: false },
          { ref: refOf("trigger/B"), started: false },
        ],
      },
    ],
  ])("%s", (line, reach) => {
    expect(shown(reach)).toBe(line);
  });
});

test("all changes of a plan reach each pipeline and trigger once", () => {
  const change = (reach?: Reach) => ({ ...(reach ? { reach } : {}) }) as Change;
  const all = reachOfAll([
    change({ pipelines: ["pipeline/B", "pipeline/A"].map(refOf), triggers: [nightly] }),
    change(),
    change({
      pipelines: [refOf("pipeline/A")],
      triggers: [nightly, { ref: refOf("trigger/A"), started: false }],
    }),
  ]);
  expect(all).toEqual({
    pipelines: ["pipeline/A", "pipeline/B"].map(refOf),
    triggers: [{ ref: refOf("trigger/A"), started: false }, nightly],
  });
  expect(reachOfAll([change()])).toBeUndefined();
});

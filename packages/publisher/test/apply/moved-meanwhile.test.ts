import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { Plan } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";
import { expect, test } from "vitest";
import { movedMeanwhile } from "../../src/apply/moved-meanwhile.ts";
import type { EstatePlan } from "../../src/plan-estate.ts";
import { boundTo } from "../plans.ts";

type Held = Readonly<Record<string, string>>;

function snapshot(held: Held): LiveSnapshot {
  const artifacts = Object.entries(held).map(([text, digest]) => ({
    ref: refOf(text),
    digest,
    body: {},
  }));
  return { workspace: "w", endpoint: "https://w", listed: [], artifacts };
}

function moved(
  before: Held,
  after: Held,
  more: { changed?: string; owned?: readonly string[]; saved?: true } = {},
) {
  const changes = more.changed === undefined ? [] : [{ ref: refOf(more.changed) }];
  const plan = {
    boundTo: boundTo({ "dataset/A": "a", "dataset/B": null }),
    changes,
    kept: [],
  } as unknown as Plan;
  const artifacts = (more.owned ?? []).map((text) => ({ ref: refOf(text) }));
  const made = {
    plan,
    live: snapshot(before),
    recovered: { published: { artifacts } },
    desired: more.saved ? undefined : [],
    selects: ({ name }: Ref) => name !== "Unselected",
  } as unknown as EstatePlan;
  return movedMeanwhile(made, snapshot(after)).map(({ ref, why }) => `${formatRef(ref)}: ${why}`);
}

test("what the plan decided about and left alone is told when it moves", () => {
  expect(moved({ "dataset/A": "a" }, { "dataset/A": "a", "dataset/Unknown": "u" })).toEqual([]);
  expect(moved({ "dataset/A": "a" }, { "dataset/A": "b" })).toEqual([
    "dataset/A: it is now no longer as the plan saw it",
  ]);
  expect(moved({ "dataset/A": "a" }, {})).toEqual(["dataset/A: it is now gone"]);
  expect(moved({ "dataset/A": "a" }, { "dataset/A": "a", "dataset/B": "b" })).toEqual([
    "dataset/B: it is now there",
  ]);
});

test("what the plan changed is not", () => {
  expect(moved({ "dataset/A": "a" }, { "dataset/A": "b" }, { changed: "dataset/A" })).toEqual([]);
});

test("what a release created and the plan did not see is told when it shows", () => {
  const owned = ["dataset/Dropped", "dataset/Unselected"];
  const after = { "dataset/Dropped": "d", "dataset/Unselected": "u" };
  expect(moved({}, after, { owned })).toEqual(["dataset/Dropped: it is now there"]);
  expect(moved({ ...after }, after, { owned })).toEqual([]);
  expect(moved({}, after, { owned, saved: true })).toEqual([]);
});

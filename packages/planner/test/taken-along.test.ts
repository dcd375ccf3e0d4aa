import type { Artifact } from "@retain/artifacts/words/artifact";
import { formatRef } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePlan } from "../src/plan/make-plan.ts";
import type { PlanInput } from "../src/plan/plan-input.ts";
import { refOf } from "../src/plan/ref-text.ts";
import { artifact, lake, liveOf, reference, table } from "./estates.ts";

const pipeline = artifact("pipeline/Load", {
  activities: [
    { name: "Look", type: "Lookup", typeProperties: { dataset: reference("Table", "DatasetReference") } },
  ],
});
const folder = artifact("lake-directory/raw/orders", {});
const all: readonly Artifact[] = [lake, table, pipeline, folder, artifact("lake-directory/raw", {})];

function planned(only: string, live: readonly Artifact[], rest: Partial<PlanInput> = {}) {
  return makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired: all,
    live: liveOf(live),
    selects: (ref) => formatRef(ref) === only,
    takes: () => true,
    tolerances: () => [],
    ...rest,
  });
}
const told = (...given: Parameters<typeof planned>) =>
  planned(...given).changes.map(({ id, neededBy }) => [id, neededBy && formatRef(neededBy)]);

describe("what is selected", () => {
  test("takes along what it needs, at whatever distance, and says for whom", () => {
    expect(told("pipeline/Load", [])).toEqual([
      ["create linked-service/Lake", "dataset/Table"],
      ["create dataset/Table", "pipeline/Load"],
      ["create pipeline/Load", undefined],
    ]);
    expect(told("lake-directory/raw/orders", [])).toEqual([
      ["create lake-directory/raw", "lake-directory/raw/orders"],
      ["create lake-directory/raw/orders", undefined],
    ]);
  });

  test("leaves alone what is live, whether it differs or not, and what was left out by name", () => {
    const other = artifact("dataset/Table", { type: "Json" });
    expect(told("pipeline/Load", [other])).toEqual([["create pipeline/Load", undefined]]);
    const left = planned("pipeline/Load", [], { takes: ({ kind }) => kind !== "dataset" });
    expect(left.changes.map(({ id }) => id)).toEqual(["create pipeline/Load"]);
    expect(left.unresolved).toMatchObject([
      { from: refOf("pipeline/Load"), to: refOf("dataset/Table"), leftOut: true },
    ]);
  });

  test("alone is told from what nobody holds", () => {
    const alone = planned("pipeline/Load", [], { takes: undefined as never });
    expect(alone.unresolved).toMatchObject([{ to: refOf("dataset/Table"), leftOut: true }]);
    const gone = planned("pipeline/Load", [], { desired: [pipeline] });
    expect(gone.unresolved).toEqual([expect.not.objectContaining({ leftOut: true })]);
  });

  test("needs nothing that the repository holds once it is taken along, whatever is live", () => {
    const some = fc.subarray([...all]);
    fc.assert(
      fc.property(fc.constantFrom(...all), some, (one, live) => {
        const only = formatRef(one.ref);
        const plan = planned(only, live);
        expect(plan.unresolved).toEqual([]);
        // And nothing more than that: without what is taken along something would be missing.
        for (const { ref, neededBy } of plan.changes)
          expect(neededBy !== undefined).toBe(formatRef(ref) !== only);
      }),
    );
  });
});

import { expect, test } from "vitest";
import { refOf } from "../src/plan/ref-text.ts";
import { shortfallOf } from "../src/plan/shortfall.ts";
import { artifact, cell, liveOf, load, notebook, planOf, reference, wait } from "./estates.ts";

const runtime = artifact("integration-runtime/Here", { type: "SelfHosted" });
const via = artifact("linked-service/Db", {
  type: "AzureSqlDW",
  connectVia: reference("Here", "IntegrationRuntimeReference"),
});
const table = artifact("dataset/T", { linkedServiceName: reference("Db", "LinkedServiceReference") });
const copy = artifact("pipeline/Copy", {
  activities: [{ name: "Go", type: "Copy", inputs: [reference("T", "DatasetReference")] }],
});

test("what refers to what is not there would fail, and what depends on it waits", () => {
  const plan = planOf([via, table, copy, load(wait("A", 1))], []);
  expect(shortfallOf(plan, liveOf([]))).toEqual({
    missing: [
      {
        from: refOf("linked-service/Db"),
        to: refOf("integration-runtime/Here"),
        path: "properties.connectVia.referenceName",
      },
    ],
    waiting: ["create dataset/T", "create pipeline/Copy"],
  });
});

test("what has come since the plan was made is not missing any more", () => {
  const plan = planOf([via, table], []);
  expect(shortfallOf(plan, liveOf([runtime]))).toEqual({ missing: [], waiting: [] });
});

test.each([
  ["spark-pool/p", "sparkPool", "BigDataPoolReference"],
  ["sql-pool/p", "sqlPool", "SqlPoolReference"],
  ["integration-runtime/p", "integrationRuntime", "IntegrationRuntimeReference"],
])("of %s too, typed or not, though the workspace has none at all", (to, member, type) => {
  for (const one of [reference("p", type), { referenceName: "p" }]) {
    const uses = artifact("pipeline/Uses", {
      activities: [{ name: "A", type: "T", typeProperties: { [member]: one } }],
    });
    expect(shortfallOf(planOf([uses], []), liveOf([])).missing).toMatchObject([{ to: refOf(to) }]);
    expect(shortfallOf(planOf([uses], [], { listed: [] }), liveOf([])).missing).toEqual([]);
  }
});

test("a notebook that calls another one is published all the same", () => {
  const plan = planOf([notebook(cell("%run Setup"))], []);
  expect(plan.unresolved).toHaveLength(1);
  expect(shortfallOf(plan, liveOf([])).missing).toEqual([]);
});

import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef } from "@retain/artifacts/words/ref";
import { synapseKinds } from "@retain/artifacts/words/synapse-kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movedSince } from "../src/plan/binding.ts";
import { writePlan } from "../src/plan/document.ts";
import { refOf } from "../src/plan/ref-text.ts";
import {
  artifact,
  cell,
  lake,
  liveOf,
  load,
  notebook,
  planOf,
  reference,
  script,
  table,
  wait,
} from "./estates.ts";

const calls = (name: string, ...others: readonly string[]) =>
  artifact(`pipeline/${name}`, {
    activities: others.map((other) => ({
      name: `Call ${other}`,
      type: "ExecutePipeline",
      typeProperties: { pipeline: reference(other, "PipelineReference") },
    })),
  });
const lakeAt = (url: string, name = "Lake") =>
  artifact(`linked-service/${name}`, { type: "AzureBlobFS", typeProperties: { url } });
const places = (desired: readonly Artifact[], live: readonly Artifact[] = []) =>
  planOf(desired, live).changes.map(({ ref, wave, waitsFor }) => [
    formatRef(ref),
    wave,
    waitsFor.map((id) => id.replace(/^[a-z]+ /, "")),
  ]);

describe("what is planned", () => {
  test("what is equal is counted, what nobody wants is unmanaged, what the workspace made is protected", () => {
    const own = artifact("linked-service/shop-WorkspaceDefaultStorage", {
      type: "AzureBlobFS",
      typeProperties: {},
    });
    const plan = planOf([lake], [lake, table, own]);
    expect(plan.changes).toEqual([]);
    expect(plan.unmanaged.map(formatRef)).toEqual(["dataset/Table"]);
    expect(plan.protected).toMatchObject([{ ref: refOf("linked-service/shop-WorkspaceDefaultStorage") }]);
    expect(plan.summary).toMatchObject({ create: 0, update: 0, unchanged: 1, unmanaged: 1, protected: 1 });
  });

  test("what the workspace made is left alone though the repository holds another", () => {
    const own = (url: string) =>
      artifact("linked-service/shop-WorkspaceDefaultStorage", {
        type: "AzureBlobFS",
        typeProperties: { url },
      });
    const plan = planOf([own("https://a")], [own("https://b")]);
    expect(plan.changes).toEqual([]);
    expect(plan.protected).toHaveLength(1);
    expect(plan.boundTo.size).toBe(0);
  });

  test("kinds that are only observed are never planned, counted or bound to", () => {
    const runtime = (state: string) =>
      artifact("integration-runtime/Here", { type: "SelfHosted", description: state });
    const pool = artifact("spark-pool/small", {});
    const plan = planOf([runtime("new"), pool], [runtime("old")]);
    expect(plan.changes).toEqual([]);
    expect(plan.boundTo.size).toBe(0);
    expect(plan.summary).toMatchObject({ create: 0, update: 0, unchanged: 0, unmanaged: 0, protected: 0 });
  });

  test("a name that differs in case only keeps the spelling of the workspace", () => {
    expect(planOf([lakeAt("https://lake", "lake")], [lake]).changes).toEqual([]);
    const { changes, unmanaged } = planOf([lakeAt("https://b", "lake")], [lake]);
    expect(changes).toMatchObject([
      { ref: refOf("linked-service/Lake"), action: "update", body: { name: "Lake" } },
    ]);
    expect(changes[0]?.differences.map(({ path }) => path)).toEqual(["properties.typeProperties.url"]);
    expect(changes[0]?.reason).toContain("it is spelled Lake");
    expect(unmanaged).toEqual([]);
  });

  test("a file may leave the name to its own name: the body that is written has it", () => {
    const nameless: Artifact = { ...lake, body: { properties: lake.body.properties as JsonObject } };
    expect(planOf([nameless], [lake]).changes).toEqual([]);
    expect(planOf([nameless], []).changes[0]?.body).toEqual(lake.body);
  });

  test("what is written is what the repository says, tolerated members and all", () => {
    const stamped = artifact("pipeline/Load", {
      activities: [wait("A", 1)],
      lastPublishTime: "2024-01-01T00:00:00Z",
    });
    expect(planOf([stamped], [load(wait("A", 1))]).changes).toEqual([]);
    expect(planOf([stamped], [load(wait("A", 2))]).changes[0]?.body).toBe(stamped.body);
  });
});

describe("references", () => {
  test("creates come in their order, each with what it waits for", () => {
    const copy = artifact("pipeline/Copy", {
      activities: [{ name: "Go", type: "Copy", inputs: [reference("Table", "DatasetReference")] }],
    });
    expect(places([copy, table, lake])).toEqual([
      ["linked-service/Lake", 1, []],
      ["dataset/Table", 2, ["linked-service/Lake"]],
      ["pipeline/Copy", 3, ["dataset/Table"]],
    ]);
    expect(planOf([copy, table, lake], []).estimate.criticalPath.map(formatRef)).toEqual([
      "linked-service/Lake",
      "dataset/Table",
      "pipeline/Copy",
    ]);
  });

  test("what does not change is waited for by nobody", () => {
    expect(places([table, lake], [lake])).toEqual([["dataset/Table", 1, []]]);
  });

  test("independent changes share a wave, by kind and name; case of a reference does not matter", () => {
    const other = artifact("dataset/Other", {
      linkedServiceName: reference("LAKE", "LinkedServiceReference"),
    });
    expect(places([script("SELECT 1"), table, other, lake])).toEqual([
      ["linked-service/Lake", 1, []],
      ["sql-script/Views", 1, []],
      ["dataset/Other", 2, ["linked-service/Lake"]],
      ["dataset/Table", 2, ["linked-service/Lake"]],
    ]);
  });

  test("a trigger waits for its pipeline", () => {
    const daily = artifact("trigger/Daily", {
      type: "ScheduleTrigger",
      pipelines: [{ pipelineReference: reference("Load", "PipelineReference") }],
    });
    expect(places([daily, load()])).toEqual([
      ["pipeline/Load", 1, []],
      ["trigger/Daily", 2, ["pipeline/Load"]],
    ]);
  });

  test("pipelines that call each other in a circle still get an order", () => {
    expect(places([calls("A", "B"), calls("B", "C"), calls("C", "A", "C")])).toEqual([
      ["pipeline/C", 1, []],
      ["pipeline/B", 2, ["pipeline/C"]],
      ["pipeline/A", 3, ["pipeline/B"]],
    ]);
  });

  test("what neither side holds is named, and where it is needed", () => {
    expect(planOf([calls("A", "Gone")], []).unresolved).toEqual([
      {
        from: refOf("pipeline/A"),
        to: refOf("pipeline/Gone"),
        path: "properties.activities[0].typeProperties.pipeline.referenceName",
      },
    ]);
  });

  test("a selection leaves the rest alone; what it needs must be live", () => {
    const plan = planOf([lake, table], [script("SELECT 1")], { only: "dataset" });
    expect(plan.changes.map(({ ref }) => formatRef(ref))).toEqual(["dataset/Table"]);
    expect(plan.unresolved).toMatchObject([
      { from: refOf("dataset/Table"), to: refOf("linked-service/Lake") },
    ]);
    expect(plan.unmanaged).toEqual([]);
    expect(planOf([lake, table], [lake], { only: "dataset" }).unresolved).toEqual([]);
  });

  test("of a kind that could not be read nothing is missed, of one that was read it is", () => {
    const needs = artifact("linked-service/Db", {
      type: "AzureSqlDW",
      connectVia: reference("Here", "IntegrationRuntimeReference"),
    });
    const runtime = artifact("integration-runtime/There", { type: "SelfHosted" });
    const unread = synapseKinds.filter((kind) => kind !== "integration-runtime");
    expect(planOf([needs], [], { listed: unread }).unresolved).toEqual([]);
    expect(planOf([needs], []).unresolved).toMatchObject([{ to: refOf("integration-runtime/Here") }]);
    expect(planOf([needs], [runtime]).unresolved).toMatchObject([{ to: refOf("integration-runtime/Here") }]);
  });

  test("what every workspace makes for itself is there", () => {
    const needs = artifact("linked-service/Db", {
      type: "AzureSqlDW",
      connectVia: reference("AutoResolveIntegrationRuntime", "IntegrationRuntimeReference"),
    });
    const data = artifact("dataset/D", {
      linkedServiceName: reference("shop-WorkspaceDefaultStorage", "LinkedServiceReference"),
    });
    const runtime = artifact("integration-runtime/There", { type: "SelfHosted" });
    expect(planOf([needs, data], [runtime]).unresolved).toEqual([]);
  });
});

describe("laws", () => {
  const all = [
    lake,
    table,
    load(wait("A", 1)),
    notebook(cell("a = 1")),
    script("SELECT 1"),
    calls("A", "B"),
    calls("B", "A"),
  ];
  const live = [table, load(wait("A", 2)), artifact("dataset/Lost", {}), artifact("pipeline/Lost", {})];

  test("the order of files and of lists does not matter", () => {
    const whole = writePlan(planOf(all, live));
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
    fc.assert(
      fc.property(shuffled(all), shuffled(live), (desired, held) => {
        expect(writePlan(planOf(desired, held))).toBe(whole);
      }),
      { numRuns: 50 },
    );
  });

  test("of an estate that is live as it is desired nothing is planned", () => {
    fc.assert(
      fc.property(fc.subarray(all), (estate) => {
        const plan = planOf(estate, estate);
        expect(plan.changes).toEqual([]);
        expect(plan.summary.unchanged).toBe(estate.length);
        expect(plan.estimate.criticalPath).toEqual([]);
      }),
    );
  });

  test("a plan is bound to what it decided about, and knows what moved since", () => {
    const plan = planOf([lake, table], [lake, load()]);
    expect([...plan.boundTo.values()].map(({ ref }) => formatRef(ref))).toEqual([
      "linked-service/Lake",
      "dataset/Table",
    ]);
    expect(movedSince(plan, liveOf([lake])).map(formatRef)).toEqual([]);
    expect(movedSince(plan, liveOf([lake, load(wait("A", 1))])).map(formatRef)).toEqual([]);
    expect(movedSince(plan, liveOf([lakeAt("https://x"), table])).map(formatRef)).toEqual([
      "linked-service/Lake",
      "dataset/Table",
    ]);
    expect(movedSince(plan, liveOf([])).map(formatRef)).toEqual(["linked-service/Lake"]);
  });

  test("the estimate grows with the writes and with the longest chain", () => {
    const many = (amount: number) => Array.from({ length: amount }, (_, at) => lakeAt("https://x", `L${at}`));
    const chain = Array.from({ length: 30 }, (_, at) => calls(`P${at}`, ...(at > 0 ? [`P${at - 1}`] : [])));
    const cost = (estate: readonly Artifact[]) => planOf(estate, []).estimate;
    expect(cost(many(100)).requests).toBeGreaterThan(cost(many(10)).requests);
    expect(cost(many(100)).seconds).toBeGreaterThan(cost(many(10)).seconds);
    expect(cost(chain).seconds).toBeGreaterThan(cost(many(30)).seconds);
    expect(cost(chain).criticalPath).toHaveLength(30);
  });
});

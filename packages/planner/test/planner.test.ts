import { readFileSync } from "node:fs";
import type { Artifact } from "@retain/artifacts/artifact";
import { canonicalDigest } from "@retain/artifacts/canonical";
import type { JsonObject } from "@retain/artifacts/json";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { parseRef } from "@retain/artifacts/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movedSince } from "../src/binding.ts";
import { bodyDifferences } from "../src/differences.ts";
import { makePlan } from "../src/make-plan.ts";
import { orderByNeeds } from "../src/order.ts";
import { planJsonSchema, readPlan, writePlan } from "../src/plan-document.ts";

function artifact(text: string, properties: JsonObject): Artifact {
  const ref = parseRef(text);
  if (!ref) throw new Error(text);
  return { ref, body: { name: ref.name, properties }, origin: { file: `${text}.json`, line: 1, column: 1 } };
}

function liveOf(artifacts: readonly Artifact[]): LiveSnapshot {
  return {
    workspace: "shop",
    endpoint: "https://shop.dev.azuresynapse.net",
    artifacts: artifacts.map(({ ref, body }) => ({
      ref,
      body,
      digest: canonicalDigest(ref.kind, body),
      etag: "1",
    })),
  };
}

const none: readonly never[] = [];
const planOf = (desired: readonly Artifact[], live: readonly Artifact[], only?: string) =>
  makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired,
    live: liveOf(live),
    selects: (ref) => only === undefined || ref.kind === only,
    tolerances: () => none,
  });

const reference = (name: string, type: string) => ({ referenceName: name, type });
const lake = artifact("linked-service/Lake", {
  type: "AzureBlobFS",
  typeProperties: { url: "https://lake" },
});
const table = artifact("dataset/Table", {
  type: "DelimitedText",
  linkedServiceName: reference("Lake", "LinkedServiceReference"),
  typeProperties: {},
});
const wait = (name: string, seconds: number) => ({
  name,
  type: "Wait",
  typeProperties: { waitTimeInSeconds: seconds },
});
const load = (...activities: JsonObject[]) => artifact("pipeline/Load", { activities });
const cell = (source: string, type = "code") => ({ cell_type: type, metadata: {}, source });
const notebook = (...cells: JsonObject[]) => artifact("synapse-notebook/Train", { cells });

const paths = (desired: Artifact, live: Artifact) =>
  planOf([desired], [live]).changes[0]?.differences.map(({ path }) => path);

describe("differences", () => {
  test("an activity is addressed by its name, wherever it stands", () => {
    expect(paths(load(wait("B", 1), wait("A", 2)), load(wait("B", 1), wait("A", 3)))).toEqual([
      'properties.activities["A"].typeProperties.waitTimeInSeconds',
    ]);
  });

  test("another order of activities is one difference", () => {
    expect(
      planOf([load(wait("B", 1), wait("A", 2))], [load(wait("A", 2), wait("B", 1))]).changes[0],
    ).toMatchObject({
      differences: [{ path: "properties.activities", before: ["A", "B"], after: ["B", "A"] }],
    });
  });

  test("an inserted cell is one cell that came", () => {
    const [a, b, c] = [cell("a = 1"), cell("b = 2"), cell("c = 3")];
    const { differences } = planOf([notebook(a, b, c)], [notebook(a, c)]).changes[0] ?? {};
    expect(differences).toEqual([
      { path: "properties.cells[1]", after: { cell_type: "code", source: "b = 2" }, risk: "behavioural" },
    ]);
  });

  test("text of several lines becomes a line difference", () => {
    const script = (query: string) => artifact("sql-script/View", { content: { query } });
    const lines = (last: string) => ["SELECT a", "FROM t", "WHERE x = 1", last].join("\n");
    expect(
      planOf([script(lines("AND y = 2"))], [script(lines("AND y = 3"))]).changes[0]?.differences,
    ).toEqual([
      {
        path: "properties.content.query",
        lines: [
          { mark: " ", text: "SELECT a" },
          { mark: " ", text: "FROM t" },
          { mark: " ", text: "WHERE x = 1" },
          { mark: "-", text: "AND y = 3" },
          { mark: "+", text: "AND y = 2" },
        ],
        risk: "behavioural",
      },
    ]);
  });

  test("a script is compared statement by statement", () => {
    const script = (columns: string, rest = "") =>
      artifact("sql-script/Views", {
        content: {
          query: `-- tables\nDROP EXTERNAL TABLE a;\nGO\nCREATE EXTERNAL TABLE a (\n  ${columns}\n);\nGO\n${rest}`,
        },
      });
    const [change] = planOf([script("x int", "SELECT 1;\nGO\n")], [script("x bigint")]).changes;
    expect(change?.differences).toEqual([
      {
        path: 'properties.content.query["CREATE EXTERNAL TABLE a ("]',
        lines: [
          { mark: " ", text: "CREATE EXTERNAL TABLE a (" },
          { mark: "-", text: "  x bigint" },
          { mark: "+", text: "  x int" },
          { mark: " ", text: ");" },
        ],
        risk: "behavioural",
      },
      { path: 'properties.content.query["SELECT 1;"]', after: "SELECT 1;", risk: "behavioural" },
    ]);
    const spaced = artifact("sql-script/Views", { content: { query: "SELECT 1;\nGO\n\n\nSELECT 2;" } });
    const tight = artifact("sql-script/Views", { content: { query: "SELECT 1;\nGO\nSELECT 2;" } });
    expect(paths(spaced, tight)).toEqual(["properties.content.query"]);
  });

  test("a word for people is cosmetic, the risk of a change is its gravest", () => {
    const described = artifact("dataset/Table", {
      ...(table.body.properties as JsonObject),
      description: "new",
    });
    expect(planOf([described], [table]).changes[0]?.risk).toBe("cosmetic");
    const other = artifact("dataset/Table", {
      ...(described.body.properties as JsonObject),
      type: "Parquet",
    });
    expect(planOf([other], [table]).changes[0]?.risk).toBe("breaking");
  });

  test("no secret is shown, and what is written is whole", () => {
    const secret = ["Pass", "word=", "Tr0ub4dor", "&3;"].join("");
    const service = (text: string) =>
      artifact("linked-service/Db", {
        type: "AzureSqlDatabase",
        typeProperties: { connectionString: `Server=s;${text}Encrypt=True` },
      });
    const [change] = planOf([service(secret)], [service("")]).changes;
    expect(JSON.stringify(change?.differences)).not.toContain("Tr0ub4dor");
    expect(JSON.stringify(change?.body)).toContain("Tr0ub4dor");
  });

  test("nothing differs exactly where the canonical texts are equal; nothing throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [before, after] = [a, b].map((value) => JSON.parse(JSON.stringify(value)));
        expect(bodyDifferences(before, before)).toEqual([]);
        const equal = canonicalDigest("dataset", { x: before }) === canonicalDigest("dataset", { x: after });
        expect(bodyDifferences({ x: before }, { x: after }).length === 0).toBe(equal);
      }),
    );
  });

  test("elements of lists that differ are found whatever the lists hold", () => {
    const element = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.record({ name: fc.constantFrom("a", "b", "c"), v: fc.nat(2) }),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), fc.array(element, { maxLength: 6 }), (a, b) => {
        expect(bodyDifferences(a, b).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  test("a body that nests deeper than the stack is compared", () => {
    let [before, after]: JsonObject[] = [{ end: 1 }, { end: 2 }];
    for (let depth = 0; depth < 20_000; depth++) {
      before = { a: before as JsonObject };
      after = { a: after as JsonObject };
    }
    expect(bodyDifferences(before as JsonObject, after as JsonObject)).toHaveLength(1);
  });
});

describe("plans", () => {
  test("creates in the order of references, each with what it waits for", () => {
    const copy = artifact("pipeline/Copy", {
      activities: [{ name: "Go", type: "Copy", inputs: [reference("Table", "DatasetReference")] }],
    });
    const { changes, estimate, summary } = planOf([copy, table, lake], []);
    expect(changes.map(({ ref, wave, waitsFor }) => [ref, wave, waitsFor])).toEqual([
      ["linked-service/Lake", 1, []],
      ["dataset/Table", 2, ["linked-service/Lake"]],
      ["pipeline/Copy", 3, ["dataset/Table"]],
    ]);
    expect(estimate.criticalPath).toEqual(["linked-service/Lake", "dataset/Table", "pipeline/Copy"]);
    expect(summary).toEqual({ create: 3, update: 0, unchanged: 0, unmanaged: 0, protected: 0 });
  });

  test("what is equal is counted, what nobody wants is unmanaged, what the workspace made is protected", () => {
    const own = artifact("linked-service/shop-WorkspaceDefaultStorage", {
      type: "AzureBlobFS",
      typeProperties: {},
    });
    const plan = planOf([lake], [lake, table, own]);
    expect(plan.changes).toEqual([]);
    expect(plan.unmanaged).toEqual(["dataset/Table"]);
    expect(plan.protected).toMatchObject([{ ref: "linked-service/shop-WorkspaceDefaultStorage" }]);
    expect(plan.summary).toEqual({ create: 0, update: 0, unchanged: 1, unmanaged: 1, protected: 1 });
  });

  test("a selection leaves the rest alone; what it needs must be live", () => {
    expect(planOf([lake, table], [], "dataset")).toMatchObject({
      changes: [{ ref: "dataset/Table" }],
      unresolved: [
        {
          from: "dataset/Table",
          to: "linked-service/Lake",
          path: "properties.linkedServiceName.referenceName",
        },
      ],
    });
    expect(planOf([lake, table], [lake], "dataset").unresolved).toEqual([]);
  });

  test("a name that differs in case only keeps the spelling of the workspace", () => {
    const lower = artifact("linked-service/lake", lake.body.properties as JsonObject);
    expect(planOf([lower], [lake]).changes).toEqual([]);
    const changed = artifact("linked-service/lake", {
      type: "AzureBlobFS",
      typeProperties: { url: "https://b" },
    });
    expect(planOf([changed], [lake]).changes).toMatchObject([
      { ref: "linked-service/Lake", action: "update", body: { name: "Lake" } },
    ]);
  });

  test("pipelines that call each other in a circle still get an order", () => {
    const calls = (name: string, other: string) =>
      artifact(`pipeline/${name}`, {
        activities: [
          {
            name: "Call",
            type: "ExecutePipeline",
            typeProperties: { pipeline: reference(other, "PipelineReference") },
          },
        ],
      });
    const { changes } = planOf([calls("A", "B"), calls("B", "A")], []);
    expect(changes.map(({ ref, wave }) => [ref, wave])).toEqual([
      ["pipeline/B", 1],
      ["pipeline/A", 2],
    ]);
  });

  test("the order of the files does not matter", () => {
    const all = [lake, table, load(wait("A", 1)), notebook(cell("a = 1"))];
    const whole = planOf(all, [table]);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(writePlan(planOf(shuffled, [table]))).toBe(writePlan(whole));
      }),
    );
  });

  test("every node comes after what it waits for, in any graph", () => {
    const graph = fc.array(fc.array(fc.nat(19), { maxLength: 4 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(graph, (edges) => {
        const needs = new Map(edges.map((to, at) => [`${at}`, to.filter((one) => one !== at).map(String)]));
        const places = orderByNeeds(needs);
        expect(places.size).toBe(20);
        for (const { wave, waitsFor } of places.values()) {
          for (const one of waitsFor) expect(places.get(one)?.wave).toBeLessThan(wave);
        }
      }),
    );
  });

  test("a plan knows which of its artifacts moved", () => {
    const plan = planOf([lake, table], [lake]);
    expect(movedSince(plan, liveOf([lake]))).toEqual([]);
    const edited = artifact("linked-service/Lake", {
      type: "AzureBlobFS",
      typeProperties: { url: "https://x" },
    });
    expect(movedSince(plan, liveOf([edited, table]))).toEqual(["linked-service/Lake", "dataset/Table"]);
  });
});

describe("the plan document", () => {
  const plan = planOf([load(wait("A", 1)), table], [load(wait("A", 2))]);

  test("reads back what it wrote", () => {
    expect(readPlan(writePlan(plan))).toEqual({ plan });
  });

  test.each([
    ["no JSON", "{", "not JSON"],
    ["no plan", "[]", "carries no version"],
    ["another version", writePlan({ ...plan, version: 9 as 1 }), "version 9"],
    ["an unknown member", writePlan({ ...plan, extra: 1 } as typeof plan), "damaged"],
    ["a missing member", writePlan({ ...plan, boundTo: undefined } as never), "damaged"],
  ])("%s is refused with one sentence", (_, text, message) => {
    const read = readPlan(text);
    expect("problem" in read && read.problem.message).toContain(message);
    expect("problem" in read && read.problem.advice).toContain("retain plan --out");
  });

  test("the published schema is that of the document", () => {
    expect(readFileSync(new URL("../plan.schema.json", import.meta.url), "utf8")).toBe(planJsonSchema());
  });
});

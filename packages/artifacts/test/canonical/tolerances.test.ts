import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalDigest, canonicalForm, tolerancesOf } from "../../src/canonical/form.ts";
import { parsePattern } from "../../src/canonical/pattern.ts";
import { allKinds } from "../../src/kinds/contracts.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import type { Tolerance } from "../../src/words/kind.ts";
import type { Kind } from "../../src/words/ref.ts";
import { anyKind } from "./json-arbitraries.ts";

const body = (properties: JsonObject): JsonObject => ({ name: "x", properties });
const same = (kind: Kind, a: JsonObject, b: JsonObject) =>
  canonicalDigest(kind, a) === canonicalDigest(kind, b);

describe("every tolerance", () => {
  it.each(allKinds())("of %s can be read and says why and whence", (kind) => {
    for (const { pattern, reason, source } of tolerancesOf(kind)) {
      expect(parsePattern(pattern), pattern).toBeDefined();
      expect(reason).toMatch(/^[A-Z].{15,}\.$/);
      expect(source.length).toBeGreaterThan(10);
    }
  });
});

describe("all kinds", () => {
  const plain = body({ type: "T", description: "d", a: [{ b: { type: "SecureString" } }] });
  const additions: readonly ((b: JsonObject) => JsonObject)[] = [
    (b) => ({ ...b, id: "/subscriptions/s", etag: "0900", type: "Microsoft.Synapse/workspaces/x" }),
    (b) => ({
      ...b,
      properties: { ...(b.properties as JsonObject), lastPublishTime: "2024-01-01T00:00:00Z" },
    }),
    (b) => ({ ...b, properties: { ...(b.properties as JsonObject), annotations: [] } }),
    (b) => ({ ...b, resourceGroup: "g", systemData: { createdBy: "somebody" } }),
    (b) => ({ ...b, properties: { ...(b.properties as JsonObject), folder: null } }),
    (b) => ({ ...b, properties: { ...(b.properties as JsonObject), encryptedCredential: "blob" } }),
    (b) => ({
      ...b,
      properties: { ...(b.properties as JsonObject), a: [{ b: { type: "SecureString", value: "***" } }] },
    }),
  ];
  it("lets the service add what is its own", () => {
    fc.assert(
      fc.property(anyKind, fc.subarray([...additions]), (kind, chosen) => {
        expect(
          same(
            kind,
            chosen.reduce((b, add) => add(b), plain),
            plain,
          ),
        ).toBe(true);
      }),
    );
  });

  it.each<[string, JsonObject]>([
    ["the name", { ...plain, name: "y" }],
    ["the folder in Studio", body({ ...(plain.properties as JsonObject), folder: { name: "f" } })],
    ["annotations that say something", body({ ...(plain.properties as JsonObject), annotations: ["n"] })],
    ["the description", body({ ...(plain.properties as JsonObject), description: null })],
    ["the type within properties", body({ ...(plain.properties as JsonObject), type: "U" })],
    [
      "the value of a text that is no secret",
      body({ ...(plain.properties as JsonObject), a: [{ b: { type: "String", value: "1" } }] }),
    ],
  ])("compares %s", (_, other) => {
    for (const kind of allKinds()) expect(same(kind, plain, other)).toBe(false);
  });

  it.each<Kind>(["pipeline", "dataset", "linked-service", "data-flow", "spark-job-definition"])(
    "keeps every empty and null member of a %s",
    (kind) => {
      const properties = {
        a: null,
        b: [],
        c: {},
        d: false,
        e: 0,
        f: "",
        g: "a\r\n",
        userProperties: [],
        startTime: "2020-01-01T00:00:00.000Z",
      };
      expect(canonicalForm(kind, body(properties))).toEqual(body(properties));
    },
  );
});

describe("lake directories", () => {
  const reader = { type: "user", id: "a", permissions: "r-x" };
  const writer = { type: "group", id: "b", permissions: "rwx" };
  const columns = [{ name: "msno", type: "string" }];
  const same = (a: JsonObject, b: JsonObject) =>
    canonicalDigest("lake-directory", body(a)) === canonicalDigest("lake-directory", body(b));

  it("takes what is left out for what it is by default, and access in any order", () => {
    expect(same({ acl: [reader, writer] }, { acl: [writer, { ...reader, default: false }] })).toBe(true);
    expect(same({}, { acl: [], permissions: "rwxr-x---" })).toBe(true);
    const nullable = { columns: [{ ...columns[0], nullable: true }], format: "csv" };
    expect(same({ contract: { columns, format: "csv" } }, { contract: nullable } as JsonObject)).toBe(true);
  });

  it("compares who may do what, for the directory and for what will be in it, and the order of columns", () => {
    expect(same({ acl: [reader] }, { acl: [{ ...reader, default: true }] })).toBe(false);
    expect(same({ acl: [reader] }, { acl: [{ ...reader, permissions: "rwx" }] })).toBe(false);
    expect(same({}, { permissions: "rwxrwx---" })).toBe(false);
    const more = [...columns, { name: "date", type: "date" }];
    const contract = (list: JsonObject[]) => ({ contract: { columns: list, format: "csv" } });
    expect(same(contract(more), contract([...more].reverse()))).toBe(false);
  });
});

describe("triggers", () => {
  const schedule = (startTime: Json, more: JsonObject = {}) =>
    body({ type: "ScheduleTrigger", typeProperties: { recurrence: { startTime } }, ...more });

  it("compares instants however they are written", () => {
    const forms = [
      "2022-08-30T20:16:00.000Z",
      "2022-08-30T20:16:00Z",
      "2022-08-30T22:16:00+02:00",
      "2022-08-30T20:16Z",
    ];
    for (const form of forms)
      expect(same("trigger", schedule(form), schedule("2022-08-30T20:16:00Z"))).toBe(true);
    expect(same("trigger", schedule("2022-08-30T20:16:00.0000001Z"), schedule("2022-08-30T20:16:00Z"))).toBe(
      false,
    );
  });

  it("compares times without a zone, and what is no time, as text", () => {
    for (const text of ["2022-08-30T20:16:00", "2022-13-30T20:16:00Z", "soon", 7, null]) {
      expect(canonicalForm("trigger", schedule(text))).toEqual(schedule(text));
    }
    expect(same("trigger", schedule("2022-08-30T20:16:00"), schedule("2022-08-30T20:16:00Z"))).toBe(false);
  });

  it("ignores whether the trigger runs", () => {
    expect(same("trigger", schedule("x", { runtimeState: "Started" }), schedule("x"))).toBe(true);
    expect(same("pipeline", schedule("x", { runtimeState: "Started" }), schedule("x"))).toBe(false);
  });
});

describe("notebooks", () => {
  const repository = body({
    nbformat: 4,
    metadata: { language_info: { name: "python" }, a365ComputeOptions: { id: "/subscriptions/other" } },
    sessionProperties: { driverCores: 4 },
    cells: [
      { cell_type: "code", source: ["a = 1\r\n", "b = 2"], outputs: [{ data: 1 }], execution_count: 3 },
      { cell_type: "markdown", source: "# t", metadata: {} },
    ],
  });
  const live = body({
    nbformat: 4,
    entityState: null,
    renameOperationDetails: null,
    targetSparkConfiguration: null,
    description: null,
    metadata: { language_info: { name: "python" }, a365ComputeOptions: null, sessionKeepAliveTimeout: 0 },
    sessionProperties: { driverCores: 4, conf: null, runAsWorkspaceSystemIdentity: false },
    cells: [
      {
        cell_type: "code",
        source: "a = 1\nb = 2",
        metadata: {},
        attachments: null,
        outputs: [],
        execution_count: null,
      },
      { cell_type: "markdown", source: ["# t"], attachments: null, execution_count: null },
    ],
  });

  it("compares what was sent with what the service makes of it", () => {
    expect(canonicalForm("synapse-notebook", live)).toEqual(canonicalForm("synapse-notebook", repository));
    expect(canonicalForm("synapse-notebook", live)).toEqual(
      body({
        nbformat: 4,
        metadata: { language_info: { name: "python" } },
        sessionProperties: { driverCores: 4 },
        cells: [
          { cell_type: "code", source: "a = 1\nb = 2" },
          { cell_type: "markdown", source: "# t" },
        ],
      }),
    );
  });

  it("compares members of the list that hold something", () => {
    const base = canonicalDigest("synapse-notebook", body({ cells: [{ source: "" }] }));
    for (const other of [
      body({ cells: [{ source: "" }], description: "d" }),
      body({ cells: [{ source: "" }], metadata: { sessionKeepAliveTimeout: 30 } }),
      body({ cells: [{ source: "" }], sessionProperties: { runAsWorkspaceSystemIdentity: true } }),
      body({ cells: [{ source: " " }] }),
      body({ cells: [{ source: "", metadata: { tags: ["parameters"] } }] }),
    ]) {
      expect(canonicalDigest("synapse-notebook", other)).not.toBe(base);
    }
  });

  it("leaves a source alone that holds anything but text", () => {
    const odd = body({ cells: [{ source: ["a", 1] }, { source: null }, 7, null] });
    expect(canonicalForm("synapse-notebook", odd)).toEqual(odd);
  });
});

describe("scripts", () => {
  it.each<Kind>(["sql-script", "kql-script"])(
    "compares the query of a %s without regard to line ends",
    (kind) => {
      const script = (query: string) => body({ content: { query } });
      expect(same(kind, script("a\r\nb\tc"), script("a\nb\tc"))).toBe(true);
      expect(same(kind, script("a\nb\tc"), script("a\nb c"))).toBe(false);
    },
  );
});

describe("tolerances of the project", () => {
  const tolerance = (pattern: string): Tolerance => ({
    pattern,
    rule: { do: "ignore" },
    reason: "r",
    source: "s",
  });
  const pipeline = body({
    activities: [
      { name: "Load", a: { b: 1 } },
      { name: "Store", a: { b: 2 } },
    ],
  });

  it.each<[string, JsonObject]>([
    [
      'properties.activities["Load"].a',
      body({ activities: [{ name: "Load" }, { name: "Store", a: { b: 2 } }] }),
    ],
    [
      "properties.activities[1].a.b",
      body({
        activities: [
          { name: "Load", a: { b: 1 } },
          { name: "Store", a: {} },
        ],
      }),
    ],
    ["properties.activities[*].a", body({ activities: [{ name: "Load" }, { name: "Store" }] })],
    [
      "**.b",
      body({
        activities: [
          { name: "Load", a: {} },
          { name: "Store", a: {} },
        ],
      }),
    ],
    ["**[name=Store].a", body({ activities: [{ name: "Load", a: { b: 1 } }, { name: "Store" }] })],
    ["properties.activities[0]", body({ activities: [{ name: "Store", a: { b: 2 } }] })],
    ["*.*", body({})],
    ["**", {}],
    ["properties.activities.a", pipeline],
    ["[", pipeline],
  ])("match %s", (pattern, expected) => {
    expect(canonicalForm("pipeline", pipeline, [tolerance(pattern)])).toEqual(expected);
  });
});

describe("the script of a data flow", () => {
  const flow = (typeProperties: JsonObject) => body({ type: "MappingDataFlow", typeProperties });
  const equal = (a: JsonObject, b: JsonObject) => same("data-flow", flow(a), flow(b));

  it("is the same as a text, with either line end, and as the lines of that text", () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((line) => !/[\r\n]/.test(line))), (scriptLines) => {
        const script = scriptLines.join("\n");
        expect(equal({ scriptLines }, { script })).toBe(true);
        expect(equal({ scriptLines }, { script: scriptLines.join("\r\n") })).toBe(true);
        expect(equal({ scriptLines, script }, { script })).toBe(true);
        expect(equal({ scriptLines: [...scriptLines, "x"] }, { script })).toBe(false);
      }),
    );
  });

  it("is compared whole where text and lines cannot be used together, or are none", () => {
    const twice = { script: "a", scriptLines: ["b"] };
    expect(equal(twice, { script: "a" })).toBe(false);
    expect(equal(twice, { scriptLines: ["b"] })).toBe(false);
    expect(equal({ scriptLines: [1] }, { scriptLines: [2] })).toBe(false);
    expect(equal({}, { script: "" })).toBe(false);
  });
});

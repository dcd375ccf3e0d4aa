import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allKinds, contractOf } from "../../src/kinds/contracts.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import type { Risk } from "../../src/words/kind.ts";
import type { Path } from "../../src/words/path.ts";
import type { Kind } from "../../src/words/ref.ts";
import { anyBody, anyJson, anyKind } from "../canonical/json-arbitraries.ts";

/** A difference in short: where, before, after; undefined: the side has none. */
type Row = readonly [kind: Kind, risk: Risk, path: Path, before: Json | undefined, after: Json | undefined];

const risk = (
  kind: Kind,
  path: Path,
  before?: Json,
  after?: Json,
  bodies?: { before: JsonObject; after: JsonObject },
) =>
  contractOf(kind).risk({
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(bodies && { bodies }),
  });

const P = "properties";
const text = { type: "string" };
const withDefault = { type: "string", defaultValue: "" };

describe("risk", () => {
  it.each(allKinds())("of a note of a %s is cosmetic, of an unknown member behavioural", (kind) => {
    expect(risk(kind, [P, "description"], "a", "b")).toBe("cosmetic");
    expect(risk(kind, [P, "annotations", 0], "a")).toBe("cosmetic");
    expect(risk(kind, [P, "folder", "name"], "a", "b")).toBe("cosmetic");
    expect(risk(kind, [P, "somethingNew"], undefined, 1)).toBe("behavioural");
    expect(risk(kind, [], {}, {})).toBe("behavioural");
  });

  it.each<Row>([
    ["pipeline", "cosmetic", [P, "activities", "Load", "description"], "a", "b"],
    ["pipeline", "cosmetic", [P, "activities", 0, "userProperties", 0], undefined, { name: "a" }],
    [
      "pipeline",
      "cosmetic",
      [P, "activities", "If", "typeProperties", "ifTrueActivities", "Load", "description"],
      "a",
      "b",
    ],
    ["pipeline", "behavioural", [P, "activities", "Load", "typeProperties", "description"], "a", "b"],
    ["pipeline", "behavioural", [P, "activities", "Load", "policy", "retry"], 0, 3],
    ["lake-directory", "cosmetic", [P, "contract", "columns", "msno", "description"], "a", "b"],
    [
      "lake-directory",
      "breaking",
      [P, "contract", "columns", "msno"],
      { name: "msno", type: "string" },
      undefined,
    ],
    ["lake-directory", "breaking", [P, "contract", "columns", "msno", "type"], "int", "bigint"],
    [
      "lake-directory",
      "behavioural",
      [P, "contract", "columns", "new"],
      undefined,
      { name: "new", type: "int" },
    ],
    ["lake-directory", "breaking", [P, "contract"], { columns: [], format: "csv" }, undefined],
    ["lake-directory", "behavioural", [P, "contract"], undefined, { columns: [], format: "csv" }],
    ["lake-directory", "breaking", [P, "contract", "format"], "csv", "delta"],
    ["lake-directory", "breaking", [P, "acl", 0], { type: "user", id: "a", permissions: "r-x" }, undefined],
    [
      "lake-directory",
      "behavioural",
      [P, "acl", 0],
      undefined,
      { type: "user", id: "a", permissions: "r-x" },
    ],
    ["lake-directory", "breaking", [P, "acl", 0, "permissions"], "rwx", "r-x"],
    ["lake-directory", "breaking", [P, "acl", 0, "id"], "a", "b"],
    ["lake-directory", "behavioural", [P, "permissions"], "rwxr-x---", "rwxrwx---"],
    ["pipeline", "breaking", [P, "parameters", "day"], text, undefined],
    ["pipeline", "breaking", [P, "parameters", "day", "type"], "string", "int"],
    ["pipeline", "breaking", [P, "parameters", "day"], text, { type: "int" }],
    ["pipeline", "breaking", [P, "parameters"], { day: text }, undefined],
    ["pipeline", "breaking", [P, "parameters", "day", "defaultValue"], "x", undefined],
    ["pipeline", "breaking", [P, "parameters", "day"], undefined, text],
    ["pipeline", "behavioural", [P, "parameters", "day"], undefined, withDefault],
    ["pipeline", "behavioural", [P, "parameters"], undefined, { day: withDefault }],
    ["pipeline", "behavioural", [P, "parameters", "day", "defaultValue"], "x", "y"],
    ["pipeline", "behavioural", [P, "parameters", "day", "defaultValue", "type"], "x", undefined],
    ["pipeline", "behavioural", [P, "variables", "day"], text, undefined],
    ["dataset", "breaking", [P, "parameters", "day"], text, undefined],
    ["dataset", "breaking", [P, "type"], "Parquet", "Json"],
    ["dataset", "breaking", [P, "schema", 1], { name: "a", type: "INT32" }, undefined],
    ["dataset", "breaking", [P, "schema", "a", "type"], "INT32", "UTF8"],
    ["dataset", "breaking", [P, "schema"], [{ name: "a", type: "INT32" }], []],
    ["dataset", "breaking", [P, "schema"], [{ name: "a" }], undefined],
    ["dataset", "behavioural", [P, "schema"], [{ name: "a" }], [{ name: "b" }, { name: "a" }]],
    ["dataset", "behavioural", [P, "schema", 2], undefined, { name: "c", type: "UTF8" }],
    ["dataset", "behavioural", [P, "schema", "a", "precision"], 18, 20],
    ["linked-service", "breaking", [P, "type"], "AzureBlobFS", "AzureSqlDW"],
    ["linked-service", "breaking", [P, "parameters", "db"], text, undefined],
    ["linked-service", "behavioural", [P, "typeProperties", "url"], "a", "b"],
    ["credential", "breaking", [P, "type"], "ManagedIdentity", "ServicePrincipal"],
    [
      "data-flow",
      "breaking",
      [P, "typeProperties", "script"],
      "parameters{\n\tday as string,\n\tn as integer (1)\n}\nx",
      "parameters{\n\tday as string\n}\nx",
    ],
    [
      "data-flow",
      "breaking",
      [P, "typeProperties", "scriptLines"],
      ["parameters{", "  day as string", "}"],
      ["parameters{", "  day as date", "}"],
    ],
    [
      "data-flow",
      "behavioural",
      [P, "typeProperties", "script"],
      "source(output(a as string)) ~> x",
      "source(output(b as string)) ~> x",
    ],
    ["data-flow", "cosmetic", [P, "typeProperties", "sinks", 0, "description"], "a", "b"],
    ["synapse-notebook", "cosmetic", [P, "metadata", "saveOutput"], true, false],
    ["synapse-notebook", "behavioural", [P, "metadata", "language_info", "name"], "python", "scala"],
    ["synapse-notebook", "cosmetic", [P, "cells", 0, "metadata", "jupyter", "source_hidden"], true, false],
    ["synapse-notebook", "cosmetic", [P, "cells", 0, "metadata"], undefined, { collapsed: true }],
    ["synapse-notebook", "behavioural", [P, "cells", 0, "metadata", "tags", 0], undefined, "parameters"],
    ["synapse-notebook", "behavioural", [P, "cells", 0, "metadata"], undefined, { tags: ["parameters"] }],
    ["synapse-notebook", "cosmetic", [P, "cells", 0], undefined, { cell_type: "markdown", source: "a" }],
    ["synapse-notebook", "behavioural", [P, "cells", 0], { cell_type: "code" }, { cell_type: "markdown" }],
    ["synapse-notebook", "behavioural", [P, "cells", 0, "source"], "a", "b"],
    ["sql-script", "cosmetic", [P, "content", "metadata", "language"], undefined, "sql"],
    ["sql-script", "behavioural", [P, "content", "query"], "a", "b"],
    ["sql-script", "behavioural", [P, "content", "currentConnection", "databaseName"], "a", "b"],
    ["spark-configuration", "cosmetic", [P, "notes"], "a", "b"],
    ["spark-configuration", "behavioural", [P, "configs", "a"], "a", "b"],
    ["trigger", "behavioural", [P, "typeProperties", "recurrence", "interval"], 1, 2],
  ])("%s: %s %j", (kind, expected, path, before, after) => {
    expect(risk(kind, path, before, after)).toBe(expected);
  });

  it("of text in a notebook is cosmetic where both bodies have a markdown cell there", () => {
    const body = (...types: string[]): JsonObject => ({
      properties: { cells: types.map((t) => ({ cell_type: t })) },
    });
    const at = (before: JsonObject, after: JsonObject) =>
      risk("synapse-notebook", [P, "cells", 1, "source"], "a", "b", { before, after });
    expect(at(body("code", "markdown"), body("code", "markdown"))).toBe("cosmetic");
    expect(at(body("code", "code"), body("code", "markdown"))).toBe("behavioural");
    expect(at(body("markdown"), body("markdown", "code"))).toBe("behavioural");
    expect(at(body(), body())).toBe("behavioural");
  });

  it("of one line of a data flow script is judged by the whole bodies", () => {
    const body = (script: string): JsonObject => ({
      properties: { typeProperties: { scriptLines: script.split("\n") } },
    });
    const line: Path = [P, "typeProperties", "scriptLines", 1];
    const bodies = {
      before: body("parameters{\n  a as string\n}"),
      after: body("parameters{\n  b as string\n}"),
    };
    expect(risk("data-flow", line, "  a as string", "  b as string", bodies)).toBe("breaking");
    expect(risk("data-flow", line, "  a as string", "  b as string")).toBe("behavioural");
  });

  it("is said of every difference, never destructive", () => {
    const step = fc.oneof(
      fc.constantFrom(
        P,
        "parameters",
        "schema",
        "type",
        "cells",
        "metadata",
        "activities",
        "typeProperties",
        "script",
      ),
      fc.nat(3),
      fc.string(),
    );
    fc.assert(
      fc.property(
        anyKind,
        fc.array(step),
        fc.option(anyJson, { nil: undefined }),
        fc.option(anyJson, { nil: undefined }),
        fc.option(anyBody, { nil: undefined }),
        (kind, path, before, after, body) => {
          const found = risk(kind, path, before, after, body && { before: body, after: body });
          expect(["cosmetic", "behavioural", "breaking"]).toContain(found);
        },
      ),
    );
  });
});

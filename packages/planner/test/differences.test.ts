import { describe, expect, test } from "vitest";
import { lineDifference } from "../src/differences/lines.ts";
import { statementsOf } from "../src/differences/statements.ts";
import {
  artifact,
  cell,
  differencesOf,
  load,
  notebook,
  pathsOf,
  planOf,
  script,
  table,
  wait,
} from "./estates.ts";

const properties = (extra: object) =>
  artifact("dataset/Table", { ...(table.body.properties as object), ...extra });

describe("elements with names", () => {
  test("an activity is addressed by its name, wherever it stands", () => {
    expect(pathsOf(load(wait("B", 1), wait("A", 2)), load(wait("B", 1), wait("A", 3)))).toEqual([
      'properties.activities["A"].typeProperties.waitTimeInSeconds',
    ]);
  });

  test("another order is one difference", () => {
    expect(differencesOf(load(wait("B", 1), wait("A", 2)), load(wait("A", 2), wait("B", 1)))).toMatchObject([
      { path: "properties.activities", before: ["A", "B"], after: ["B", "A"] },
    ]);
  });

  test("one that comes behind the rest is one difference; one in between says where", () => {
    const [a, b, c] = [wait("A", 1), wait("B", 2), wait("C", 3)];
    expect(differencesOf(load(a, b), load(a))).toMatchObject([
      { path: 'properties.activities["B"]', after: b },
    ]);
    expect(differencesOf(load(a, b, c), load(a, c))).toMatchObject([
      { path: "properties.activities", before: ["A", "C"], after: ["A", "B", "C"] },
      { path: 'properties.activities["B"]', after: b },
    ]);
    expect(pathsOf(load(), load(a))).toEqual(['properties.activities["A"]']);
  });

  test("activities inside containers, and names that look like paths", () => {
    const each = (seconds: number) => ({
      name: 'For "all".x[0]',
      type: "ForEach",
      typeProperties: { activities: [wait("In", seconds)] },
    });
    expect(pathsOf(load(each(2)), load(each(1)))).toEqual([
      'properties.activities["For \\"all\\".x[0]"].typeProperties.activities["In"].typeProperties.waitTimeInSeconds',
    ]);
  });

  test("a column that comes breaks nobody wherever it stands; one that goes does", () => {
    const columns = (...names: readonly string[]) =>
      properties({ schema: names.map((name) => ({ name, type: "String" })) });
    const risk = (to: readonly string[], from: readonly string[]) =>
      planOf([columns(...to)], [columns(...from)]).changes[0]?.risk;
    expect(risk(["a", "new", "b"], ["a", "b"])).toBe("behavioural");
    expect(risk(["b", "a"], ["a", "b"])).toBe("behavioural");
    expect(risk(["a"], ["a", "b"])).toBe("breaking");
  });
});

describe("cells", () => {
  const lines = (name: string) => Array.from({ length: 6 }, (_, at) => `${name}${at} = ${at}`).join("\n");

  test("an inserted cell is one cell that came", () => {
    const [a, b, c] = [cell("a = 1"), cell("b = 2"), cell("c = 3")];
    expect(differencesOf(notebook(a, b, c), notebook(a, c))).toEqual([
      { path: "properties.cells[1]", after: { cell_type: "code", source: "b = 2" }, risk: "behavioural" },
    ]);
  });

  test("an edited cell stays itself beside one that came", () => {
    const old = notebook(cell(lines("load")), cell(lines("train")));
    const next = notebook(
      cell("import os\nprint(os.name)"),
      cell(`${lines("load")}\nmore = 1`),
      cell(lines("train")),
    );
    expect(pathsOf(next, old)).toEqual(["properties.cells[0]", "properties.cells[1].source"]);
  });

  test("a cell that went is named by where it was", () => {
    const cells = ["a", "b", "c"].map((name) => cell(lines(name)));
    expect(pathsOf(notebook(...cells.slice(1)), notebook(...cells))).toEqual(["properties.cells[0]"]);
  });

  test("the risk is that of the cell on both sides, though it stands elsewhere on one", () => {
    const note = (text: string) => cell(`# Notes\n${lines("word")}\n${text}`, "markdown");
    const old = notebook(note("old"), cell("a = 1"));
    const next = notebook(cell("import os"), note("new"), cell("a = 1"));
    expect(differencesOf(next, old).map(({ path, risk }) => [path, risk])).toEqual([
      ["properties.cells[0]", "behavioural"],
      ["properties.cells[1].source", "cosmetic"],
    ]);
  });
});

describe("text", () => {
  test("of several lines becomes a line difference", () => {
    const query = (last: string) => ["SELECT a", "FROM t", "WHERE x = 1", last].join("\n");
    expect(differencesOf(script(query("AND y = 2")), script(query("AND y = 3")))).toEqual([
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

  test("shows three lines around a change, and that there is more between two", () => {
    const numbers = Array.from({ length: 30 }, (_, at) => `${at}`);
    const next = numbers.with(5, "five").with(25, "twenty-five");
    const shown = lineDifference(numbers.join("\n"), next.join("\n"))?.map(({ mark, text }) => mark + text);
    expect(shown?.slice(0, 9)).toEqual([" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8", " …"]);
    expect(shown).toHaveLength(17);
  });

  test("a line end at the end is told of where nothing else differs", () => {
    expect(lineDifference("a", "a\n")).toContainEqual({ mark: " ", text: "\\ No newline at end of file" });
    expect(lineDifference("a", "b\n")).toEqual([
      { mark: "-", text: "a" },
      { mark: "+", text: "b" },
    ]);
  });

  test("a long list of texts is read as lines, a short one as elements", () => {
    const lines = [
      "source(output(",
      "  a as string",
      "), allowSchemaDrift: true) ~> In",
      "In filter(a > 1) ~> F",
      "F sink() ~> Out",
      "Out sort()",
    ];
    const flow = (scriptLines: readonly string[]) =>
      artifact("data-flow/Flow", { type: "MappingDataFlow", typeProperties: { scriptLines } });
    expect(differencesOf(flow(lines.with(3, "In filter(a > 2) ~> F")), flow(lines))).toMatchObject([
      {
        path: "properties.typeProperties.script",
        lines: lines.flatMap((text, at) =>
          at === 3
            ? [
                { mark: "-", text },
                { mark: "+", text: "In filter(a > 2) ~> F" },
              ]
            : [{ mark: " ", text }],
        ),
      },
    ]);
    expect(pathsOf(properties({ annotations: ["a", "b"] }), properties({ annotations: ["a"] }))).toEqual([
      "properties.annotations[1]",
    ]);
  });

  test("texts that share nothing are shown as two values", () => {
    const text = (word: string) => Array.from({ length: 3_000 }, (_, at) => `${word} ${at}`).join("\n");
    expect(differencesOf(script(text("old")), script(text("new")))[0]).toMatchObject({ before: text("new") });
  });
});

describe("statements", () => {
  test("a script is compared statement by statement", () => {
    const query = (columns: string, rest = "") =>
      script(
        `-- tables\nDROP EXTERNAL TABLE a;\nGO\nCREATE EXTERNAL TABLE a (\n  ${columns}\n);\nGO\n${rest}`,
      );
    expect(differencesOf(query("x int", "SELECT 1,\n  2;\nGO\n"), query("x bigint"))).toEqual([
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
      {
        path: 'properties.content.query["SELECT 1,"]',
        lines: [
          { mark: "+", text: "SELECT 1," },
          { mark: "+", text: "  2;" },
        ],
        risk: "behavioural",
      },
    ]);
  });

  test("white space between statements and their order show in the whole text", () => {
    const [spaced, tight, turned] = [
      "SELECT 1;\n\nSELECT 2;",
      "SELECT 1;\nSELECT 2;",
      "SELECT 2;\nSELECT 1;",
    ];
    expect(pathsOf(script(spaced), script(tight))).toEqual(["properties.content.query"]);
    expect(pathsOf(script(turned), script(tight))).toEqual(["properties.content.query"]);
  });

  const labels = (query: string) => statementsOf(query)?.map(({ label }) => label);

  test.each([
    ["semicolons end them", "SELECT 1; SELECT 2", ["SELECT 1;", "SELECT 2"]],
    ["comments belong to what follows", "-- a; b\n/* c; */ SELECT 1;\nSELECT 2;", ["SELECT 1;", "SELECT 2;"]],
    [
      "texts and brackets hold anything",
      "SELECT 'a;\nGO\nb';\nSELECT [c;d];",
      ["SELECT 'a;", "SELECT [c;d];"],
    ],
    [
      "a routine is one",
      "SELECT 1\nGO\nCREATE PROC p AS\nSELECT 2;\nSELECT 3;",
      ["SELECT 1", "CREATE PROC p AS"],
    ],
    [
      "a block is one",
      "BEGIN TRY SELECT 1; END TRY\nGO 5\nPRINT 1",
      ["BEGIN TRY SELECT 1; END TRY", "PRINT 1"],
    ],
    [
      "batches where statements begin alike",
      "USE a; SELECT 1;\nGO\nPRINT 1; SELECT 1;",
      ["USE a; SELECT 1;", "PRINT 1; SELECT 1;"],
    ],
  ])("%s", (_, query, expected) => {
    expect(labels(query)).toEqual(expected);
  });

  test.each([
    ["one statement", "SELECT 1"],
    ["two that begin alike", "SELECT 1;\nSELECT 1;"],
    ["only comments", "-- a\nGO\n-- b"],
    ["nothing", ""],
  ])("%s cannot be told apart", (_, query) => {
    expect(labels(query)).toBeUndefined();
  });

  test("a label shows no secret and is cut", () => {
    const secret = ["sig", "=", "a8Kd93nfLq0ZxPw2Rt7Yu5Io1AsDfGhJkLzXcVbNm4Q%3D"].join("");
    const long = `SELECT ${"column_name, ".repeat(20)}`;
    const [first, second] =
      labels(`SELECT 'https://x.blob.core.windows.net/c?sv=2022-11-02&${secret}';\n${long}`) ?? [];
    expect(first).not.toContain("a8Kd93nf");
    expect(second?.length).toBeLessThanOrEqual(60);
  });
});

describe("risk and secrets", () => {
  test("a word for people is cosmetic, the risk of a change is its gravest", () => {
    expect(planOf([properties({ description: "new" })], [table]).changes[0]?.risk).toBe("cosmetic");
    expect(planOf([properties({ description: "new", type: "Parquet" })], [table]).changes[0]?.risk).toBe(
      "breaking",
    );
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

  test("nor one in a line of a script or of a cell", () => {
    const key = ["Account", "Key=", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kA=="].join("");
    const storage = `conf = "DefaultEndpointsProtocol=https;AccountName=a;${key}"\nrun()`;
    expect(
      JSON.stringify(differencesOf(notebook(cell(storage)), notebook(cell("conf = 1\nrun()")))),
    ).not.toContain("q83vEjRW");
    const before = script(
      `SELECT 1;\nGO\nCREATE DATABASE SCOPED CREDENTIAL c\nWITH IDENTITY = 'i', SECRET = 'Tr0ub4dor-and-3';`,
    );
    const shown = JSON.stringify(differencesOf(script("SELECT 1;\nGO\nSELECT 2;"), before));
    expect(shown).toContain("SCOPED CREDENTIAL");
    expect(shown).not.toContain("Tr0ub4dor");
  });
});

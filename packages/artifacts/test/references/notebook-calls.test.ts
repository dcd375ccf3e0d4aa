import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contractOf } from "../../src/kinds/contracts.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import { formatPath } from "../../src/words/path.ts";
import { anyJson } from "../canonical/json-arbitraries.ts";

const notebook = (cells: Json, language?: string): JsonObject => ({
  name: "Own",
  properties: { cells, ...(language !== undefined && { metadata: { language_info: { name: language } } }) },
});
const code = (source: Json): JsonObject => ({ cell_type: "code", source });

/** Calls of one code cell, as short texts: `name(arguments)` or `?expression`. */
function calls(source: string, language?: string): readonly string[] {
  const { static: known, dynamic } = contractOf("synapse-notebook").references(
    notebook([code(source)], language),
  );
  return [
    ...known.map(({ to, arguments: names }) => `${to.name}${names ? `(${names.join(",")})` : ""}`),
    ...dynamic.map(({ expression }) => `?${expression}`),
  ];
}

describe("%run", () => {
  it.each<[string, readonly string[]]>([
    ["%run Setup", ["Setup"]],
    ["%run /Shared/Setup", ["Setup"]],
    ["  %run  Setup  \r\nx = 1", ["Setup"]],
    ['%run "My notes (1).v2"', ["My notes (1).v2"]],
    ["%run /a b/My notes", ["My notes"]],
    ['%run /a/Setup { "day": 1, "full": true }', ["Setup(day,full)"]],
    ["%run Setup { not json", ["Setup"]],
    ["%run Setup # prepares", ["Setup"]],
    ["x = 1\n%run A\n%run B", ["A", "B"]],
    ["%run $name", ["?$name"]],
    ["%run {name}", ["?{name}"]],
    ["%run -b helpers.py", []],
    ["%run ", []],
    ["# %run Setup", []],
    ['"""\n%run Setup\n"""', []],
    ["x = 5 %run", []],
    ["y %run Setup", []],
    ["%runner Setup", []],
    ["%run Own", []],
  ])("%j calls %j", (source, expected) => {
    expect(calls(source)).toEqual(expected);
  });
});

describe("notebook.run", () => {
  it.each<[string, readonly string[]]>([
    ['mssparkutils.notebook.run("Train")', ["Train"]],
    ["r = notebookutils.notebook.run('/Models/Train', 90)", ["Train"]],
    [
      'notebookutils.notebook.run(\n  "Train", # the model\n  90,\n  {"day": d, \'k\': [1, 2]},\n)',
      ["Train(day,k)"],
    ],
    ['notebookutils . notebook\\\n.run("Train")', []],
    ['mssparkutils.notebook.run(path="Train", arguments={"a": f(1, 2)})', ["Train(a)"]],
    ['mssparkutils.notebook.run(timeout=9, path="Train")', ["Train"]],
    ['mssparkutils.notebook.run("Train", 90, {})', ["Train()"]],
    ['mssparkutils.notebook.run("Train", 90, given)', ["Train"]],
    ['mssparkutils.notebook.run("Train", 90, {key: 1})', ["Train"]],
    ['mssparkutils.notebook.run(r"""Train""")', ["Train"]],
    ['mssparkutils.notebook.run(f"Train")', ["Train"]],
    ['mssparkutils.notebook.run(f"Train{n}", 1)', ['?f"Train{n}"']],
    ["mssparkutils.notebook.run(name, 90)", ["?name"]],
    ['mssparkutils.notebook.run("Tr" + "ain")', ['?"Tr" + "ain"']],
    ['mssparkutils.notebook.run("Train" "ing")', ['?"Train" "ing"']],
    ['mssparkutils.notebook.run("a", mssparkutils.notebook.run("b"))', ["a", "b"]],
    ["mssparkutils.notebook.run(", ["?mssparkutils.notebook.run("]],
    ['mssparkutils.notebook.run("Train"', ["?mssparkutils.notebook.run("]],
    ["mssparkutils.notebook.run()", ["?mssparkutils.notebook.run("]],
    ['mssparkutils.notebook.run("Train", 90, {}, "other-workspace")', []],
    ['mssparkutils.notebook.run("Train", 90, {}, "")', ["Train()"]],
    ['# mssparkutils.notebook.run("Train")', []],
    ["print('mssparkutils.notebook.run(\"Train\")')", []],
    ['x = "#"; mssparkutils.notebook.run("Train")', ["Train"]],
    ["x = 'it\\'s'; mssparkutils.notebook.run('Train')", ["Train"]],
    ["!echo it's\nmssparkutils.notebook.run('Train')", ["Train"]],
    ['mymssparkutils.notebook.run("Train")', []],
    ['mssparkutils.notebook.exit("Train")', []],
    ['notebookutils.notebook.runMultiple(["A", "/f/B", c])', ["A", "B", "?c"]],
    ["notebookutils.notebook.runMultiple(dag)", ["?dag"]],
  ])("%j calls %j", (source, expected) => {
    expect(calls(source)).toEqual(expected);
  });

  it("is read in the language of the cell", () => {
    const scala =
      '// mssparkutils.notebook.run("A")\n/* mssparkutils.notebook.run("B") */ val c = \'"\'; mssparkutils.notebook.run("C") # "';
    expect(calls(scala, "scala")).toEqual(["C"]);
    expect(calls(`%%spark\n${scala}`, "python")).toEqual(["C"]);
    expect(calls('%%pyspark\n# "\nmssparkutils.notebook.run("A")', "scala")).toEqual(["A"]);
    expect(calls("%%sql\nselect \"mssparkutils.notebook.run('A')\"\n%run B")).toEqual([]);
    expect(calls("%%time\n%run B")).toEqual(["B"]);
  });
});

describe("the place of a call", () => {
  it("is the line in which it begins, in code cells only", () => {
    const cells = [
      { cell_type: "markdown", source: "%run A" },
      code(["x = 1\r\n", "y = 2\n", "%run B\n", "%run C"]),
      code("%run D"),
      { source: "%run E" },
    ];
    const found = contractOf("synapse-notebook").references(notebook(cells)).static;
    expect(found.map(({ to, path }) => `${to.name} ${formatPath(path)}`)).toEqual([
      "B properties.cells[1].source[2]",
      "C properties.cells[1].source[3]",
      "D properties.cells[2].source",
    ]);
    expect(found.every(({ form }) => form === "call")).toBe(true);
  });

  it("is searched for in any cells whatever", () => {
    const piece = fc.constantFrom(
      "%run ",
      "mssparkutils.notebook.run(",
      "notebookutils.notebook.runMultiple(",
      '"',
      "'",
      '"""',
      "#",
      "//",
      "/*",
      "*/",
      "\\",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      "\n",
      " ",
      "f",
      "name",
      "-",
      "/",
      "=",
      "path=",
      "%%spark\n",
      "\ud800",
    );
    const source = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(source.map(code), fc.array(source).map(code), anyJson.map(code), anyJson)),
        fc.constantFrom("python", "scala", "odd"),
        (cells, language) => {
          const { static: known, dynamic } = contractOf("synapse-notebook").references(
            notebook(cells, language),
          );
          for (const { to } of known) expect(to.name.trim()).not.toBe("");
          for (const { expression } of dynamic) expect(typeof expression).toBe("string");
        },
      ),
      { numRuns: 1000 },
    );
  });
});

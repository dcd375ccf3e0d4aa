import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { formatRef } from "@retain/artifacts/words/ref";
import { brief, pipelineText, synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import { loadDesired } from "./with-blocks.ts";

async function load(
  files: Readonly<Record<string, string | Buffer>>,
  prepare?: (root: string) => Promise<void>,
) {
  const inside = Object.entries(files).map(([path, content]) => [`workspace/${path}`, content] as const);
  const root = await temporaryProject({ "retain.yaml": synapseProject, ...Object.fromEntries(inside) });
  await prepare?.(root);
  const loaded = await loadDesired({ root });
  return {
    ...loaded,
    refs: loaded.artifacts.map(({ ref }) => formatRef(ref)),
    brief: brief(loaded.diagnostics),
  };
}

const named = (name: string) => JSON.stringify({ name, properties: {} });

describe("the layout", () => {
  test("every kind lies in its folder; case, plural and depth do not matter", async () => {
    const { refs, brief: problems } = await load({
      "LinkedService/L.json": named("L"),
      "datasets/D.json": named("D"),
      "pipeline/a/b/P.JSON": named("P"),
      "sqlscripts/S.json": named("S"),
      "notebook/N.json": named("N"),
      "managedVirtualNetwork/default.json": '{"name":"default"}',
      "managedVirtualNetwork/default/managedPrivateEndpoint/E.json": named("E"),
    });
    expect(problems).toEqual([]);
    expect([...refs].sort()).toEqual([
      "dataset/D",
      "linked-service/L",
      "managed-private-endpoint/E",
      "pipeline/P",
      "sql-script/S",
      "synapse-notebook/N",
    ]);
  });

  test("what is no artifact is left out", async () => {
    const { refs, brief: problems } = await load({
      "pipeline/A.json": pipelineText("A"),
      "pipeline/README.md": "# x",
      "publish_config.json": '{"publishBranch":"x"}',
      "TemplateForWorkspace.json": "{}",
      "templates/x.json": "not read",
      ".hidden/pipeline/B.json": "not read",
    });
    expect([refs, problems]).toEqual([["pipeline/A"], []]);
  });

  test("folders that nothing is published from, though they look like it, are told", async () => {
    const { diagnostics } = await load({
      "pipeline/A.json": pipelineText("A"),
      "piplines/B.json": pipelineText("B"),
      "database/C.json": "{}",
    });
    expect(diagnostics.map(({ code, message }) => `${code} ${message.split(" ")[0]}`)).toEqual([
      "folder-unknown 'workspace/database'",
      "folder-unknown 'workspace/piplines'",
    ]);
  });

  test("a folder above the workspace is told, with the one that was meant", async () => {
    const { diagnostics } = await load({ "inner/pipeline/A.json": pipelineText("A") });
    expect(diagnostics).toMatchObject([
      {
        code: "source-empty",
        at: { file: "retain.yaml", line: 3 },
        advice: expect.stringContaining("workspace/inner"),
      },
    ]);
  });
});

describe("encodings", () => {
  const text = pipelineText("Größe 漢字");
  const big = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  test.each([
    ["a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["CRLF", Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["UTF-16 LE", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 BE", big],
  ])("%s", async (_, content) => {
    const { refs, brief: problems } = await load({ "pipeline/Größe 漢字.json": content });
    expect([refs, problems]).toEqual([["pipeline/Größe 漢字"], []]);
  });

  test("bytes of another encoding are told, not guessed", async () => {
    const { brief: problems } = await load({
      "pipeline/A.json": Buffer.from('{"name":"Gr\xf6\xdfe"}', "latin1"),
    });
    expect(problems).toEqual(["workspace/pipeline/A.json:1:1 file-encoding"]);
  });
});

describe("bad files", () => {
  test.each([
    ["", "1:1 json-syntax"],
    [" \n", "1:1 json-syntax"],
    ['{\n  "name": "A",\n}', "3:1 json-syntax"],
    ['{\n  // no\n  "name": "A"\n}', "2:3 json-syntax"],
    ['{\n  "name": "A"\n  "x": 1\n}', "3:3 json-syntax"],
    ['{"name": "A', "1:10 json-syntax"],
    ["[]", "1:1 artifact-invalid"],
    ["null", "1:1 artifact-invalid"],
    ['{"properties":{}}', "1:1 artifact-invalid"],
    ['{"name":""}', "1:1 artifact-invalid"],
    ['{"name":"A","properties":{\n"a":1,\n"a":2}}', "3:1 json-duplicate-key"],
    ['{"name":"A","x":"\\"name\\": {\\\\","n\\u0061me":"B"}', "1:33 json-duplicate-key"],
    [`{"name":"A","x":${"[".repeat(5000)}${"]".repeat(5000)}}`, "1:1 json-depth"],
  ])("%j is one problem with its place", async (text, expected) => {
    const { brief: problems, refs } = await load({
      "pipeline/A.json": text,
      "pipeline/B.json": pipelineText("B"),
    });
    expect([problems, refs]).toEqual([[`workspace/pipeline/A.json:${expected}`], ["pipeline/B"]]);
  });

  test("text that nests without end is a problem, no exception", async () => {
    const { brief: problems } = await load({ "pipeline/A.json": "[".repeat(200_000) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/json-syntax$/);
  });

  test("keys that only look alike are no duplicates", async () => {
    const body = { name: "A", properties: { a: { a: 'x": "a' }, b: ['"a":', "\\"], "": { "a:": '\\":' } } };
    const { brief: problems, artifacts } = await load({ "pipeline/A.json": JSON.stringify(body) });
    expect([problems, artifacts[0]?.body]).toEqual([[], body]);
  });

  test("links that are broken or lead in a circle end with a word", async () => {
    const { brief: problems, refs } = await load({ "pipeline/A.json": pipelineText("A") }, async (root) => {
      await symlink("..", join(root, "workspace/pipeline/up"), "dir");
      await symlink("nowhere.json", join(root, "workspace/pipeline/B.json"));
    });
    expect(refs).toEqual(["pipeline/A"]);
    expect([...problems].sort()).toEqual([
      "workspace/pipeline/B.json:1:1 file-unreadable",
      "workspace/pipeline/up:1:1 link-circle",
    ]);
  });
});

describe("names", () => {
  test("a file named otherwise is a warning, the name inside counts", async () => {
    const { refs, diagnostics } = await load({ "pipeline/Old.json": pipelineText("New") });
    expect(refs).toEqual(["pipeline/New"]);
    expect(diagnostics).toMatchObject([
      {
        severity: "warning",
        code: "file-name",
        at: { file: "workspace/pipeline/Old.json", line: 2, column: 3 },
      },
    ]);
  });

  test("odd names are taken as they are, percent-encoded ones decoded", async () => {
    const { refs, brief: problems } = await load({
      "pipeline/a b (c) [d].e.json": pipelineText("a b (c) [d].e"),
      "pipeline/x%3Ay.json": pipelineText("x:y"),
      "pipeline/50%.json": pipelineText("50%"),
    });
    expect(problems).toEqual([]);
    expect([...refs].sort()).toEqual(["pipeline/50%", "pipeline/a b (c) [d].e", "pipeline/x:y"]);
  });

  test("a file of another kind than its folder is a warning", async () => {
    const text = '{\n"name":"A",\n"type":"Microsoft.Synapse/workspaces/datasets","properties":{}}';
    const { brief: problems } = await load({ "pipeline/A.json": text });
    expect(problems).toEqual(["workspace/pipeline/A.json:3:1 folder-kind"]);
  });
});

describe("places", () => {
  test("are found in the file when asked for, down to the deepest part that exists", async () => {
    const text =
      '\n{\n  "name": "A",\n  "properties": {\n    "activities": [\n      { "name": "x" }\n    ]\n  }\n}';
    const { artifacts } = await load({ "pipeline/sub/A.json": text });
    const origin = artifacts[0]?.origin;
    expect(origin).toMatchObject({
      file: "workspace/pipeline/sub/A.json",
      line: 2,
      column: 1,
      folder: "pipeline/sub",
    });
    const place = (...path: (string | number)[]) => {
      const found = origin?.locate?.(path);
      return `${found?.line}:${found?.column}`;
    };
    expect(place()).toBe("2:1");
    expect(place("properties", "activities", 0, "name")).toBe("6:9");
    expect(place("properties", "activities", 0, "missing")).toBe("6:7");
    expect(place("properties", "activities", 9)).toBe("5:5");
  });
});

test("what is found in a body while it is read names the artifact as what is found afterwards does", async () => {
  const activity = {
    name: "Set",
    type: "SetVariable",
    typeProperties: { variableName: "gone", value: "@pipeline().parameters.none" },
  };
  const body = { name: "Load", properties: { activities: [activity] } };
  const root = await temporaryProject({
    "retain.yaml": synapseProject,
    "workspace/pipeline/Load.json": JSON.stringify(body),
  });
  const [early, late] = await Promise.all(
    [true, false].map(async (judged) => {
      const { artifacts } = await loadDesired({ root, judged });
      return validateArtifacts(artifacts, { exceptions: [] }).diagnostics;
    }),
  );
  expect(early?.map(({ message }) => message).join("\n")).toContain("pipeline/Load");
  expect(early).toEqual(late);
});

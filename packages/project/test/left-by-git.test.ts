import { brief, pipelineText, synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import { readSqlFiles } from "../src/sources/sql-files.ts";
import { leftByGit } from "../src/text-file.ts";
import { loadDesired } from "./with-blocks.ts";

const conflicted = (ours: string, theirs: string, end = "\n") =>
  [`${"<".repeat(7)} HEAD`, ours, "=".repeat(7), theirs, `${">".repeat(7)} other`, ""].join(end);
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`;

describe("what Git left in the place of a file", () => {
  test("is told as what it is, in JSON, notebooks and YAML", async () => {
    const root = await temporaryProject({
      "retain.yaml": synapseProject,
      "workspace/pipeline/Good.json": pipelineText("Good"),
      "workspace/pipeline/A.json": `{\n  "name": "A",\n${conflicted('  "a": 1', '  "a": 2')}}`,
      "workspace/pipeline/B.json": conflicted(pipelineText("B"), pipelineText("B"), "\r\n"),
      "workspace/notebook/N.json": pointer,
      "environments/dev.yaml": conflicted("workspace: a", "workspace: b"),
    });
    const { diagnostics } = await loadDesired({ root, environment: "dev" });
    expect([...brief(diagnostics)].sort()).toEqual([
      "environments/dev.yaml:1:1 merge-conflict",
      "workspace/notebook/N.json:1:1 lfs-pointer",
      "workspace/pipeline/A.json:3:1 merge-conflict",
      "workspace/pipeline/B.json:1:1 merge-conflict",
    ]);
  });

  test.each([
    [pointer, "lfs-pointer"],
    [conflicted("SELECT 1", "SELECT 2"), "merge-conflict"],
  ])("is told in SQL", async (text, code) => {
    const root = await temporaryProject({ "a.sql": text });
    const { diagnostics } = await readSqlFiles(root, ["a.sql"], (path) => path);
    expect(brief(diagnostics)).toEqual([`a.sql:1:1 ${code}`]);
  });

  test.each([
    `${"<".repeat(7)} HEAD\n`,
    `-- ${"<".repeat(7)} HEAD\n${"=".repeat(7)}\n${">".repeat(7)} x`,
    `${"=".repeat(7)}\n${"<".repeat(7)} a\n${">".repeat(7)} b`,
    "see version https://git-lfs.github.com/spec/v1",
    `${`${"<".repeat(7)} a\n${"=".repeat(7)}\n`.repeat(50_000)}`,
  ])("is nothing else", (text) => {
    expect(leftByGit("a", text)).toBeUndefined();
  });
});

test("files that are passed over are named once", async () => {
  const root = await temporaryProject({
    "retain.yaml": synapseProject,
    "workspace/pipeline/Good.json": pipelineText("Good"),
    "workspace/pipeline/README.md": "x",
    "workspace/publish_config.json": "{}",
    "workspace/src/main.py": "x",
    "workspace/notebook/A.ipynb": "{}",
    "workspace/notebook/B.ipynb": "{}",
    "workspace/sqlscript/C.sql": "SELECT 1",
    "workspace/drafts/D.ipynb": "{}",
  });
  const { diagnostics } = await loadDesired({ root });
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    "note: 4 files are ignored, because artifacts must be JSON here: 'workspace/drafts/D.ipynb', 'workspace/notebook/A.ipynb', 'workspace/notebook/B.ipynb' and 1 more",
  ]);
});

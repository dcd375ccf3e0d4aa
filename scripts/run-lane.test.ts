import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "run-lane-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs three files of the lane, of which one wants Python and one Terraform, on a machine without any. */
function run(ci: string) {
  const program = fileURLToPath(new URL("run-lane.ts", import.meta.url));
  const report = join(folder, "report.json");
  const words = [
    "test",
    "scripts/inside",
    "packages/notebooks/test/python",
    "packages/terraform/test/terraform-runs",
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], {
    encoding: "utf8",
    env: { PATH: folder, RETAIN_STATE: folder, CI: ci },
  });
  return {
    status,
    last: stderr.trimEnd().split("\n").at(-1),
    before: stderr.trimEnd().split("\n").at(-2),
    ran: JSON.parse(readFileSync(report, "utf8")).testResults.length,
  };
}

const leftOut =
  /: the tests of the Python package and of its notebooks were left out\. Python 3\.11 or 3\.12 is needed .* install it with `.+`\./;

const terraformLeftOut =
  /: the tests that run Terraform, .*, were left out\. Terraform 1\.11 or later is needed/;

test("without Python and Terraform the other tests run, and the last lines say what was left out and how to install it", () => {
  const { status, last, before, ran } = run("");
  expect(before).toMatch(/^Warning/);
  expect(before).toMatch(terraformLeftOut);
  expect({ status, ran }).toEqual({ status: 0, ran: 1 });
  expect(last).toMatch(/^Warning/);
  expect(last).toMatch(leftOut);
});

test("in CI that fails, after the other tests have run", () => {
  const { status, last, before, ran } = run("true");
  expect(before).toMatch(/^Error/);
  expect(before).toMatch(terraformLeftOut);
  expect({ status, ran }).toEqual({ status: 1, ran: 1 });
  expect(last).toMatch(/^Error/);
  expect(last).toMatch(leftOut);
});

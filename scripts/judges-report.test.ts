import { expect, test } from "vitest";
import { reportOf } from "./judges-report.ts";

test("what disagreed stands first, with its words; what was left out says why", () => {
  const said = "expected \u001b[32m1\u001b[39m\n```\nto be 2";
  const report = reportOf([
    { name: "adlfs", state: "failed", said },
    { name: "the Azure CLI", state: "skipped", said: "PyPI does not answer" },
    { name: "deltalake", state: "passed", said: "" },
  ]);
  expect(report).toBe(
    [
      "# 1 of the judges disagree",
      "",
      "1 passed, 1 failed, 1 left out. To see it here: `npm run test:judges`.",
      "",
      "## adlfs",
      "",
      "````",
      "expected 1\n```\nto be 2",
      "````",
      "",
      "Left out:",
      "",
      "- the Azure CLI: PyPI does not answer",
      "",
    ].join("\n"),
  );
});

test("the heading says when nothing disagrees, and when nobody was asked", () => {
  expect(reportOf([{ name: "adlfs", state: "skipped", said: "" }])).toMatch(/^# No judge was there\n/);
  expect(reportOf([{ name: "adlfs", state: "passed", said: "" }])).toMatch(
    /^# The judges agree\n\n1 passed, 0 failed/,
  );
});

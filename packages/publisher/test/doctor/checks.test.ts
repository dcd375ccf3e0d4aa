import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { expect, test } from "vitest";
import { openChecklist } from "../../src/doctor/checklist.ts";
import { checkProgram } from "../../src/doctor/local-checks.ts";
import { checkClock } from "../../src/doctor/workspace-checks.ts";

test.each([
  ["22.19.0", true],
  ["22.18.3", false],
  ["24.0.0", true],
  ["20.20.8", false],
  ["22.100.0", true],
])("Node %s is late enough: %s", (node, expected) => {
  expect(checkProgram(node).value === true).toBe(expected);
});

test.each([
  [undefined, "the service returned no time to compare with", false],
  [0, "within 60 s of the service's", false],
  [-60, "within 60 s of the service's", false],
  [61, "1 min 1 s ahead of the service's", true],
  [-600, "10 min 0 s behind the service's", true],
])("a clock that is %s s ahead", (ahead, says, warning) => {
  const finding = checkClock({ ahead });
  expect(finding).toMatchObject({ says, value: true });
  expect(finding.warning === true).toBe(warning);
});

test("a check that lacks what it needs is skipped, one that throws a problem fails, a defect is thrown on", async () => {
  const { check, checks } = openChecklist(() => {});
  const problem = new WorkspaceError({ reason: "network", message: "no answer", advice: "look" });
  expect(await check("a", () => ({ says: "fine", value: 1 }))).toBe(1);
  expect(await check("b", () => Promise.reject(problem))).toBeUndefined();
  expect(await check("c", undefined)).toBeUndefined();
  expect(await check("d", undefined, "not asked for")).toBeUndefined();
  expect(await check("e", () => ({ says: "so so", warning: true, value: 2 }))).toBe(2);
  expect(checks).toEqual([
    { name: "a", status: "ok", says: "fine" },
    { name: "b", status: "failed", says: "no answer", advice: "look" },
    { name: "c", status: "skipped", says: "needs what failed above" },
    { name: "d", status: "skipped", says: "not asked for" },
    { name: "e", status: "warning", says: "so so" },
  ]);
  await expect(check("f", () => Promise.reject(new TypeError("defect")))).rejects.toThrow(TypeError);
});

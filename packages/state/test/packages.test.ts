import type { ChangeOrigin } from "@retain/planner/plan/plan";
import { expect, test } from "vitest";
import { step } from "../../publisher/test/plans.ts";
import { packagesOf } from "../src/packages.ts";

const from = (origin: ChangeOrigin) =>
  packagesOf({ desired: undefined, plan: { changes: [step("create", "pipeline/Load", { origin })] } });

test("the version of a package is recorded, and a folder whose name looks like one is none", () => {
  expect(from({ file: "dist/load.js", package: "@acme/etl@1.2.0" })).toEqual({ "@acme/etl": "1.2.0" });
  expect(from({ file: "data@v1 files/pipeline/Load.json" })).toEqual({});
});

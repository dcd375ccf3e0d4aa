import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { expectDamageTold } from "./damaged-files.ts";

const estates = fileURLToPath(new URL("../../../acceptance/estates", import.meta.url));

test("thousands of damaged files: the problem is told each time, and nothing throws", () =>
  expectDamageTold(["chain", "odd", "shop"].map((name) => join(estates, name, "repo/workspace"))));

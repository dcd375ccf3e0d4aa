import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contractsFile, contractsText } from "../src/contracts.ts";

test("the Python package reads the contracts of the lake as they are", () => {
  expect(readFileSync(contractsFile, "utf8")).toBe(contractsText());
});

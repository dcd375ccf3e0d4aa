import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { allRules } from "../../src/rules/rules.ts";

it("docs/rules.md names every rule, what it asks for, and whether an exception can lower it", () => {
  const page = readFileSync(fileURLToPath(new URL("../../../../docs/rules.md", import.meta.url)), "utf8");
  const rows = allRules().map(
    ({ code, says, firm }) => `| \`${code}\` | ${says} | ${firm === undefined ? "yes" : `no: ${firm}`} |`,
  );
  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});

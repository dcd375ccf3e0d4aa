import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const module = fileURLToPath(new URL("../../src/cli/ask.ts", import.meta.url));

test.each([
  ["shop-prod\n", '"shop-dev"', "shop-prod"],
  ["  shop-prod \n", "undefined", "shop-prod"],
  ["\n", '"shop-dev"', "shop-dev"],
  ["\n", "undefined", ""],
  ["", '"shop-dev"', "shop-dev"],
])("%j, where %s is usual, is %j", (input, usual, answer) => {
  const code = `import { ask } from ${JSON.stringify(module)}; console.log(JSON.stringify(await ask("Workspace", ${usual})));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    input,
  });
  expect(JSON.parse(stdout)).toBe(answer);
  expect(stderr).toContain(usual === "undefined" ? "Workspace: " : "Workspace (shop-dev): ");
});

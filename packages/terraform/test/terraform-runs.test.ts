import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { terraformFolder } from "../src/hcl-files.ts";
import { type OfflineTerraform, openTerraform } from "../src/serve/run-terraform.ts";

let terraform: OfflineTerraform;
const copies: string[] = [];

beforeAll(async () => {
  terraform = await openTerraform();
});
afterAll(() => {
  terraform.close();
  for (const folder of copies) rmSync(folder, { recursive: true });
});

/** Runs terraform where it has to succeed, and returns what it said. */
async function run(folder: string, ...words: readonly string[]): Promise<string> {
  const { code, said } = await terraform.run(folder, words);
  expect(code, said).toBe(0);
  return said;
}

/** A copy of terraform/ with its state in files, for what applies. */
function copyOf(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), "retain-terraform-"));
  copies.push(folder);
  cpSync(terraformFolder, folder, { recursive: true });
  writeFileSync(join(folder, root, "state_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  return join(folder, root);
}

const init = ["init", "-backend=false", "-input=false", "-no-color"];

test("every file is formatted as terraform formats it", async () => {
  expect(await run(terraformFolder, "fmt", "-check", "-recursive", "-no-color")).toBe("");
});

describe.each(["bootstrap", "platform", "workspace", "modules/naming"])("%s", (root) => {
  test("is valid by the schemas of its providers, and its own tests pass", async () => {
    const folder = join(terraformFolder, root);
    await run(folder, ...init);
    await run(folder, "validate", "-no-color");
    const said = await run(folder, "test", "-no-color");
    if (root !== "workspace") expect(said).toMatch(/[1-9]\d* passed, 0 failed/);
  });
});

test("an argument that a resource does not have is found, with file and line", async () => {
  const folder = copyOf("platform");
  const file = join(folder, "main.tf");
  writeFileSync(file, readFileSync(file, "utf8").replace('tier = "Fabric"', 'tear = "Fabric"'));
  await run(folder, ...init);
  const { code, said } = await terraform.run(folder, ["validate", "-no-color"]);
  expect(code).toBe(1);
  expect(said).toMatch(/on main\.tf line \d+/);
  expect(said).toMatch(/"tear" is not expected here/);
});

test("platform is applied, has nothing to do afterwards, says what the publisher reads, and is destroyed", async () => {
  const folder = copyOf("platform");
  const values = fileURLToPath(new URL("./dev.tfvars.json", import.meta.url));
  const words = ["-input=false", "-no-color", `-var-file=${values}`];
  await run(folder, "init", "-input=false", "-no-color");
  await run(folder, "apply", "-auto-approve", ...words);
  expect(await run(folder, "plan", "-detailed-exitcode", ...words)).toContain("No changes.");
  const outputs = await run(folder, "output", "-json");
  await expect(outputs).toMatchFileSnapshot("./platform.outputs.json");
  expect(await run(folder, "apply", "-destroy", "-auto-approve", ...words)).toMatch(/[1-9]\d* destroyed/);
});

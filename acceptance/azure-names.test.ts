import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { program, runProgram } from "./run-program.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "retain-azure-names-"));
  cpSync(estateFolder("shop"), folder, { recursive: true });
  renameSync(join(folder, "environments/twin.yaml"), join(folder, "environments/prod.yaml"));
  // As it is for a workspace on Azure: not a word of a twin.
  const environment = "workspace: shop-prod\nlake: { account: shopprod, filesystem: retain }\n";
  writeFileSync(join(folder, "environments/prod.yaml"), environment);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("an environment of Azure is rehearsed against the twin, as its file is", async () => {
  const served = [
    "--workspace",
    "shop-prod",
    "--lake",
    "shopprod",
    "--filesystem",
    "retain",
    "--operation",
    "0",
  ];
  const rehearsed = (...words: string[]) =>
    runProgram(
      [
        "twin",
        "start",
        "--azure-names",
        ...served,
        "--",
        process.execPath,
        program,
        ...words,
        "--env",
        "prod",
      ],
      { cwd: folder },
    );
  const applied = await rehearsed("apply", "--yes");
  expect(applied).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("read again: nothing left to do"),
  });
  const planned = await rehearsed("plan");
  expect(planned.stdout).toContain("Plan for prod (shop-prod, https://shop-prod.dev.azuresynapse.net)");
  expect(planned.stdout).toContain("Nothing to do");
});

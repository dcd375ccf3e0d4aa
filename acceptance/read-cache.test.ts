import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { generateWorkspace } from "@retain/test-kit/generate-workspace";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./run-program.ts";

test("what was read before is told as it was told the first time, and what has changed since is read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "retain-read-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "retain.yaml"), "name: shop\nsources:\n  - synapse: workspace\n");
  const artifacts = generateWorkspace(200);
  for (const { ref, body } of artifacts) {
    const of = join(folder, "workspace", contractOf(ref.kind).folder);
    mkdirSync(of, { recursive: true });
    writeFileSync(join(of, `${ref.name}.json`), JSON.stringify(body));
  }
  const caches = join(folder, "caches");
  const validate = (cache: string) =>
    runProgram(["validate", "--json"], { cwd: folder, env: { RETAIN_CACHE: cache } });

  const without = await validate("off");
  expect(JSON.parse(without.stdout).diagnostics.length).toBeGreaterThan(10);
  expect(readdirSync(folder)).not.toContain("caches");
  const first = await validate(caches);
  expect(readdirSync(caches)).toEqual([expect.stringMatching(/^read-[0-9a-f]{16}\.json$/)]);
  const again = await validate(caches);
  expect([first, again]).toEqual([without, without]);

  const link = {
    name: "link",
    properties: { type: "Odbc", typeProperties: { connectionString: "Driver=x;" } },
  };
  const written = `Driver=x;${"Pwd"}=${"h7Kq".repeat(4)}`;
  mkdirSync(join(folder, "workspace/linkedService"), { recursive: true });
  const file = join(folder, "workspace/linkedService/link.json");
  writeFileSync(file, JSON.stringify(link));
  expect((await validate(caches)).code).toBe(without.code);
  link.properties.typeProperties.connectionString = written;
  writeFileSync(file, JSON.stringify(link));
  const changed = await validate(caches);
  expect(changed.stdout).toContain("secret-literal");
  expect(changed).toEqual(await validate("off"));
});

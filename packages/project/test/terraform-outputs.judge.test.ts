import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readOutputs } from "../src/terraform-outputs.ts";
import { opened } from "./terraform-environment.ts";

const terraform = "terraform";
const isInstalled = spawnSync(terraform, ["version"]).status === 0;

// Other machines have none: the form it prints is held to by a stand-in in terraform-outputs.test.ts.
describe.skipIf(!isInstalled)("terraform itself", () => {
  test("prints what is read", async () => {
    const { root, environment } = await opened("{ command: [terraform, output, -json], folder: infra }", {
      "infra/main.tf": [
        'output "location" { value = "westeurope" }',
        'output "publisher" { value = { lake = { account = "shoplake" }, on = true } }',
        'output "password" {',
        '  value     = "correct horse"',
        "  sensitive = true",
        "}",
      ].join("\n"),
      "infra/terraform.rc": "",
    });
    const folder = join(root, "infra");
    const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: join(folder, "terraform.rc") };
    for (const words of [
      ["init", "-input=false"],
      ["apply", "-auto-approve", "-input=false"],
    ])
      execFileSync(terraform, words, { cwd: folder, env, stdio: "pipe" });
    const read = await readOutputs(environment, { root });
    expect("outputs" in read && Object.fromEntries(read.outputs?.values ?? [])).toEqual({
      location: "westeurope",
      "publisher.lake.account": "shoplake",
      "publisher.on": true,
    });
    expect("outputs" in read && [...(read.outputs?.sensitive ?? [])]).toEqual(["password"]);
  });
});

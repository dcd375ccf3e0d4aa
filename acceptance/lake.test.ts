import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lakeFiles } from "@retain/workspaces/lake/files";
import { openLake } from "@retain/workspaces/lake/open-lake";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeProject } from "./law-estates.ts";
import { runCommand } from "./run-command.ts";
import { openWorld, type World } from "./world.ts";

const filesystem = "lake-of-churn";
let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld([filesystem]);
  folder = world.makeFolder("lake");
});
afterAll(() => world.close());

const packages = fileURLToPath(new URL("../packages", import.meta.url));
const account = () => Object.keys(world.twin.status.lakes)[0] ?? "";

/** A file or folder of the lake, as it lies on disk. */
const inLake = (path: string) => join(world.twin.lake(account()).files, filesystem, path);

/** A repository that publishes these packages of ours, with parameters only where they are used. */
function layOut(names: readonly string[], lake: string): void {
  const sources = names.map((name) => `  - package: ${join(packages, name)}\n`).join("");
  writeProject(folder, sources, filesystem, world);
  const file = join(folder, "environments/twin.yaml");
  const given = names.includes("lake") ? ["synapse_identity", "databricks_identity", "analysts_group"] : [];
  const vault = ["key_vault_url: https://v", "serverless_sql_host: s", "function_app_url: https://f"];
  const databricks = ["domain: https://d", "workspace_id: w", "policy_id: p", "runtime: r", "node_type: n"];
  const parameters = [
    ...given.map((name, at) => `${name}: 00000000-0000-0000-0000-00000000000${at}`),
    ...vault,
    ...databricks.map((line) => `databricks_${line}`),
  ];
  writeFileSync(file, `${readFileSync(file, "utf8")}${lake}parameters:\n  ${parameters.join("\n  ")}\n`);
}

test("directories of a lake need an environment that names one", async () => {
  layOut(["lake", "linked-services"], "");
  const { code, problems } = await runCommand("validate", folder);
  expect(problems).toContain("the environment 'twin' names no lake, but the repository has lake directories");
  expect(problems).toContain("add `lake: { filesystem: NAME }` to its file");
  expect(code).toBe(4);
});

test("they are made with their contracts, and go when the repository drops them, but for those with data", async () => {
  layOut(["lake", "linked-services"], `lake: { filesystem: ${filesystem} }\n`);
  const made = await runCommand("apply", folder, { yes: true });
  expect(`${made.problems}${made.code}`).toBe("0");
  const contract = JSON.parse(readFileSync(inLake("raw/members/_contract.json"), "utf8"));
  expect(contract).toMatchObject({
    name: "raw/members",
    properties: { contract: { format: "csv", key: ["msno"], columns: expect.any(Array) } },
  });

  const { token, ca } = world.twin.status;
  const data = openLake({
    account: account(),
    endpoint: world.twin.lake(account()).endpoint,
    filesystem,
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    ca: readFileSync(ca, "utf8"),
    userAgent: "retain-test/1",
  });
  await lakeFiles(data, "drafts").create("raw/members/members_v3.csv", "msno\n");

  layOut(["linked-services"], `lake: { filesystem: ${filesystem} }\n`);
  const plan = await runCommand("plan", folder);
  expect(plan.out).toContain("lake-directory/raw/members");
  const dropped = await runCommand("apply", folder, { yes: true, allowDelete: true });
  expect(dropped.code).not.toBe(0);
  expect(dropped.out).toContain("cannot delete lake-directory/raw/members: it holds data");
  expect(dropped.out).toContain("it contains: members_v3.csv");
  expect(existsSync(inLake("raw/members/members_v3.csv"))).toBe(true);
  expect(existsSync(inLake("raw/members/_contract.json"))).toBe(true);
  expect(existsSync(inLake("raw/transactions"))).toBe(false);
  expect(existsSync(inLake("gold"))).toBe(false);
});

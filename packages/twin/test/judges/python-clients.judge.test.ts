import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { installClients, judgesFolder, type PythonClients } from "./python-clients.ts";

/**
 * Clients of Azure in Python, at their public endpoints and with the twin's settings as they are without options. The
 * environment that `retain twin status` prints is all that they are told.
 */
let twin: RunningTwin;
const clients = new Map<string, PythonClients>();
beforeAll(async () => {
  twin = await startTwin({ azureNames: true, vaults: { "shop-kv": ["ftp"] } });
  for (const lock of ["sdk", "azure-cli", "databricks"] as const)
    clients.set(lock, await installClients(lock));
}, 600_000);
afterAll(() => twin.stop());

test.concurrent.for([
  ["azure-synapse-artifacts and azure-identity", "sdk", "artifacts.py"],
  ["azure-storage-file-datalake, azure-storage-blob and adlfs", "sdk", "storage.py"],
  ["pyarrow's file system and deltalake", "sdk", "tables.py"],
  ["the Azure CLI, from login to delete", "azure-cli", "azure_cli.py"],
  ["databricks-sdk", "databricks", "databricks_sdk.py"],
] as const)("%s", { timeout: 400_000 }, async ([_who, lock, program], { expect, skip }) => {
  const found = clients.get(lock) ?? { missing: "" };
  if ("missing" in found) return skip(found.missing);
  expect(await judged(found.python, program)).toEqual({ checks: expect.any(Number), disagreements: [] });
});

async function judged(python: string, program: string): Promise<unknown> {
  const { status } = twin;
  const [account = ""] = Object.keys(status.lakes);
  const { host, workspaceId } = twin.databricks("retain-twin");
  const env = {
    ...process.env,
    ...status.environment,
    JUDGED_WORKSPACE: Object.keys(status.workspaces)[0],
    JUDGED_ACCOUNT: account,
    JUDGED_KEY: status.lakes[account]?.key,
    JUDGED_VAULT: "shop-kv",
    JUDGED_HOST: host,
    JUDGED_ID: workspaceId,
    JUDGED_TOKEN: status.token,
    PYTHONWARNINGS: "ignore",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const child = spawn(python, [join(judgesFolder, program)], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [said, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const line = said.trim().split("\n").at(-1) ?? "";
  return line.startsWith("{") ? JSON.parse(line) : `${said}${problems}`;
}

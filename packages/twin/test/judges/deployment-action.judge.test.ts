import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";

/**
 * Azure/Synapse-workspace-deployment itself, the program that its workflow runs: the file that RETAIN_ACTION names, of
 * a checkout of it. It is told of the twin by the environment alone.
 */
const program = process.env.RETAIN_ACTION;
let twin: RunningTwin;
let folder: string;
beforeAll(async () => {
  twin = await startTwin({ azureNames: true });
  folder = mkdtempSync(join(tmpdir(), "twin-action-"));
});
afterAll(async () => {
  await twin.stop();
  rmSync(folder, { recursive: true });
});

const resource = (type: string, name: string, properties: object, dependsOn: readonly string[] = []) => ({
  name: `[concat(parameters('workspaceName'), '/${name}')]`,
  type: `Microsoft.Synapse/workspaces/${type}`,
  apiVersion: "2019-06-01-preview",
  properties,
  dependsOn: dependsOn.map((on) => `[concat(variables('workspaceId'), '/${on}')]`),
});

const lake = { referenceName: "Lake", type: "LinkedServiceReference" };
const kept = [
  resource("linkedServices", "Lake", { type: "AzureBlobFS", typeProperties: { url: "https://l" } }),
  resource("datasets", "Table", { type: "Binary", linkedServiceName: lake, typeProperties: {} }, [
    "linkedServices/Lake",
  ]),
];
const passing = [
  resource("pipelines", "Load", { activities: [] }),
  resource("sqlscripts", "Query", { type: "SqlQuery", content: { query: "SELECT 1" } }),
];

test("it deploys, and deletes what is in its template no more", { timeout: 400_000 }, async ({ skip }) => {
  if (program === undefined || !existsSync(program)) {
    return skip(
      "RETAIN_ACTION names no file: dist/index.js of a checkout of Azure/Synapse-workspace-deployment",
    );
  }
  const names = () =>
    Object.values(twin.workspace("retain-twin").snapshot()).flatMap((held) => Object.keys(held));
  expect(await deploy([...kept, ...passing], false)).toMatchObject({ code: 0 });
  expect(names()).toEqual(expect.arrayContaining(["Lake", "Table", "Load", "Query"]));
  expect(await deploy(kept, true)).toMatchObject({ code: 0 });
  expect(names()).toEqual(expect.arrayContaining(["Lake", "Table"]));
  expect(names()).not.toEqual(expect.arrayContaining(["Load"]));
  expect(names()).not.toEqual(expect.arrayContaining(["Query"]));
});

/** One run of the action; its inputs are variables, as a runner hands them on. */
async function deploy(resources: readonly object[], deletes: boolean) {
  const [template, parameters] = [join(folder, "template.json"), join(folder, "parameters.json")];
  const workspaceId = "[concat('Microsoft.Synapse/workspaces/', parameters('workspaceName'))]";
  writeFileSync(
    template,
    JSON.stringify({
      contentVersion: "1.0.0.0",
      parameters: { workspaceName: { type: "string" } },
      variables: { workspaceId },
      resources,
    }),
  );
  writeFileSync(parameters, JSON.stringify({ parameters: { workspaceName: { value: "retain-twin" } } }));
  const inputs = {
    operation: "deploy",
    TargetWorkspaceName: "retain-twin",
    TemplateFile: template,
    ParametersFile: parameters,
    OverrideArmParameters: "",
    Environment: "Azure Public",
    resourceGroup: "retain-twin",
    clientId: "an-app",
    clientSecret: "any",
    subscriptionId: "7e7a1900-0000-4000-8000-000000000001",
    tenantId: twin.status.tenant,
    activeDirectoryEndpointUrl: "https://login.microsoftonline.com/",
    resourceManagerEndpointUrl: "https://management.azure.com/",
    managedIdentity: "false",
    DeployManagedPrivateEndpoint: "false",
    DeleteArtifactsNotInTemplate: String(deletes),
    FailOnMissingOverrides: "false",
  };
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = { ...process.env, ...twin.status.environment, ...Object.fromEntries(given) };
  const child = spawn(process.execPath, [program ?? ""], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  const [said, problems, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: `${said}${problems}` };
}

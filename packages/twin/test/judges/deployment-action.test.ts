import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

/**
 * The requests of Azure/Synapse-workspace-deployment V1.9.1, in its order: a token of the v1
 * endpoint before each artifact, api-version 2019-06-01-preview, segments in camel case, all writes of a batch before
 * the first poll, polls by the operation's id.
 */
let twin: RunningTwin;
let dev: string;
beforeAll(async () => {
  twin = await startTwin({ settings: { operationMs: 20 } });
  dev = twin.workspace("retain-twin").origin;
});
afterAll(() => twin.stop());

const version = "api-version=2019-06-01-preview";

async function tokenFor(resource: string): Promise<string> {
  const form = { grant_type: "client_credentials", client_id: "app", client_secret: "secret", resource };
  const { status, body } = await ask(
    twin.status,
    `${twin.status.authority}/${twin.status.tenant}/oauth2/token`,
    {
      method: "POST",
      token: null,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    },
  );
  expect(status).toBe(200);
  return body.access_token;
}

const onSynapse = async (method: string, path: string, body?: unknown) =>
  ask(twin.status, `${dev}/${path}?${version}`, {
    method,
    token: await tokenFor("https://dev.azuresynapse.net"),
    ...(body === undefined ? {} : { body }),
  });

/** Done when the polled body has the artifact's name or says Succeeded; told apart from a failure by its status. */
async function settled(operationId: string, name: string): Promise<string> {
  for (;;) {
    const { body } = await onSynapse("GET", `operationResults/${operationId}`);
    if (body.name === name || body.status === "Succeeded") return "Succeeded";
    if (body.status === "Failed") return body.error.message;
    expect(["InProgress", "Accepted"]).toContain(body.status);
  }
}

type Batch = readonly (readonly [segment: string, name: string, properties: object])[];

async function deploy(batch: Batch): Promise<readonly string[]> {
  const operations: string[] = [];
  for (const [segment, name, properties] of batch) {
    const accepted = await onSynapse("PUT", `${segment}/${name}`, { name, properties });
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(202);
    operations.push(accepted.body.operationId);
  }
  return Promise.all(batch.map(([, name], at) => settled(operations[at] ?? "", name)));
}

const lake = { referenceName: "Lake", type: "LinkedServiceReference" };
const batches: readonly Batch[] = [
  [
    ["credentials", "Identity", { type: "ManagedIdentity", typeProperties: { resourceId: "/r" } }],
    ["sqlScripts", "Query", { type: "SqlQuery", content: { query: "SELECT 1" } }],
    ["kqlScripts", "Logs", { content: { query: "T" } }],
    ["sparkConfigurations", "Conf", { configs: {} }],
    ["linkedServices", "Lake", { type: "AzureBlobFS", typeProperties: { url: "https://l" } }],
    ["datasets", "Table", { type: "Binary", linkedServiceName: lake, typeProperties: {} }],
  ],
  [
    ["notebooks", "Cells", { nbformat: 4, nbformat_minor: 2, metadata: {}, cells: [] }],
    ["sparkJobDefinitions", "Job", { jobProperties: {} }],
  ],
  [
    ["dataFlows", "Flow", { type: "MappingDataFlow", typeProperties: { sources: [] } }],
    ["pipelines", "Load", { activities: [] }],
  ],
  [["triggers", "Daily", { type: "ScheduleTrigger", typeProperties: { recurrence: {} } }]],
];

test("it finds the workspace, deploys in batches, polls by operation id, and lists what to delete", async () => {
  const arm = `${twin.status.arm}/subscriptions/s/resourceGroups/g/providers/Microsoft.Synapse/workspaces/retain-twin`;
  const token = await tokenFor("https://management.azure.com");
  const workspace = await ask(twin.status, `${arm}?${version}`, { token });
  expect(workspace.body.location).toBe("westeurope");
  const probe = await onSynapse("GET", "managedVirtualNetworks/default/managedPrivateEndpoints");
  expect(probe.status).toBe(200);

  for (const batch of batches) expect(await deploy(batch)).toEqual(batch.map(() => "Succeeded"));
  const broken = { referenceName: "Nowhere", type: "LinkedServiceReference" };
  expect(await deploy([["datasets", "Broken", { type: "Binary", linkedServiceName: broken }]])).toEqual([
    "The document creation or update failed because of invalid reference 'Nowhere'.",
  ]);

  const found: string[] = [];
  for (const list of [
    "credentials",
    "dataflows",
    "datasets",
    "integrationRuntimes",
    "linkedServices",
    "notebooks",
    "pipelines",
    "sparkJobDefinitions",
    "sqlScripts",
    "triggers",
    "managedVirtualNetworks/default/managedPrivateEndpoints",
    "databases",
    "kqlScripts",
    "sparkConfigurations",
  ]) {
    const { status, body } = await onSynapse("GET", list);
    expect(status, list).toBe(200);
    // It follows whatever is there, an empty text to port 80.
    expect(body, list).not.toHaveProperty("nextLink");
    for (const record of body.value ?? body.items) {
      expect(record.type, list).toMatch(/^Microsoft\.Synapse\/workspaces\//);
      found.push(record.name);
    }
  }
  expect(found).toEqual(expect.arrayContaining(batches.flat().map(([, name]) => name)));

  for (const [segment, name] of batches.flat().reverse()) {
    const accepted = await onSynapse("DELETE", `${segment}/${name}`);
    expect(accepted.status, name).toBe(202);
    await expect
      .poll(async () => (await onSynapse("GET", `${segment}/${name}`)).status, { interval: 5 })
      .toBe(404);
  }
});

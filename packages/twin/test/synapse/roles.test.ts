import { expect, test } from "vitest";
import { dataset, linkedService, openDevEndpoint, pipeline } from "./dev-endpoint.ts";

const actions = (...ids: readonly string[]) =>
  ids.map((id) => ({ id: `Microsoft.Synapse/workspaces/${id}`, isDataAction: true }));

const question = (scope: string, ...ids: readonly string[]) => ({
  subject: { principalId: "7e7a1900-0000-4000-8000-000000000002" },
  actions: actions(...ids),
  scope,
});

test("whoever signs in is administrator from the start", async () => {
  const { ask } = openDevEndpoint();
  const asked = question("workspaces/ws", "pipelines/write", "credentials/useSecret/action", "read");
  const { status, body } = await ask("POST", "/checkAccessSynapseRbac", asked);
  expect(status).toBe(200);
  expect(body.AccessDecisions).toEqual(
    asked.actions.map(({ id }) => ({ accessDecision: "Allowed", actionId: id })),
  );
});

test.each([
  ["Synapse Artifact Publisher", [true, true, true, false]],
  ["Synapse Artifact User", [true, true, false, false]],
  ["Synapse Credential User", [true, false, false, true]],
  ["Synapse User", [true, false, false, false]],
] as const)("%s may do what its role permits", async (role, expected) => {
  const { ask, service } = openDevEndpoint();
  service.assignRoles(role);
  const ids = ["read", "artifacts/read", "triggers/write", "credentials/useSecret/action"];
  const { body } = await ask(
    "POST",
    "/checkAccessSynapseRbac",
    question("workspaces/WS/credentials/x", ...ids),
  );
  const decided = body.AccessDecisions.map((one: { accessDecision: string }) => one.accessDecision);
  expect(decided).toEqual(expected.map((allowed) => (allowed ? "Allowed" : "NotAllowed")));
});

test.each([
  ["Synapse Administrator", [true, true, true, true]],
  ["Synapse Contributor", [true, true, true, false]],
  ["Synapse Compute Operator", [true, true, false, false]],
  ["Synapse Artifact Publisher", [false, false, false, true]],
] as const)("%s may do what the recorded definition of its role permits", async (role, expected) => {
  const { ask, service } = openDevEndpoint();
  service.assignRoles(role);
  const ids = [
    "cancelPipelineRun/action",
    "scopePools/useCompute/action",
    "linkConnections/write",
    "scopeJobDefinitions/delete",
  ];
  const { body } = await ask("POST", "/checkAccessSynapseRbac", question("workspaces/ws", ...ids));
  const decided = body.AccessDecisions.map((one: { accessDecision: string }) => one.accessDecision);
  expect(decided).toEqual(expected.map((allowed) => (allowed ? "Allowed" : "NotAllowed")));
});

test("nothing is allowed in another workspace, nor what is no action of Synapse", async () => {
  const { ask } = openDevEndpoint();
  const elsewhere = await ask("POST", "/checkAccessSynapseRbac", question("workspaces/ws2", "read"));
  expect(elsewhere.body.AccessDecisions[0].accessDecision).toBe("NotAllowed");
  const asked = { ...question("workspaces/ws"), actions: [{ id: "Microsoft.Storage/x/read" }] };
  const foreign = await ask("POST", "/checkAccessSynapseRbac", asked);
  expect(foreign.body.AccessDecisions[0].accessDecision).toBe("NotAllowed");
});

test("a question that lacks something is refused", async () => {
  const { ask } = openDevEndpoint();
  expect((await ask("POST", "/checkAccessSynapseRbac", { scope: "workspaces/ws" })).status).toBe(400);
  expect((await ask("GET", "/checkAccessSynapseRbac")).status).not.toBe(200);
});

test("what no role permits is refused with the action's name, and not done", async () => {
  const { ask, run, service } = openDevEndpoint();
  await run("PUT", "/linkedservices/Lake", linkedService());
  await run("PUT", "/pipelines/P", pipeline());
  service.assignRoles("Synapse Artifact User");
  for (const [method, path, action] of [
    ["PUT", "/datasets/D", "datasets/write"],
    ["DELETE", "/pipelines/P", "pipelines/delete"],
    ["POST", "/pipelines/P/rename", "pipelines/write"],
    ["PUT", "/managedVirtualNetworks/default/managedPrivateEndpoints/E", "managedPrivateEndpoints/write"],
  ] as const) {
    const { status, body } = await ask(method, path, dataset("Lake"));
    expect([status, body.code], path).toEqual([403, "Unauthorized"]);
    expect(body.message.toLowerCase()).toContain(
      `action: microsoft.synapse/workspaces/${action}`.toLowerCase(),
    );
  }
  expect((await ask("GET", "/pipelines/P")).status).toBe(200);
  expect((await ask("GET", "/datasets/D")).status).toBe(404);
});

test("reading artifacts needs a reader, linked services and compute any role", async () => {
  const { ask, service } = openDevEndpoint();
  service.assignRoles("Synapse User");
  expect((await ask("GET", "/pipelines")).status).toBe(403);
  expect((await ask("GET", "/linkedservices")).status).toBe(200);
  expect((await ask("GET", "/bigDataPools")).status).toBe(200);
});

test("a trigger is started by those who may use the workspace's identity", async () => {
  const { ask, run, service } = openDevEndpoint();
  const pipelines = [{ pipelineReference: { referenceName: "P", type: "PipelineReference" } }];
  const daily = { properties: { type: "ScheduleTrigger", typeProperties: { recurrence: {} }, pipelines } };
  service.seed("pipelines", "P", { properties: { activities: [] } });
  await run("PUT", "/triggers/T", daily);
  service.assignRoles("Synapse Artifact Publisher");
  expect((await ask("POST", "/triggers/T/start")).status).toBe(403);
  expect((await ask("POST", "/triggers/T/stop")).status).toBe(200);
  service.assignRoles("Synapse Artifact Publisher", "Synapse Credential User");
  expect((await ask("POST", "/triggers/T/start")).status).toBe(200);
});

test("roles, their assignments and scopes are read", async () => {
  const { ask, service } = openDevEndpoint();
  service.assignRoles("Synapse Artifact User", "Synapse Credential User");
  const definitions = (await ask("GET", "/roleDefinitions?isBuiltIn=true")).body;
  expect(definitions).toHaveLength(11);
  const user = definitions.find(({ name }: { name: string }) => name === "Synapse Artifact User");
  expect(user.permissions[0].dataActions).toContain("Microsoft.Synapse/workspaces/artifacts/read");
  expect((await ask("GET", `/roleDefinitions/${user.id.toUpperCase()}`)).body).toEqual(user);
  expect((await ask("GET", "/roleDefinitions?isBuiltIn=false")).body).toEqual([]);
  expect((await ask("GET", "/rbacScopes")).body).toContain("workspaces/{workspaceName}");

  const { body } = await ask("GET", "/roleAssignments");
  const scopes = body.value.map(({ scope }: { scope: string }) => scope);
  expect([body.count, scopes]).toEqual([2, ["workspaces/ws", "workspaces/ws"]]);
  const [first] = body.value;
  expect((await ask("GET", `/roleAssignments/${first.id}`)).body).toEqual(first);
  expect((await ask("GET", `/roleAssignments?roleId=${user.id}`)).body.value).toEqual([first]);
  expect((await ask("GET", "/roleAssignments?principalId=other")).body).toEqual({ count: 0, value: [] });
  expect((await ask("GET", "/roleAssignments/none")).status).toBe(404);
  expect((await ask("PUT", `/roleAssignments/${first.id}`, {})).status).toBe(501);
});

test("a role that is not built in is an error", () => {
  const { service } = openDevEndpoint();
  expect(() => service.assignRoles("Synapse Boss")).toThrow(RangeError);
});

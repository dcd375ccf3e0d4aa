import { expect, test } from "vitest";
import { type DevEndpoint, dataset, linkedService, openDevEndpoint, pipeline } from "./dev-endpoint.ts";

const failure = async ({ run }: DevEndpoint, ...question: Parameters<DevEndpoint["run"]>) => {
  const { status, body } = await run(...question);
  expect(status).toBe(200);
  expect(body.status).toBe("Failed");
  return body.error;
};

test("the workspace's defaults exist and are neither written, renamed nor deleted", async () => {
  const { ask } = openDevEndpoint();
  const network = "/managedVirtualNetworks/default/managedPrivateEndpoints";
  for (const path of [
    "/linkedservices/ws-workspacedefaultstorage",
    "/linkedservices/ws-WorkspaceDefaultSqlServer",
    "/integrationRuntimes/AutoResolveIntegrationRuntime",
    "/credentials/WorkspaceSystemIdentity",
    `${network}/synapse-ws-sql--ws`,
    `${network}/synapse-ws-sqlOnDemand--ws`,
  ]) {
    expect((await ask("GET", path)).status, path).toBe(200);
    const put = await ask("PUT", path, linkedService());
    expect([put.status, put.body.error.code], path).toEqual([400, "ResourceNotUpdatable"]);
    const gone = await ask("DELETE", path);
    expect([gone.status, gone.body.error.code], path).toEqual([400, "ResourceNotDeletable"]);
  }
  const renamed = await ask("POST", "/linkedservices/ws-WorkspaceDefaultStorage/rename", { newName: "x" });
  expect(renamed.body.error.code).toBe("ResourceNotUpdatable");
});

test("a default of another workspace is an ordinary linked service", async () => {
  const { run } = openDevEndpoint();
  const answer = await run("PUT", "/linkedservices/other-WorkspaceDefaultStorage", linkedService());
  expect(answer.body.name).toBe("other-WorkspaceDefaultStorage");
});

test("a reference to something absent fails the operation, and nothing is written", async () => {
  const endpoint = openDevEndpoint();
  const error = await failure(endpoint, "PUT", "/datasets/D", dataset("Lake"));
  expect(error).toMatchObject({
    code: "BadRequest",
    message: "The document creation or update failed because of invalid reference 'Lake'.",
    target: "D",
    details: null,
  });
  expect((await endpoint.ask("GET", "/datasets/D")).status).toBe(404);
});

test("what a write or a delete needs is looked for when its operation ends, not when it is accepted", async () => {
  const { ask, pass } = openDevEndpoint();
  const batch = async (...questions: readonly (readonly [string, string, unknown?])[]) => {
    const locations: string[] = [];
    for (const question of questions) locations.push((await ask(...question)).headers.Location ?? "");
    pass(1000);
    return Promise.all(locations.map(async (location) => (await ask("GET", location)).body));
  };
  const made = await batch(
    ["PUT", "/linkedservices/Lake", linkedService()],
    ["PUT", "/datasets/D", dataset("LAKE")],
  );
  expect(made.map(({ name }) => name)).toEqual(["Lake", "D"]);
  const gone = await batch(["DELETE", "/datasets/D"], ["DELETE", "/linkedservices/Lake"]);
  expect(gone).toEqual([undefined, undefined]);
  const wrong = await batch(
    ["PUT", "/datasets/D", dataset("Lake")],
    ["PUT", "/linkedservices/Lake", linkedService()],
  );
  expect(wrong.map(({ name, status }) => name ?? status)).toEqual(["Failed", "Lake"]);
});

test("references to every checked kind are found at any depth; expressions, notebooks and pools pass", async () => {
  const endpoint = openDevEndpoint();
  const activity = (reference: unknown) =>
    pipeline({
      activities: [
        { type: "ForEach", typeProperties: { activities: [{ type: "Wait", deep: [reference] }] } },
      ],
    });
  for (const kind of [
    "LinkedService",
    "Dataset",
    "Pipeline",
    "DataFlow",
    "Trigger",
    "IntegrationRuntime",
    "Credential",
  ]) {
    const reference = { referenceName: "Absent", type: `${kind}Reference` };
    const error = await failure(endpoint, "PUT", "/pipelines/P", activity(reference));
    if (kind !== "IntegrationRuntime") expect(error.message).toContain("invalid reference 'Absent'");
    else {
      const message = "Input is malformed. Reason: Could not get integration runtime details for Absent";
      expect(error).toEqual({ code: "InputIsMalformedDetailed", message, target: null, details: null });
    }
  }
  for (const reference of [
    { referenceName: { value: "@variables('n')", type: "Expression" }, type: "NotebookReference" },
    { referenceName: "@pipeline().parameters.d", type: "DatasetReference" },
    { referenceName: "Absent", type: "NotebookReference" },
    { referenceName: "Absent", type: "BigDataPoolReference" },
  ]) {
    expect((await endpoint.run("PUT", "/pipelines/P", activity(reference))).body.name).toBe("P");
  }
});

test("what is referenced cannot be deleted or renamed until the last reference is gone", async () => {
  const endpoint = openDevEndpoint();
  const { run, ask, service } = endpoint;
  service.seed("linkedservices", "Lake", linkedService());
  service.seed("datasets", "D", dataset("lake"));
  const error = await failure(endpoint, "DELETE", "/linkedservices/Lake");
  expect(error.code).toBe("DeleteDataFactoryResourceOrchestrationError");
  expect(error.message).toBe("The document cannot be deleted since it is referenced by D.");
  await failure(endpoint, "POST", "/linkedservices/Lake/rename", { newName: "Pond" });
  expect((await ask("GET", "/linkedservices/Lake")).status).toBe(200);
  await run("DELETE", "/datasets/D");
  expect((await run("DELETE", "/linkedservices/Lake")).text).toBe("");
  expect((await ask("GET", "/linkedservices/Lake")).status).toBe(404);
});

test("an artifact that refers to itself can be deleted", async () => {
  const { run, service, ask } = openDevEndpoint();
  const itself = { referenceName: "P", type: "PipelineReference" };
  service.seed("pipelines", "P", pipeline({ again: itself }));
  await run("DELETE", "/pipelines/P");
  expect((await ask("GET", "/pipelines/P")).status).toBe(404);
});

test("an unknown type fails the operation: of a linked service, a trigger, an activity at any depth", async () => {
  const endpoint = openDevEndpoint();
  const properties = { type: "LinkedService", typeProperties: {} };
  for (const path of ["/linkedservices/X", "/triggers/X"]) {
    expect((await failure(endpoint, "PUT", path, { properties })).message, path).toContain("'LinkedService'");
  }
  const wait = { name: "w", type: "wait", typeProperties: {} };
  const wrong = { name: "w", type: "WebActivty" };
  const within: readonly ((activity: object) => object)[] = [
    (one) => one,
    (one) => ({ name: "f", type: "ForEach", typeProperties: { activities: [wait, one] } }),
    (one) => ({ name: "i", type: "IfCondition", typeProperties: { ifFalseActivities: [one] } }),
    (one) => ({ name: "s", type: "Switch", typeProperties: { cases: [{ activities: [one] }] } }),
  ];
  for (const wrap of within) {
    const body = (activity: object) => ({ properties: { activities: [wait, wrap(activity)] } });
    expect((await failure(endpoint, "PUT", "/pipelines/X", body(wrong))).message).toContain("'WebActivty'");
    await failure(endpoint, "PUT", "/pipelines/X", body({ name: "w" }));
    expect((await endpoint.run("PUT", "/pipelines/X", body(wait))).body.name).toBe("X");
  }
});

test("a data flow is taken without a type", async () => {
  const { run } = openDevEndpoint();
  for (const properties of [{ type: null, typeProperties: {} }, { typeProperties: {} }]) {
    expect((await run("PUT", "/dataflows/F", { properties })).body.properties).toEqual(properties);
  }
});

test("a body without a type fails; one that is no artifact is refused at once", async () => {
  const endpoint = openDevEndpoint();
  const error = await failure(endpoint, "PUT", "/linkedservices/L", { properties: {} });
  expect(error.message).toContain("'type' is missing");
  for (const body of ["", "{", "[]", "null", '"text"', '{"properties":[]}', '{"name":"P"}']) {
    const answer = await endpoint.ask("PUT", "/pipelines/P", body);
    expect([answer.status, answer.body.error.code], body).toEqual([400, "BadRequest"]);
  }
  const deep = `{"properties":{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`;
  expect((await endpoint.ask("PUT", "/pipelines/P", deep)).status).toBe(400);
});

test("names follow the swagger's patterns where it has one", async () => {
  const { ask } = openDevEndpoint();
  expect((await ask("PUT", "/datasets/a.b", linkedService())).status).toBe(400);
  expect((await ask("PUT", `/pipelines/${"p".repeat(261)}`, pipeline())).status).toBe(400);
  expect((await ask("PUT", `/pipelines/${"p".repeat(260)}`, pipeline())).status).toBe(202);
  expect((await ask("PUT", "/credentials/-c", linkedService())).status).toBe(400);
  expect((await ask("PUT", "/credentials/a-c", linkedService())).status).toBe(202);
  expect((await ask("PUT", "/sqlScripts/dbo.View [1]%2F2", { properties: {} })).status).toBe(202);
});

test("seeding says what it cannot take", () => {
  const { service } = openDevEndpoint();
  expect(() => service.seed("pipeline", "P", pipeline())).toThrow(RangeError);
  expect(() => service.seed("pipelines", "P", {})).toThrow('has no "properties"');
});

import { expect, test } from "vitest";
import { kinds } from "../../src/synapse/kinds.ts";
import { linkedService, openDevEndpoint, operationMs, origin, pipeline } from "./dev-endpoint.ts";

test("a write is a record, then InProgress, then the artifact; it takes effect at the end", async () => {
  const { ask, pass } = openDevEndpoint();
  const accepted = await ask("PUT", "/pipelines/Load Data?api-version=2019-06-01-preview", pipeline());
  expect(accepted.status).toBe(202);
  expect(accepted.headers.Location).toBe(
    `${origin}/operationResults/${accepted.body.operationId}?api-version=2019-06-01-preview`,
  );
  expect(accepted.headers["Retry-After"]).toBe("10");
  expect(accepted.body).toMatchObject({ state: "Creating", type: "Pipeline", name: "Load Data" });
  expect(Object.keys(accepted.body)).toEqual([
    "id",
    "recordId",
    "state",
    "created",
    "changed",
    "type",
    "name",
    "operationId",
    "artifactId",
  ]);

  pass(operationMs - 1);
  const running = await ask("GET", accepted.headers.Location ?? "", undefined, { "if-match": "other" });
  expect([running.status, running.body]).toEqual([202, { status: "InProgress" }]);
  expect(running.headers.Location).toBe(accepted.headers.Location);
  expect(running.headers["Retry-After"]).toBe("10");
  expect((await ask("GET", "/pipelines/Load Data")).status).toBe(404);

  pass(1);
  const done = await ask("GET", accepted.headers.Location ?? "");
  expect(done.status).toBe(200);
  expect(done.headers.ETag).toBeUndefined();
  expect(done.body).toEqual((await ask("GET", "/pipelines/Load Data")).body);
  expect(Object.keys(done.body)).toEqual(["id", "name", "type", "properties", "etag"]);
  expect(done.body.id).toMatch(/\/providers\/Microsoft\.Synapse\/workspaces\/ws\/pipelines\/Load Data$/);
  expect(done.body.type).toBe("Microsoft.Synapse/workspaces/pipelines");
  expect(done.body.etag).toMatch(/^[0-9a-f]{8}-0000-0100-0000-[0-9a-f]{12}$/);
});

test("a record stays with its artifact over update and rename; of a delete there is none", async () => {
  const { ask, pass } = openDevEndpoint();
  const accepted = async (method: string, path: string, body?: unknown) => {
    const { headers, body: record } = await ask(method, path, body);
    pass(operationMs);
    expect(headers["Access-Control-Allow-Headers"]).toBe(headers["Access-Control-Expose-Headers"]);
    return record;
  };
  const { recordId, created, artifactId, ...made } = await accepted("PUT", "/pipelines/P", pipeline());
  expect(artifactId).toMatch(/^[0-9A-F-]{36}$/);
  expect([created, made.changed]).toEqual(Array(2).fill("2024-05-06T07:08:09Z"));
  const updated = await accepted("PUT", "/pipelines/p", pipeline());
  expect(updated).toMatchObject({ recordId, created, artifactId, changed: "2024-05-06T07:08:10Z" });
  expect(updated.operationId).not.toBe(made.operationId);
  const renamed = await accepted("POST", "/pipelines/P/rename", { newName: "Q" });
  expect(renamed).toMatchObject({ recordId, created, artifactId, state: "Renaming" });
  expect(await accepted("PUT", "/pipelines/Q", pipeline())).toMatchObject({ recordId, artifactId });
  expect(await accepted("DELETE", "/pipelines/Q")).not.toHaveProperty("artifactId");
  expect((await accepted("PUT", "/pipelines/Q", pipeline())).artifactId).not.toBe(artifactId);
});

test("ids are spelled one way in records, another way in artifacts", async () => {
  const { ask, pass } = openDevEndpoint();
  const written = kinds.filter(({ access }) => access === "write");
  const spelled: Record<string, readonly [record: string, artifact: string]> = {};
  for (const { path } of written) {
    const type = path === "triggers" ? "ScheduleTrigger" : path === "linkedservices" ? "AzureBlobFS" : "Any";
    const { body, headers } = await ask("PUT", `/${path}/X`, { properties: { type } });
    pass(operationMs);
    const kindOf = (id: string) => id.split("/").at(-2) ?? "";
    const { id, type: own } = (await ask("GET", headers.Location ?? "")).body;
    expect(own).toBe(`Microsoft.Synapse/workspaces/${kindOf(id)}`);
    expect(kindOf(id)).toBe(path);
    if (kindOf(body.id) !== path) spelled[path] = [kindOf(body.id), kindOf(id)];
  }
  expect(spelled).toEqual({
    linkedservices: ["linkedServices", "linkedservices"],
    sqlscripts: ["sqlScripts", "sqlscripts"],
    sparkjobdefinitions: ["sparkJobDefinitions", "sparkjobdefinitions"],
  });
});

test("notebooks are polled at a path of their own, and by the operation's id at either", async () => {
  const { ask, pass } = openDevEndpoint();
  const { headers, body } = await ask("PUT", "/notebooks/N", { properties: { cells: [] } });
  expect(headers.Location).toContain(`/notebookOperationResults/${body.operationId}?`);
  pass(operationMs);
  expect((await ask("GET", `/operationResults/${body.operationId}`)).body.name).toBe("N");
  expect((await ask("GET", "/operationResults/none")).status).toBe(404);
});

test("a delete advertises no wait and ends empty; of nothing it is 204", async () => {
  const { ask, run, pass, service } = openDevEndpoint();
  service.seed("pipelines", "P", pipeline());
  const accepted = await ask("DELETE", "/pipelines/p");
  expect(accepted.status).toBe(202);
  expect(accepted.headers["Retry-After"]).toBeUndefined();
  expect(accepted.body).toMatchObject({ state: "Deleting", recordId: 0, created: "0001-01-01T00:00:00" });
  expect((await ask("GET", "/pipelines/P")).status).toBe(200);
  pass(operationMs);
  const done = await ask("GET", accepted.headers.Location ?? "");
  expect([done.status, done.text]).toEqual([200, ""]);
  expect((await ask("GET", "/pipelines/P")).status).toBe(404);
  expect((await run("DELETE", "/pipelines/P")).status).toBe(204);
});

test("a rename moves name, etag and lastPublishTime", async () => {
  const { ask, run, pass, service } = openDevEndpoint();
  service.seed("pipelines", "Old", pipeline());
  const before = (await ask("GET", "/pipelines/Old")).body;
  pass(5000);
  const accepted = await ask("POST", "/pipelines/OLD/Rename", { newName: "New" });
  expect(accepted.body).toMatchObject({ state: "Renaming", name: "Old" });
  pass(operationMs);
  const done = await ask("GET", accepted.headers.Location ?? "");
  expect([done.status, done.text]).toEqual([200, ""]);
  expect((await ask("GET", "/pipelines/Old")).status).toBe(404);
  const after = (await ask("GET", "/pipelines/new")).body;
  expect(after.name).toBe("New");
  expect(after.etag).not.toBe(before.etag);
  expect(after.properties.lastPublishTime > before.properties.lastPublishTime).toBe(true);
  expect((await run("POST", "/pipelines/New/rename", { newName: "NEW" })).status).toBe(200);
  expect((await ask("GET", "/pipelines/new")).body.name).toBe("NEW");
});

test("a rename is refused: bad name, taken name, missing artifact, kinds without it", async () => {
  const { ask, run, service } = openDevEndpoint();
  service.seed("pipelines", "A", pipeline());
  service.seed("pipelines", "B", pipeline());
  expect((await ask("POST", "/pipelines/A/rename", { newName: "a/b" })).status).toBe(400);
  expect((await ask("POST", "/pipelines/A/rename", {})).status).toBe(400);
  expect((await run("POST", "/pipelines/A/rename", { newName: "b" })).body.status).toBe("Failed");
  expect((await ask("POST", "/pipelines/C/rename", { newName: "D" })).status).toBe(404);
  expect((await ask("POST", "/triggers/T/rename", { newName: "U" })).status).toBe(501);
});

test("a second write to an artifact under way is a conflict, to another it is not", async () => {
  const { ask, pass } = openDevEndpoint();
  await ask("PUT", "/pipelines/P", pipeline());
  const second = await ask("PUT", "/pipelines/p", pipeline());
  expect([second.status, second.body.error.code]).toEqual([409, "Conflict"]);
  expect((await ask("DELETE", "/pipelines/P")).status).toBe(409);
  expect((await ask("PUT", "/datasets/P", linkedService())).status).toBe(202);
  pass(operationMs);
  expect((await ask("PUT", "/pipelines/P", pipeline())).body.state).toBe("Updating");
});

test("If-Match: 412 for another etag, a pass for its own, quoted or any; KQL scripts take none", async () => {
  const { ask, run, service } = openDevEndpoint();
  service.seed("pipelines", "P", pipeline());
  service.seed("kqlscripts", "K", { properties: { content: { query: "T" } } });
  const { etag } = (await ask("GET", "/pipelines/P")).body;
  const put = (condition: string) => run("PUT", "/pipelines/P", pipeline(), { "if-match": condition });
  expect((await put("other")).status).toBe(412);
  expect((await put(etag)).status).toBe(200);
  const next = (await ask("GET", "/pipelines/P")).body.etag;
  expect(next).not.toBe(etag);
  expect((await put(etag)).status).toBe(412);
  expect((await put(`"${next}"`)).status).toBe(200);
  expect((await put("*")).status).toBe(200);
  const kql = { properties: { content: { query: "U" } } };
  expect((await run("PUT", "/kqlScripts/K", kql, { "if-match": "other" })).status).toBe(200);
});

test("what was accepted outlives a stop", async () => {
  const { ask, service, folder } = openDevEndpoint();
  await ask("PUT", "/pipelines/P", pipeline());
  service.finish();
  const { service: next } = openDevEndpoint({ folder });
  expect(next.snapshot().pipelines?.P).toMatchObject({ name: "P" });
});

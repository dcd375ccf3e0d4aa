import { expect, test } from "vitest";
import { kinds } from "../../src/synapse/kinds.ts";
import { linkedService, openDevEndpoint, origin, pipeline } from "./dev-endpoint.ts";

test("paths and names match ignoring case, and a name keeps the case it was created with", async () => {
  const { ask, run, service } = openDevEndpoint();
  service.seed("linkedservices", "Vault", linkedService());
  await run("PUT", "/LinkedServices/VAULT", linkedService({ description: "new" }));
  const { body } = await ask("GET", "/linkedServices/vault?api-version=2019-06-01-preview");
  expect([body.name, body.properties.description]).toEqual(["Vault", "new"]);
  expect(Object.keys(service.snapshot().linkedservices ?? {})).toContain("Vault");
});

test("an api-version is required on known routes, and any date will do", async () => {
  const { ask } = openDevEndpoint();
  expect((await ask("GET", "/pipelines?none")).body.error.code).toBe("MissingApiVersionParameter");
  expect((await ask("GET", "/pipelines?api-version=latest")).status).toBe(400);
  expect((await ask("GET", "/pipelines?api-version=2021-11-01-preview")).status).toBe(200);
  expect((await ask("GET", "/nowhere?none")).status).toBe(501);
});

test("lists hold whole bodies with the etag before the properties, sorted by name", async () => {
  const { ask, service } = openDevEndpoint();
  for (const name of ["b", "A", "c"]) service.seed("pipelines", name, pipeline());
  const { body } = await ask("GET", "/pipelines");
  expect(Object.keys(body)).toEqual(["value"]);
  expect(body.value.map(({ name }: { name: string }) => name)).toEqual(["A", "b", "c"]);
  expect(Object.keys(body.value[0])).toEqual(["id", "name", "type", "etag", "properties"]);
  const { id, name, type, etag, properties } = body.value[0];
  expect((await ask("GET", "/pipelines/a")).body).toEqual({ id, name, type, properties, etag });
});

test("no last page has a nextLink, of any kind", async () => {
  const { ask } = openDevEndpoint();
  for (const kind of kinds) {
    const network = kind.path === "managedprivateendpoints" ? "/managedVirtualNetworks/default" : "";
    expect(Object.keys((await ask("GET", `${network}/${kind.path}`)).body), kind.path).toEqual(["value"]);
  }
});

test("pages are followed by nextLink, and a write in between moves nothing", async () => {
  const { ask, service } = openDevEndpoint({ settings: { pageSize: 2 } });
  for (const name of ["a", "b", "c", "d", "e"]) service.seed("pipelines", name, pipeline());
  const names: string[] = [];
  let link: string | undefined = "/pipelines?api-version=2019-06-01-preview";
  while (link !== undefined) {
    const { body } = await ask("GET", link);
    names.push(...body.value.map(({ name }: { name: string }) => name));
    link = body.nextLink;
    if (link) expect(link).toContain(`${origin}/pipelines?api-version=2019-06-01-preview`);
    service.seed("pipelines", "a0", pipeline());
  }
  expect(names).toEqual(["a", "b", "c", "d", "e"]);
});

test("If-None-Match answers 304 for the same etag, and is ignored where the kind takes none", async () => {
  const { ask, service } = openDevEndpoint();
  service.seed("datasets", "D", linkedService());
  service.seed("kqlscripts", "K", { properties: { content: { query: "T" } } });
  const condition = async (path: string) => ({ "if-none-match": (await ask("GET", path)).body.etag });
  const same = await ask("GET", "/datasets/D", undefined, await condition("/datasets/D"));
  expect([same.status, same.text]).toEqual([304, ""]);
  expect((await ask("GET", "/datasets/D", undefined, { "if-none-match": "other" })).status).toBe(200);
  const kql = await ask("GET", "/kqlScripts/K", undefined, await condition("/kqlScripts/K"));
  expect(kql.status).toBe(200);
});

test("a missing artifact has the error shape of its kind", async () => {
  const { ask } = openDevEndpoint();
  const errorOf = async (path: string) => {
    const { status, body } = await ask("GET", `${path}/x`);
    expect(status).toBe(404);
    return body;
  };
  expect(await errorOf("/pipelines")).toEqual({
    code: "PipelineNotFound",
    message: expect.stringMatching(
      /^The Pipeline x was not found in \(subscription=[0-9a-f-]+ resourceGroup=retain-twin workspace=ws\)$/,
    ),
  });
  expect((await errorOf("/linkedservices")).code).toBe("LinkedServiceNotFound");
  expect((await errorOf("/triggers")).code).toBe("TriggerNotFound");
  expect((await errorOf("/kqlScripts")).code).toBe("KqlScriptNotFound");
  for (const kind of ["sqlscripts", "linkconnections"]) {
    expect(await errorOf(`/${kind}`)).toEqual({
      code: "NotFound",
      message: "The document could not be retrieved because it does not exist.",
      target: expect.stringMatching(`^/subscriptions/.*/workspaces/ws/${kind}/x$`),
      details: null,
      error: null,
    });
  }
  const notebook = await errorOf("/notebooks");
  expect(notebook).toMatchObject({ code: 404, result: null });
  expect(notebook.error).toMatch(
    /^GetNotebook failed \[statusCode from ADF: NotFound, ErrorMessage: \{"code":"NotFound".*\/notebooks\/x".*\}, workspace: ws, notebook: x\]$/,
  );
  expect((await errorOf("/sqlPools")).error.code).toBe("SqlPoolNotFound");
  const { error } = await errorOf("/managedVirtualNetworks/default/managedPrivateEndpoints");
  expect(error.code).toBe("UnknownError");
  expect(JSON.parse(error.message)).toMatchObject({
    CorrelationId: "",
    StatusCode: 404,
    Message: expect.stringContaining("ReferenceName=x"),
    ExceptionDetail: expect.any(String),
    ErrorType: "PrivateEndpointNotFound",
    ErrorNumber: 2145,
    ErrorOn: expect.any(String),
  });
});

test("the defaults and the workspace have the members of the service's own", async () => {
  const { ask } = openDevEndpoint();
  for (const name of ["ws-WorkspaceDefaultStorage", "ws-WorkspaceDefaultSqlServer"]) {
    expect((await ask("GET", `/linkedservices/${name}`)).body.properties).not.toHaveProperty("annotations");
  }
  const runtime = (await ask("GET", "/integrationRuntimes/AutoResolveIntegrationRuntime")).body;
  expect(runtime.properties.provisioningState).toBeNull();
  expect((await ask("GET", "/workspace")).body.properties).toMatchObject({
    workspaceUID: expect.any(String),
    extraProperties: { IsScopeEnabled: false, WorkspaceType: "Normal" },
    encryption: { doubleEncryptionEnabled: false },
  });
});

test("kinds without artifacts are empty lists, lake databases in an envelope of their own", async () => {
  const { ask } = openDevEndpoint();
  for (const path of [
    "datasets",
    "sqlScripts",
    "libraries",
    "bigDataPools",
    "sqlPools",
    "notebooksSummary",
    "kqlScripts",
    "linkconnections",
  ]) {
    expect((await ask("GET", `/${path}`)).body).toEqual({ value: [] });
  }
  expect((await ask("GET", "/databases?api-version=2021-04-01")).body.items).toEqual([]);
});

test("a stale read shows one artifact, and its list, as before the last write", async () => {
  const { run, stale, service, ask } = openDevEndpoint();
  const descriptions = async (read: typeof stale) =>
    (await read("/pipelines")).body.value.map(
      (item: { name: string; properties: { description?: string } }) => [
        item.name,
        item.properties.description,
      ],
    );
  service.seed("pipelines", "P", pipeline({ description: "one" }));
  await run("PUT", "/pipelines/P", pipeline({ description: "two" }));
  expect((await stale("/pipelines/P")).body.properties.description).toBe("one");
  expect(await descriptions(stale)).toEqual([["P", "one"]]);
  expect(await descriptions((path) => ask("GET", path))).toEqual([["P", "two"]]);
  await run("POST", "/pipelines/P/rename", { newName: "Q" });
  expect(await descriptions(stale)).toEqual([["P", "two"]]);
  expect((await stale("/pipelines/Q")).status).toBe(404);
  await run("DELETE", "/pipelines/Q");
  expect((await stale("/pipelines/Q")).status).toBe(200);
});

test("a query parameter that is not imitated is refused on every route, and nothing is done", async () => {
  const { ask, service } = openDevEndpoint();
  service.seed("pipelines", "P", pipeline());
  for (const [method, path, body] of [
    ["GET", "/pipelines", undefined],
    ["GET", "/pipelines/P", undefined],
    ["GET", "/workspace", undefined],
    ["GET", "/databases", undefined],
    ["GET", "/managedVirtualNetworks/default/managedPrivateEndpoints", undefined],
    ["PUT", "/pipelines/P", pipeline()],
    ["DELETE", "/pipelines/P", undefined],
    ["POST", "/pipelines/P/rename", { newName: "Q" }],
    ["POST", "/triggers/T/start", undefined],
  ] as const) {
    const answer = await ask(method, `${path}?api-version=2020-12-01&$filter=x`, body);
    expect([answer.status, answer.body.error.message], path).toEqual([
      501,
      expect.stringContaining("$filter"),
    ]);
  }
  expect(Object.keys(service.snapshot().pipelines ?? {})).toEqual(["P"]);
});

test("what the twin does not serve is left to its host", async () => {
  const { ask } = openDevEndpoint();
  for (const [method, path] of [
    ["POST", "/pipelines/P/createRun"],
    ["PUT", "/bigDataPools/P"],
    ["DELETE", "/pipelines"],
    ["GET", "/managedPrivateEndpoints"],
    ["GET", "/pipelines/P/x/y"],
    ["GET", "/"],
  ] as const) {
    expect((await ask(method, path)).status, `${method} ${path}`).toBe(501);
  }
});

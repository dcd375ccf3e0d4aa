import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTokens } from "../../src/identity/tokens.ts";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";
import { exported, importing, type Rest, rest } from "./rest.ts";

const header = "# Databricks notebook source";
let twin: RunningTwin;
let api: Rest;
beforeAll(async () => {
  twin = await startTwin();
  api = rest(twin);
});
afterAll(() => twin.stop());

const state = (path: string) => api.get("2.0/workspace/get-status", { path });

test("a notebook is known by its header and its extension, and loses that", async () => {
  await api.post("2.0/workspace/mkdirs", { path: "/Workspace/Shared/kinds" });
  const given = [
    ["a.py", `${header}\nprint(1)`, "a", { object_type: "NOTEBOOK", language: "PYTHON" }],
    ["b.SQL", "-- Databricks notebook source\nSELECT 1", "b", { object_type: "NOTEBOOK", language: "SQL" }],
    ["c.scala", "// Databricks notebook source", "c", { object_type: "NOTEBOOK", language: "SCALA" }],
    ["d.r", `${header}\r\nx`, "d", { object_type: "NOTEBOOK", language: "R" }],
    ["e.ipynb", '{"cells":[]}', "e", { object_type: "NOTEBOOK", language: "PYTHON" }],
    ["f.py", "print(1)", "f.py", { object_type: "FILE", size: 8 }],
    ["g", `${header}\nprint(1)`, "g", { object_type: "FILE" }],
    ["h.py", ` ${header}`, "h.py", { object_type: "FILE" }],
    ["i.sql", header, "i.sql", { object_type: "FILE" }],
    ["j.designer.ipynb", "{}", "j.designer.ipynb", { object_type: "FILE" }],
  ] as const;
  for (const [name, text] of given) {
    expect((await importing(api, `/Shared/kinds/${name}`, text)).status, name).toBe(200);
  }
  for (const [, , path, info] of given) {
    expect((await state(`/Shared/kinds/${path}`)).body, path).toMatchObject(info);
  }
  const listed = await api.get("2.0/workspace/list", { path: "/Workspace/Shared/kinds/" });
  expect(listed.body.objects.map(({ path }: { path: string }) => path)).toEqual(
    given.map(([, , name]) => `/Workspace/Shared/kinds/${name}`),
  );
  expect(listed.body.objects[0]).toEqual({
    object_type: "NOTEBOOK",
    path: "/Workspace/Shared/kinds/a",
    object_id: expect.any(Number),
    resource_id: expect.stringMatching(/^\d+$/),
    language: "PYTHON",
    created_at: expect.any(Number),
    modified_at: expect.any(Number),
  });
  const info = await api.get("2.0/workspace/get-status", {
    path: "/Shared/kinds/e",
    return_export_info: "true",
  });
  expect(info.body.repos_export_format).toBe("JUPYTER");
});

test("what comes back is what cells keep: the header, LF, and no newline at the end", async () => {
  await importing(api, "/Shared/plain", "print(1)\r\nprint(2)\n\n", { format: "SOURCE", language: "PYTHON" });
  expect(await exported(api, "/Shared/plain")).toBe(`${header}\nprint(1)\nprint(2)`);
  const source = `${header}\n# MAGIC %md\n# MAGIC # Title\n\n# COMMAND ----------\n\nprint(1)`;
  await importing(api, "/Shared/cells.py", `${source}\n`);
  const jupyter = await exported(api, "/Shared/cells", "JUPYTER");
  expect(JSON.parse(jupyter).cells).toMatchObject([
    { cell_type: "markdown", source: ["# Title"] },
    { cell_type: "code", source: ["print(1)"] },
  ]);
  await importing(api, "/Shared/again.ipynb", jupyter);
  expect(await exported(api, "/Shared/again")).toBe(source);
  expect(await exported(api, "/Shared/again", "AUTO")).toBe(jupyter);
  const raw = `${twin.databricks("retain-twin").host}/api/2.0/workspace/export?path=/Shared/plain&direct_download=true`;
  expect((await ask(twin.status, raw)).body).toBe(`${header}\nprint(1)\nprint(2)`);
});

test("forms and the older route take the same", async () => {
  const fields = { path: "/Shared/form.py", format: "AUTO", overwrite: "true" };
  await api.form("2.0/workspace/import", fields, `${header}\nprint("ü")`);
  await api.form("2.0/workspace/import", fields, `${header}\nprint("ö")`);
  expect(await exported(api, "/Shared/form")).toBe(`${header}\nprint("ö")`);
  const file = "2.0/workspace-files/import-file/Workspace%2FShared%2Fold.txt";
  const { host } = twin.databricks("retain-twin");
  const sent = (query: string, path = file) =>
    ask(twin.status, `${host}/api/${path}${query}`, { method: "POST", body: "one" });
  expect(await sent("?overwrite=false")).toMatchObject({ status: 200, body: {} });
  expect(await sent("?overwrite=false")).toMatchObject({
    status: 409,
    body: { message: "File already exists at (/Workspace/Shared/old.txt)" },
  });
  expect((await sent("", "2.0/workspace-files/import-file/Shared/nowhere/x.txt")).status).toBe(404);
  expect((await ask(twin.status, `${host}/api/2.0/workspace-files/Shared/old.txt`)).body).toBe("one");
});

test("an object keeps its id, and is later after each edit", async () => {
  await importing(api, "/Shared/kept.py", header);
  const before = (await state("/Shared/kept")).body;
  await importing(api, "/Shared/kept.py", `${header}\n1`, { overwrite: true });
  const after = (await state("/Shared/kept")).body;
  expect(after).toMatchObject({ object_id: before.object_id, created_at: before.created_at });
  expect(after.modified_at).toBeGreaterThan(before.modified_at);
});

test.each([
  [
    "list",
    { path: "/Shared/nothing" },
    404,
    "RESOURCE_DOES_NOT_EXIST",
    "Path (/Shared/nothing) doesn't exist.",
  ],
  ["get-status", { path: "Shared" }, 400, "INVALID_PARAMETER_VALUE", "Path (Shared) doesn't start with '/'"],
  ["get-status", {}, 400, "INVALID_PARAMETER_VALUE", "Missing required field: path"],
  ["export", { path: "/Shared", format: "SOURCE" }, 501, "NOT_IMPLEMENTED", "the archive of a directory"],
])("%s of %j is refused", async (route, query, status, code, text) => {
  const answer = await api.get(`2.0/workspace/${route}`, query as Record<string, string>);
  expect(answer).toMatchObject({
    status,
    body: { error_code: code, message: expect.stringContaining(text) },
  });
});

test("writes are refused where the service refuses them", async () => {
  await api.post("2.0/workspace/mkdirs", { path: "/Shared/full/deep/er" });
  await importing(api, "/Shared/full/n.py", header);
  await importing(api, "/Shared/full/f.txt", "f");
  const big = "x".repeat(10 * 1024 * 1024 + 1);
  const refused = [
    await importing(api, "/Shared/absent/n.py", header),
    await importing(api, "/Shared/full/n.py", header),
    await importing(api, "/Shared/full/n", "a file", { overwrite: true }),
    await importing(api, "/Shared/full/f.txt", "SELECT 1", {
      format: "SOURCE",
      language: "SQL",
      overwrite: true,
    }),
    await importing(api, "/Shared/full", "a directory", { overwrite: true }),
    await importing(api, "/Shared/full/x", "no language", { format: "SOURCE" }),
    await importing(api, "/Shared/full/x.ipynb", "no cells"),
    await importing(api, "/Shared/full/big.txt", big),
    await api.post("2.0/workspace/mkdirs", { path: "/Shared/full/f.txt/x" }),
    await api.post("2.0/workspace/delete", { path: "/Shared/full" }),
    await api.post("2.0/workspace/delete", { path: "/Shared", recursive: true }),
  ];
  expect(refused.map(({ status, body }) => [status, body.error_code])).toEqual([
    [404, "RESOURCE_DOES_NOT_EXIST"],
    [400, "RESOURCE_ALREADY_EXISTS"],
    [400, "INVALID_PARAMETER_VALUE"],
    [400, "INVALID_PARAMETER_VALUE"],
    [400, "INVALID_PARAMETER_VALUE"],
    [400, "INVALID_PARAMETER_VALUE"],
    [400, "INVALID_PARAMETER_VALUE"],
    [400, "MAX_NOTEBOOK_SIZE_EXCEEDED"],
    [400, "RESOURCE_ALREADY_EXISTS"],
    [400, "DIRECTORY_NOT_EMPTY"],
    [400, "BAD_REQUEST"],
  ]);
  expect(refused[2]?.body.details[0].reason).toBe("WORKSPACE_OBJECT_TYPE_MISMATCH");
  // The form takes what JSON does not.
  const fields = { path: "/Shared/full/big.txt", format: "AUTO" };
  expect((await api.form("2.0/workspace/import", fields, big)).status).toBe(200);
  const small = await api.get("2.0/workspace/export", { path: "/Shared/full/big.txt" });
  expect(small.body.error_code).toBe("MAX_READ_SIZE_EXCEEDED");
  expect((await api.post("2.0/workspace/delete", { path: "/Shared/full", recursive: true })).status).toBe(
    200,
  );
  expect((await state("/Shared/full/deep/er")).status).toBe(404);
});

test("lists tell what changed since, unless they are told not to", async () => {
  const { hide } = twin.databricks("retain-twin");
  await api.post("2.0/workspace/mkdirs", { path: "/Shared/since/dir" });
  await importing(api, "/Shared/since/a.py", header);
  await importing(api, "/Shared/since/b.py", header);
  await importing(api, "/Shared/since/c.txt", "");
  const at = (await state("/Shared/since/a")).body.modified_at;
  await importing(api, "/Shared/since/b.py", `${header}\n1`, { overwrite: true });
  const later = async () => {
    const query = { path: "/Shared/since", notebooks_modified_after: String(at) };
    const { body } = await api.get("2.0/workspace/list", query);
    return body.objects.map((one: { path: string; modified_at?: number }) => [
      one.path.split("/").at(-1),
      "modified_at" in one,
    ]);
  };
  const b = (await state("/Shared/since/b")).body.modified_at;
  expect(b).toBeGreaterThan(at);
  expect(await later()).toEqual([
    ["b", true],
    ["c.txt", true],
    ["dir", false],
  ]);
  hide("modified_at");
  expect(await later()).toEqual([
    ["b", false],
    ["c.txt", false],
    ["dir", false],
  ]);
  hide("modified_at", "notebooks_modified_after");
  expect(await later()).toEqual([
    ["a", false],
    ["b", false],
    ["c.txt", false],
    ["dir", false],
  ]);
  hide();
});

test("who asks has a home, and whoever does not say who, is told so", async () => {
  const { body, headers } = await api.get("2.0/preview/scim/v2/Me");
  expect(body).toMatchObject({ id: expect.any(String), userName: expect.any(String), active: true });
  const { host, workspaceId } = twin.databricks("retain-twin");
  expect(headers["x-databricks-org-id"]).toBe(workspaceId);
  expect((await state(`/Users/${body.userName}`)).body.object_type).toBe("DIRECTORY");
  const config = await ask(twin.status, `${host}/.well-known/databricks-config`, { token: null });
  expect(config).toMatchObject({ status: 200, body: { cloud: "AZURE" } });
  const tenant = await ask(twin.status, `${host}/aad/auth`, { token: null });
  expect(tenant.headers.location).toContain(`/${twin.status.tenant}/oauth2/authorize`);
  const me = `${host}/api/2.0/preview/scim/v2/Me`;
  const tokens = openTokens(join(twin.status.caBundle, "../tokens"));
  const issued = (audience: string, lifetimeSeconds = 60) =>
    tokens.issue({ audience, lifetimeSeconds }).token;
  const databricks = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";
  const answers = [
    await ask(twin.status, me, { token: null }),
    await ask(twin.status, me, { token: "other" }),
    await ask(twin.status, me, { token: issued("https://management.azure.com/") }),
    await ask(twin.status, me, { token: issued(databricks, -1) }),
    await ask(twin.status, me, { token: issued(databricks) }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 403, 200]);
});

test("faults speak as the service does, and a stale read does not know what was just made", async () => {
  const { faults } = twin.databricks("retain-twin");
  const met = async (fault: Parameters<typeof faults.add>[0]["fault"], method = "GET") => {
    faults.add({ method, times: 1, fault });
    return state("/Shared/fresh");
  };
  await importing(api, "/Shared/fresh.py", header);
  expect(await met({ kind: "throttle", seconds: 2 })).toMatchObject({
    status: 429,
    headers: { "retry-after": "2" },
    body: { error_code: "REQUEST_LIMIT_EXCEEDED" },
  });
  expect(await met({ kind: "status", status: 503 })).toMatchObject({
    status: 503,
    body: { error_code: "TEMPORARILY_UNAVAILABLE" },
  });
  expect((await met({ kind: "status", status: 502, body: "<html>Bad gateway</html>" })).body).toContain(
    "html",
  );
  expect((await met({ kind: "stale-read" })).status).toBe(404);
  expect((await state("/Shared/fresh")).status).toBe(200);
  expect((await api.get("2.0/workspace/list", { path: "/", what: "else" })).status).toBe(501);
});

test("what was acknowledged is there after a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twin-databricks-"));
  const first = await startTwin({ folder, databricksWorkspaces: ["shop"] });
  await importing(rest(first, "shop"), "/Shared/n.py", `${header}\n1`);
  const { body } = await rest(first, "shop").post("2.2/jobs/create", { name: "kept" });
  await first.stop();
  const again = await startTwin({ folder, databricksWorkspaces: ["shop"] });
  expect(await exported(rest(again, "shop"), "/Shared/n")).toBe(`${header}\n1`);
  const job = await rest(again, "shop").get("2.2/jobs/get", { job_id: String(body.job_id) });
  expect(job.body.settings.name).toBe("kept");
  await again.stop();
  rmSync(folder, { recursive: true });
});

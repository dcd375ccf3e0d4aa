import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

let twin: RunningTwin;
beforeAll(async () => {
  twin = await startTwin();
});
afterAll(() => twin.stop());

/** Runs a script in a process that has nothing but the twin's variables over this one's. */
async function child(script: string): Promise<unknown> {
  const env = { ...process.env, ...twin.status.environment, ORIGIN: twin.workspace("retain-twin").origin };
  const args = ["--input-type=module", "-e", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: import.meta.dirname });
  return JSON.parse(stdout);
}

const listWith = (built: string) => `
  import * as identity from "@azure/identity";
  const credential = ${built};
  const { token, expiresOnTimestamp } = await credential.getToken("https://dev.azuresynapse.net/.default");
  const headers = { authorization: "Bearer " + token };
  const answer = await fetch(process.env.ORIGIN + "/pipelines?api-version=2020-12-01", { headers });
  const hours = Math.round((expiresOnTimestamp - Date.now()) / 3600000);
  console.log(JSON.stringify({ status: answer.status, hours }));
`;
/** Builds one of the library's credentials in the child; its name is checked against the library's. */
const credential = (name: keyof typeof import("@azure/identity"), args = "") =>
  `new identity.${name}(${args})`;
const clientOptions = "{ authorityHost: process.env.AZURE_AUTHORITY_HOST, disableInstanceDiscovery: true }";

test.each([
  ["ManagedIdentityCredential", credential("ManagedIdentityCredential"), 24],
  ["ManagedIdentityCredential of a user", credential("ManagedIdentityCredential", '{ clientId: "u" }'), 24],
  ["DefaultAzureCredential", credential("DefaultAzureCredential"), 24],
  [
    "ClientSecretCredential",
    credential("ClientSecretCredential", `process.env.AZURE_TENANT_ID, "app", "secret", ${clientOptions}`),
    1,
  ],
  [
    "ClientAssertionCredential",
    credential(
      "ClientAssertionCredential",
      `process.env.AZURE_TENANT_ID, "app", async () => "a.b.c", ${clientOptions}`,
    ),
    1,
  ],
])("%s signs in, unpatched, and the certificate is trusted", async (_name, built, hours) => {
  expect(await child(listWith(built))).toEqual({ status: 200, hours });
});

test("the identity endpoint wants its header and a resource", async () => {
  const { endpoint, header } = twin.status.identity;
  const resource = `${endpoint}?api-version=2019-08-01&resource=https://dev.azuresynapse.net`;
  expect((await fetch(resource)).status).toBe(401);
  expect((await fetch(resource, { headers: { "X-IDENTITY-HEADER": "wrong" } })).status).toBe(401);
  expect((await fetch(endpoint, { headers: { "X-IDENTITY-HEADER": header } })).status).toBe(400);
  const answer = await fetch(resource, { headers: { "X-IDENTITY-HEADER": header } });
  const body = (await answer.json()) as { expires_on: string; resource: string };
  expect(body).toMatchObject({ token_type: "Bearer", resource: "https://dev.azuresynapse.net" });
  expect(Number(body.expires_on)).toBeGreaterThan(Date.now() / 1000);
});

test("the 2017-09-01 identity endpoint takes the secret and writes a date", async () => {
  const { MSI_ENDPOINT, MSI_SECRET } = twin.status.environment;
  const answer = await fetch(`${MSI_ENDPOINT}?api-version=2017-09-01&resource=https://dev.azuresynapse.net`, {
    headers: { Secret: MSI_SECRET ?? "" },
  });
  const { expires_on } = (await answer.json()) as { expires_on: string };
  expect(expires_on).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d \+00:00$/);
  expect(Date.parse(expires_on)).toBeGreaterThan(Date.now());
});

test("the endpoint of a virtual machine wants its header, and writes every number as text", async () => {
  const host = twin.status.environment.AZURE_POD_IDENTITY_AUTHORITY_HOST;
  const token = `${host}/metadata/identity/oauth2/token?api-version=2018-02-01`;
  const resource = "https://dev.azuresynapse.net";
  const headers = { Metadata: "true" };
  const bare = await fetch(`${token}&resource=${resource}`);
  expect([bare.status, await bare.json()]).toMatchObject([400, { error: "invalid_request" }]);
  expect((await fetch(token, { headers })).status).toBe(400);
  const answer = await fetch(`${token}&resource=${resource}&client_id=u`, { headers });
  const body = (await answer.json()) as Record<string, string>;
  expect(body).toMatchObject({ resource, token_type: "Bearer", client_id: "u", expires_in: "86400" });
  const pipelines = `${twin.workspace("retain-twin").origin}/pipelines?api-version=2020-12-01`;
  expect((await ask(twin.status, pipelines, { token: body.access_token ?? null })).status).toBe(200);
});

const post = (path: string, form: Record<string, string>) =>
  ask(twin.status, `${twin.status.authority}/${twin.status.tenant}${path}`, {
    method: "POST",
    token: null,
    body: new URLSearchParams(form).toString(),
  });
const client = { grant_type: "client_credentials", client_id: "app", client_secret: "secret" };

test("the v1 endpoint answers a token for the resource, its numbers as text", async () => {
  const { body } = await post("/oauth2/token", { ...client, resource: "https://dev.azuresynapse.net" });
  expect(body).toMatchObject({
    token_type: "Bearer",
    expires_in: "3600",
    resource: "https://dev.azuresynapse.net",
  });
  const answer = await ask(
    twin.status,
    `${twin.workspace("retain-twin").origin}/pipelines?api-version=2020-12-01`,
    {
      token: body.access_token,
    },
  );
  expect(answer.status).toBe(200);
});

test.each([
  ["no grant", { grant_type: "" }, 900144, 400],
  ["another grant", { grant_type: "password" }, 70003, 400],
  ["no client", { client_id: "" }, 900144, 400],
  ["no secret", { client_secret: "" }, 7000218, 401],
  ["no scope", { scope: "" }, 900144, 400],
  ["a scope without /.default", { scope: "https://dev.azuresynapse.net" }, 1002012, 400],
])("the v2 endpoint refuses %s", async (_what, form, code, status) => {
  const scope = "https://dev.azuresynapse.net/.default";
  const answer = await post("/oauth2/v2.0/token", { ...client, scope, ...form });
  expect(answer.status).toBe(status);
  expect(answer.body.error_codes).toEqual([code]);
  expect(answer.body.error_description).toContain(`AADSTS${code}: `);
});

test("discovery leads to the endpoints of the same origin", async () => {
  const { authority, tenant } = twin.status;
  const read = (path: string) => ask(twin.status, `${authority}${path}`, { token: null });
  const { body } = await read(`/${tenant}/v2.0/.well-known/openid-configuration`);
  expect(body).toMatchObject({
    token_endpoint: `${authority}/${tenant}/oauth2/v2.0/token`,
    issuer: `${authority}/${tenant}/v2.0`,
  });
  expect((await ask(twin.status, body.jwks_uri, { token: null })).body.keys).toHaveLength(1);
  const instance = await read("/common/discovery/instance?api-version=1.1");
  expect(instance.body.metadata[0].aliases).toEqual([new URL(authority).host]);
});

import { generateKeyPairSync, sign } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTokens } from "../../src/identity/tokens.ts";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

let twin: RunningTwin;
let synapse: string;
let arm: string;
beforeAll(async () => {
  twin = await startTwin();
  synapse = `${twin.workspace("retain-twin").origin}/pipelines?api-version=2020-12-01`;
  arm = `${twin.status.arm}/subscriptions/s/resourceGroups/g/providers/Microsoft.Synapse/workspaces/retain-twin`;
});
afterAll(() => twin.stop());

const issue = (audience: string, lifetimeSeconds = 60) =>
  openTokens(join(twin.status.caBundle, "../tokens")).issue({ audience, lifetimeSeconds }).token;

test.each([
  ["https://dev.azuresynapse.net", 200],
  ["https://dev.azuresynapse.net/", 200],
  ["https://dev.azuresynapse.usgovcloudapi.net", 200],
  ["https://management.azure.com/", 401],
  ["https://storage.azure.com", 401],
])("a token for %s gets %i from Synapse", async (audience, expected) => {
  const answer = await ask(twin.status, synapse, { token: issue(audience) });
  expect(answer.status).toBe(expected);
  if (expected === 401) expect(answer.body.code).toBe("InvalidTokenAuthenticationAudience");
});

test("Synapse refuses without a challenge: no token, a foreign one, an expired one", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [header, payload] = issue("https://dev.azuresynapse.net").split(".");
  const signature = sign("sha256", Buffer.from(`${header}.${payload}`), {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
  });
  const forged = `${header}.${payload}.${signature.toString("base64url")}`;
  const answers = [];
  for (const token of [null, "junk", forged, issue("https://dev.azuresynapse.net", -1)]) {
    answers.push(await ask(twin.status, synapse, { token }));
  }
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [401, "InvalidTokenIssuer"],
    [401, "InvalidTokenIssuer"],
    [401, "InvalidTokenIssuer"],
    [401, "ExpiredAuthenticationToken"],
  ]);
  expect(answers.at(-1)?.body.message).toContain("SecurityTokenExpiredException");
  expect(answers.every(({ headers }) => headers["www-authenticate"] === undefined)).toBe(true);
});

test("Resource Manager refuses with a challenge that names the authority", async () => {
  const expired = await ask(twin.status, arm, { token: issue("https://management.azure.com/", -1) });
  expect(expired.status).toBe(401);
  expect(expired.body.error.code).toBe("ExpiredAuthenticationToken");
  expect(expired.headers["www-authenticate"]).toContain(twin.status.authority);
  const wrong = await ask(twin.status, arm, { token: issue("https://dev.azuresynapse.net") });
  expect(wrong.body.error.code).toBe("InvalidAuthenticationTokenAudience");
  const missing = await ask(twin.status, arm, { token: null });
  expect(missing.body.error.code).toBe("AuthenticationFailed");
});

test("Resource Manager knows the workspaces of the twin and where their dev endpoint is", async () => {
  const found = await ask(twin.status, `${arm}?api-version=2021-06-01`, {
    token: issue("https://management.azure.com/"),
  });
  expect(found.body).toMatchObject({
    name: "retain-twin",
    type: "Microsoft.Synapse/workspaces",
    location: "westeurope",
    properties: { connectivityEndpoints: { dev: twin.status.workspaces["retain-twin"]?.synapse } },
  });
  const absent = await ask(twin.status, arm.replace("retain-twin", "other"));
  expect([absent.status, absent.body.error.code]).toEqual([404, "ResourceNotFound"]);
});

test("the discovery document needs no token and is one cloud since 2022-09-01, a list before", async () => {
  const document = (version: string) =>
    ask(twin.status, `${twin.status.arm}/metadata/endpoints?api-version=${version}`, { token: null });
  const { body } = await document("2022-09-01");
  expect(body).toMatchObject({
    resourceManager: twin.status.arm,
    authentication: { loginEndpoint: twin.status.authority, identityProvider: "AAD" },
    suffixes: { synapseAnalytics: "dev.azuresynapse.net" },
  });
  expect((await document("2019-05-01")).body).toEqual([body]);
});

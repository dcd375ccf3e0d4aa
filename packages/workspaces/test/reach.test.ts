import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { CredentialUnavailableError } from "@azure/identity";
import { expect, onTestFinished, test, vi } from "vitest";
import { reachEndpoint } from "../src/http/reach-endpoint.ts";
import { signIn } from "../src/http/sign-in.ts";
import { openSynapse } from "../src/synapse/open.ts";
import { synapseWords } from "../src/synapse/words.ts";
import type { ReadOptions } from "../src/workspace.ts";
import { credential, hasty, startStub, useStub } from "./stub-service.ts";

const stub = await useStub();

const options: ReadOptions = { digest: () => "", keep: () => false };
const base = { name: "kk", credential, userAgent: "t", patience: hasty };

test.each([undefined, "0"])("a certificate nobody trusts, NODE_TLS_REJECT_UNAUTHORIZED=%s", async (value) => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const problem = {
    reason: "certificate",
    diagnostic: {
      message: `the certificate of ${new URL(stub.endpoint).host} is not trusted here`,
      advice: expect.stringContaining("`ca:`"),
    },
  };
  const unknown = { ...base, endpoint: stub.endpoint };
  await expect(openSynapse(unknown).read(options)).rejects.toMatchObject(problem);
  await expect(reachEndpoint({ ...unknown, words: synapseWords })).rejects.toMatchObject(problem);
});

test("a certificate authority that is none", async () => {
  const pem = "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----";
  await expect(
    openSynapse({ ...base, endpoint: stub.endpoint, ca: pem }).read(options),
  ).rejects.toMatchObject({
    reason: "certificate",
    diagnostic: { message: "cannot read the given certificate authority" },
  });
});

test("nothing listens here: the twin may not run", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(
    openSynapse({ ...base, endpoint: `https://127.0.0.1:${port}` }).read(options),
  ).rejects.toMatchObject({
    reason: "network",
    diagnostic: {
      message: `nothing is listening at 127.0.0.1:${port}`,
      advice: expect.stringContaining("retain twin start"),
    },
  });
});

test("a host that does not exist", async () => {
  // Reserved by RFC 2606: no resolver knows it. Without any resolver the network is at fault instead.
  const workspace = openSynapse({ ...base, endpoint: "https://kk.dev.invalid" });
  await expect(workspace.read(options)).rejects.toMatchObject({
    reason: expect.stringMatching(/^(not-found|network)$/),
    diagnostic: {
      message: expect.stringContaining("kk.dev.invalid"),
      advice: expect.stringContaining("network"),
    },
  });
});

test.each(["http://ws.dev.azuresynapse.net", "ws", "https://ws.dev.azuresynapse.net/path", ""])(
  "an endpoint that is no https origin: %s",
  async (endpoint) => {
    await expect(openSynapse({ ...base, endpoint }).read(options)).rejects.toMatchObject({
      diagnostic: { message: `"${endpoint}" is not the address of a workspace` },
    });
  },
);

test("nobody is signed in", async () => {
  const getToken = () => Promise.reject(new CredentialUnavailableError("az is not installed"));
  await expect(stub.open({ credential: { getToken } }).read(options)).rejects.toMatchObject({
    reason: "sign-in",
    diagnostic: { message: 'nobody is signed in to workspace "stub"', why: "az is not installed" },
  });
});

test.each([
  [401, { code: "InvalidTokenIssuer", message: "expired" }, "sign-in", "az login"],
  [403, { code: "Unauthorized", message: "no action" }, "forbidden", "Synapse Artifact User"],
  [403, { code: "ClientIpAddressNotAuthorized", message: "blocked" }, "forbidden", "firewall"],
  [404, "", "not-found", "environment file"],
  [400, { error: { code: "BadRequest", message: "no" } }, "refused", undefined],
])("%i is explained (%o)", async (status, body, reason, advice) => {
  stub.reply = ({ path }) => (path === "/pipelines" ? { status, body } : undefined);
  const failure = stub.open().read(options);
  await expect(failure).rejects.toMatchObject({ reason });
  const { diagnostic } = await failure.catch((error) => error);
  if (advice === undefined) expect(diagnostic.advice).toBeUndefined();
  else expect(diagnostic.advice).toContain(advice);
  expect(JSON.stringify(diagnostic)).not.toContain("stub-token");
});

test("a managed identity endpoint gives the token, and nothing else is asked", async () => {
  const { createServer: createHttp } = await import("node:http");
  const asked: (string | undefined)[] = [];
  const server = createHttp((request, response) => {
    asked.push(String(request.headers["x-identity-header"]), request.url);
    const expires_on = Math.floor(Date.now() / 1000) + 3600;
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ access_token: "from-identity", expires_on, token_type: "Bearer", resource: "r" }),
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`;
  await using fresh = await startStub();
  const identity = { endpoint, header: "secret-header" };
  await fresh.open({ credential: signIn({ endpoint: fresh.endpoint, identity }) }).read(options);
  expect(new Set(fresh.seen.map(({ headers }) => headers.authorization))).toEqual(
    new Set(["Bearer from-identity"]),
  );
  expect(asked[0]).toBe("secret-header");
  expect(asked[1]).toContain(encodeURIComponent("https://dev.azuresynapse.net"));
  expect(asked).toHaveLength(2);
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
});

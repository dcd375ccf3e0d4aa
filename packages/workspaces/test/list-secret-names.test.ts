import { readFileSync } from "node:fs";
import { vaultOf } from "@retain/artifacts/words/clouds";
import { startTwin } from "@retain/twin/start-twin";
import { expect, test } from "vitest";
import { listSecretNames } from "../src/key-vault/list-secret-names.ts";
import { credential, hasty, inTurn, useStub } from "./stub-service.ts";

const stub = await useStub();

const base = {
  name: "shop-kv",
  credential,
  scope: "https://vault.azure.net/.default",
  userAgent: "retain-test/1",
  patience: hasty,
};
const list = () => listSecretNames({ ...base, endpoint: stub.endpoint, ca: stub.ca });
const page = (names: readonly string[], nextLink?: string) => ({
  status: 200,
  body: {
    value: names.map((name) => ({ id: `https://shop-kv.vault.azure.net/secrets/${name}` })),
    nextLink: nextLink ?? null,
  },
});

test("reads every page of the twin's vault, without asking for a value", async () => {
  const names = Array.from({ length: 30 }, (_, at) => `Secret-${at}`);
  const twin = await startTwin({ vaults: { "shop-kv": names } });
  try {
    const { origin, requests } = twin.vault("shop-kv");
    const { token, ca } = twin.status;
    const listed = await listSecretNames({
      ...base,
      endpoint: origin,
      ca: readFileSync(ca, "utf8"),
      credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 60_000 }) },
    });
    expect([...listed].sort()).toEqual(names.map((name) => name.toLowerCase()).sort());
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /secrets", "GET /secrets"]);
  } finally {
    await twin.stop();
  }
});

test("asks again when the vault is busy or fails in passing", async () => {
  stub.reply = inTurn(
    { status: 429, headers: { "retry-after": "0" } },
    { status: 503 },
    "cut",
    page(["one"]),
  );
  expect([...(await list())]).toEqual(["one"]);
});

test.each([
  [401, "sign-in"],
  [403, "forbidden"],
  [404, "not-found"],
  [400, "service"],
])("HTTP %d is no list: %s, and what it quotes is redacted", async (status, reason) => {
  const secret = ["Pass", "word=", "Zk7-qX1pLm9"].join("");
  stub.reply = () => ({ status, body: { error: { code: "X", message: `no: ${secret};` } } });
  const failed = await list().catch((error: unknown) => error);
  expect(failed).toMatchObject({ reason });
  expect(JSON.stringify(failed)).not.toContain("Zk7-qX1pLm9");
  expect(stub.seen).toHaveLength(1);
});

test.each(["https://elsewhere.example/secrets?api-version=7.4", "/secrets?api-version=7.4"])(
  "a next page at %s is not asked for",
  async (next) => {
    stub.reply = () => page(["one"], next);
    await expect(list()).rejects.toMatchObject({ reason: "service" });
    expect(stub.seen).toHaveLength(1);
  },
);

test.each([
  ["https://Shop-KV.vault.azure.net/", "shop-kv", "https://vault.azure.net/.default"],
  ["https://shop.vault.azure.cn", "shop", "https://vault.azure.cn/.default"],
  ["https://shop.vault.usgovcloudapi.net/", "shop", "https://vault.usgovcloudapi.net/.default"],
])("%s is a vault", (url, name, scope) => {
  expect(vaultOf(url)).toMatchObject({ name, scope });
});

test.each([
  "http://shop.vault.azure.net/",
  "https://shop.vault.azure.net.evil.example/",
  "https://shop.vault.azure.net:8443/",
  "https://a@shop.vault.azure.net/",
  "https://shop.vault.azure.net/secrets",
  "https://vault.azure.net/",
  "@{linkedService().url}",
  "#VAULT_URL#",
])("%s gets no token", (url) => {
  expect(vaultOf(url)).toBeUndefined();
});

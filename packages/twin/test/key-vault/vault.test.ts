import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTokens } from "../../src/identity/tokens.ts";
import { readVaults } from "../../src/key-vault/vault-names.ts";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

const many = Array.from({ length: 30 }, (_, at) => `secret-${String(at).padStart(2, "0")}`);
let twin: RunningTwin;
let secrets: string;
beforeAll(async () => {
  twin = await startTwin({
    vaults: { "shop-kv": many, "closed-kv": ["one"] },
    faults: [{ vault: "closed-kv", fault: { kind: "status", status: 403 } }],
  });
  secrets = `${twin.status.vaults["shop-kv"]?.origin}/secrets`;
});
afterAll(() => twin.stop());

test("names come by pages of 25 at most, and nothing but names", async () => {
  const first = await ask(twin.status, `${secrets}?api-version=7.4`);
  const second = await ask(twin.status, first.body.nextLink);
  const ids = [...first.body.value, ...second.body.value].map(({ id }: { id: string }) => id);
  expect(first.body.value).toHaveLength(25);
  expect(ids).toEqual(many.map((name) => `${secrets}/${name}`));
  expect(second.body.nextLink).toBeNull();
  expect((await ask(twin.status, `${secrets}?api-version=7.4&maxresults=2`)).body.value).toHaveLength(2);
  expect((await ask(twin.status, `${secrets}/secret-00?api-version=7.4`)).status).toBe(501);
});

test.each([
  ["", "api-version must be specified"],
  ["?api-version=7.4&maxresults=26", "maxresults must be between 1 and 25"],
])("a list asked for by %j is refused", async (query, message) => {
  expect(await ask(twin.status, `${secrets}${query}`)).toMatchObject({
    status: 400,
    body: { error: { code: "BadParameter", message } },
  });
});

test("it says whom to ask for a token, which must be for vaults", async () => {
  const issue = (audience: string, lifetimeSeconds = 60) =>
    openTokens(join(twin.status.caBundle, "../tokens")).issue({ audience, lifetimeSeconds }).token;
  const url = `${secrets}?api-version=7.4`;
  const missing = await ask(twin.status, url, { token: null });
  expect(missing.headers["www-authenticate"]).toBe(
    `Bearer authorization="${twin.status.authority}/${twin.status.tenant}", resource="https://vault.azure.net"`,
  );
  const refused = [
    missing,
    await ask(twin.status, url, { token: issue("https://management.azure.com/") }),
    await ask(twin.status, url, { token: issue("https://vault.azure.net", -1) }),
  ];
  expect(
    refused.map(({ status, body }) => [status, body.error.code, body.error.message.split(":")[0]]),
  ).toEqual([
    [401, "Unauthorized", "AKV10000"],
    [401, "Unauthorized", "AKV10022"],
    [401, "Unauthorized", "The token is expired, or was not issued for this vault."],
  ]);
  expect((await ask(twin.status, url, { token: issue("https://vault.azure.net") })).status).toBe(200);
});

test("a fault rule is for one vault", async () => {
  const closed = `${twin.vault("closed-kv").origin}/secrets?api-version=7.4`;
  expect((await ask(twin.status, closed)).status).toBe(403);
  expect(twin.vault("closed-kv").requests).toHaveLength(1);
  expect(() => twin.vault("open-kv")).toThrow('no key vault "open-kv", only shop-kv, closed-kv');
});

test("vaults are named with their secrets", () => {
  expect(readVaults(["a-kv=one,two", "b-kv", "a-kv=three"])).toEqual({
    "a-kv": ["one", "two", "three"],
    "b-kv": [],
  });
  expect(() => readVaults(["x=one"])).toThrow('"x" is not a valid Key Vault name');
  expect(() => readVaults(["a-kv=one_two"])).toThrow('"one_two" is not a valid secret name');
});

import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { expect, test } from "vitest";
import { secretsFinding } from "../../src/services/key-vault/check-secrets.ts";
import { wantedSecrets } from "../../src/services/key-vault/wanted-secrets.ts";

const linkedService = (name: string, properties: JsonObject): Artifact => ({
  ref: { kind: "linked-service", name },
  body: { name, properties },
  origin: { file: `linkedService/${name}.json`, line: 1, column: 1 },
});
const vault = (name: string, baseUrl: JsonObject[string]) =>
  linkedService(name, { type: "AzureKeyVault", typeProperties: { baseUrl } });
const secret = (store: string, secretName: JsonObject[string]) => ({
  type: "AzureKeyVaultSecret",
  store: { referenceName: store, type: "LinkedServiceReference" },
  secretName,
});

test("literal names in literal vaults are wanted, each once with all its places", () => {
  const wanted = wantedSecrets([
    vault("Vault", "https://shop-kv.vault.azure.net/"),
    vault("Token", "https://#VAULT#.vault.azure.net/"),
    vault("Bound", { value: "@{linkedService().url}", type: "Expression" }),
    vault("Elsewhere", "https://shop.example/"),
    linkedService("A", { password: secret("vault", "sql"), deep: [{ key: secret("Vault", "api") }] }),
    linkedService("B", { password: secret("Vault", "SQL") }),
    linkedService("C", {
      a: secret("Vault", "@pipeline().parameters.name"),
      b: secret("Vault", { value: "@x", type: "Expression" }),
      c: secret("Vault", "#NAME#"),
      d: secret("Token", "one"),
      e: secret("Bound", "one"),
      f: secret("Elsewhere", "one"),
      g: secret("Nowhere", "one"),
      h: { secretName: "one", store: { referenceName: "Vault" } },
    }),
  ]);
  expect(wanted).toEqual([
    {
      name: "shop-kv",
      baseUrl: "https://shop-kv.vault.azure.net/",
      secrets: [
        { name: "api", by: ["linkedService/A.json:1:1"] },
        { name: "sql", by: ["linkedService/A.json:1:1", "linkedService/B.json:1:1"] },
      ],
    },
  ]);
});

const asked = (name: string) => ({
  name,
  baseUrl: `https://${name}.vault.azure.net/`,
  secrets: [{ name: "sql", by: ["a.json:3:5"] }],
});

test("what is missing fails, what is not known does not", () => {
  const [shop, closed] = [asked("shop-kv"), asked("closed-kv")];
  const there = { vault: shop, lacks: [] };
  const gone = { vault: shop, lacks: shop.secrets };
  const mute = { vault: closed, why: "it lets nobody in" };
  expect(secretsFinding([])).toEqual({ says: "the repository uses no Key Vault secrets", value: true });
  expect(secretsFinding([there])).toEqual({ says: "1 secret of 1 key vault is there", value: true });
  expect(secretsFinding([there, mute])).toEqual({
    says: "unknown: the secrets of closed-kv",
    why: "it lets nobody in",
    warning: true,
    value: true,
  });
  expect(secretsFinding([gone, mute])).toEqual({
    says: "not in key vault shop-kv: sql (a.json:3:5); unknown: the secrets of closed-kv",
    why: "what uses it fails when it runs; it lets nobody in",
    advice: "az keyvault secret set --vault-name shop-kv --name sql --file <file>",
  });
});

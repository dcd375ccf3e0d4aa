import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateArtifacts } from "../../src/rules/validate.ts";
import { credentialPointer } from "../../src/secrets/credential-pointer.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";
import { artifact } from "./bodies.ts";

const guid = "38041eb2-1326-4a54-8845-bfe8f5542357";
const encoded = (record: Json) => btoa(JSON.stringify(record, undefined, 2));
const pointerOf = (id: string) => encoded({ CredentialId: id, Version: "2.0", ClassType: "C" });

function judge(kind: Kind, typeProperties: JsonObject, target?: string) {
  const body = { name: "A", properties: { type: "Custom", typeProperties } };
  const environment = target === undefined ? {} : { target: { environment: "prod", workspace: target } };
  const { diagnostics } = validateArtifacts([artifact(kind, "A", body)], { exceptions: [], ...environment });
  return diagnostics
    .filter(({ code }) => /^(?:secret|credential)/.test(code))
    .map(({ severity, code, path }) => `${severity} ${code}${path ? ` ${path.slice(2).join(".")}` : ""}`);
}

describe("encrypted credentials", () => {
  it.each<[string, string | undefined, readonly string[]]>([
    [`SHOP-DEV_${guid}`, undefined, ["note credential-pointer"]],
    [`SHOP-DEV_${guid}`, "shop-dev", ["note credential-pointer"]],
    [`SHOP-DEV_${guid}`, "shop-prod", ["warning credential-pointer encryptedCredential"]],
    [`SYNAPSE@${guid}_${guid}`, "shop-prod", ["note credential-pointer"]],
    [guid, "shop-prod", ["note credential-pointer"]],
  ])("%s written to %s", (id, target, expected) => {
    expect(judge("linked-service", { encryptedCredential: pointerOf(id) }, target)).toEqual(expected);
  });

  it("are told once, however many files hold one", () => {
    const body = {
      name: "A",
      properties: { type: "X", typeProperties: { encryptedCredential: pointerOf(guid) } },
    };
    const many = ["A", "B", "C"].map((name) => artifact("linked-service", name, { ...body, name }));
    const { diagnostics } = validateArtifacts(many, { exceptions: [] });
    const told = diagnostics.filter(({ code }) => code === "credential-pointer");
    expect(told.map(({ message }) => message)).toEqual([
      "3 linked services hold an encryptedCredential, which points to a secret stored in a workspace; it is published unchanged",
    ]);
  });

  it("are pointers with exactly the members that the service writes, and secrets otherwise", () => {
    const record = { CredentialId: guid, Version: "2.0", ClassType: "C" };
    for (const other of [
      { ...record, More: "x" },
      { CredentialId: guid, Version: "2.0" },
      { ...record, Version: 2 },
      [],
      "x",
    ])
      expect(judge("linked-service", { encryptedCredential: encoded(other) })).toEqual([
        "error secret-literal encryptedCredential",
      ]);
    fc.assert(fc.property(fc.string(), (text) => credentialPointer(text) === undefined));
  });
});

describe("masks in the place of secrets", () => {
  const mask = "**********";
  it.each<[string, Kind, JsonObject]>([
    ["a SecureString", "linked-service", { password: { type: "SecureString", value: mask } }],
    ["one asterisk", "linked-service", { password: { type: "SecureString", value: "*" } }],
    ["a property that promises one", "linked-service", { accountKey: "***" }],
    ["an encrypted credential", "linked-service", { encryptedCredential: mask }],
    ["a connection string", "linked-service", { connectionString: `Server=a;User ID=b;Password=${mask};` }],
    ["its end", "linked-service", { connectionString: "Server=a;Pwd=*****" }],
    [
      "a storage account",
      "linked-service",
      { connectionString: `AccountName=a;AccountKey=${mask};EndpointSuffix=b` },
    ],
    ["an address", "linked-service", { sasUri: `https://a.blob.core.windows.net/b?sv=1&sig=${mask}` }],
    ["a header", "pipeline", { headers: { Authorization: mask } }],
    ["a parameter", "pipeline", { parameters: { password: { type: "string", defaultValue: mask } } }],
    ["SQL", "sql-script", { query: `CREATE LOGIN a WITH PASSWORD = N'${mask}'` }],
  ])("are errors in %s", (_, kind, typeProperties) => {
    expect(judge(kind, typeProperties)).toMatchObject([expect.stringMatching(/^error secret-masked/)]);
  });

  it.each<[string, Kind, JsonObject]>([
    ["wildcards", "dataset", { wildcardFileName: "*", wildcardFolderPath: "**", key: "*" }],
    ["patterns", "pipeline", { sql: "SELECT * FROM a -- ***", tokens: "a/**/b" }],
    ["comments", "sql-script", { query: `-- PASSWORD = '${mask}'\n/*******/ SELECT 2 ** 3` }],
    ["lines", "sql-script", { query: mask }],
    ["notebooks", "synapse-notebook", { password: mask, cells: ["Password=*****"] }],
  ])("are none in %s", (_, kind, typeProperties) => {
    expect(judge(kind, typeProperties)).toEqual([]);
  });
});

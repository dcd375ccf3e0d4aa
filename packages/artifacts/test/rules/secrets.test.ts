import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSecrets, redactSecrets } from "../../src/secrets/secrets.ts";
import type { Json } from "../../src/words/json.ts";
import { anyJson } from "../canonical/json-arbitraries.ts";

/** Looks random and is not: no file of this repository may hold what a scanner takes for a secret. */
const random = (length: number) => "a1B2c3D4e5F6g7H8".repeat(Math.ceil(length / 16)).slice(0, length);
const hex = (length: number) => "0123456789abcdef".repeat(Math.ceil(length / 16)).slice(0, length);
const basic = btoa(["user", "pass-word1"].join(":"));

/** A text of each family, and the part of it that is secret. */
const texts: readonly [string, string, string][] = [
  ["a private key", `-----BEGIN ${"PRIVATE"} KEY-----${random(64)}-----END`, random(64)],
  ["a Databricks access token", `x = ${"dapi"}${hex(32)}`, hex(32)],
  ["a GitHub token", `${"ghp_"}${random(36)}`, random(36)],
  ["a Slack token or webhook", `${"xoxb-"}${random(24)}`, random(24)],
  [
    "a Teams webhook",
    `https://a${".webhook.office.com/webhookb2/"}${hex(36)}/IncomingWebhook/${hex(32)}/${hex(36)}`,
    hex(32),
  ],
  ["a cloud access key", `${"AKIA"}${random(16).toUpperCase()}`, random(16).toUpperCase()],
  ["a client secret of an Entra application", `abc8${"Q~"}${random(34)}`, random(34)],
  ["an Azure DevOps token", `${random(76)}${"AZDO"}1234`, random(76)],
  ["a signed token (JWT)", `${"eyJ"}${random(20)}.${"eyJ"}${random(20)}.${random(30)}`, random(30)],
  ["a shared access signature", `https://a/b?sv=1&${"sig"}=${random(44)}`, random(44)],
  ["a function key", `https://a/api/f?${"code"}=${random(54)}==`, random(54)],
  ["an access key", `AccountName=a;${"AccountKey"}=${random(40)};`, random(40)],
  ["a storage account key", `${random(86)}==`, random(86)],
  ["a password or secret in SQL", `CREATE LOGIN a WITH ${"PASSWORD"} = 'Tr0ub4dor'`, "Tr0ub4dor"],
  ["a password in a connection string", `Server=a;User ID=b;${"Password"}=Tr0ub4dor;`, "Tr0ub4dor"],
  ["a password in an address", `postgres://user:${"Tr0ub4dor"}@host/db`, "Tr0ub4dor"],
  ["a password", `${"password"}: "Tr0ub4dor"`, "Tr0ub4dor"],
  ["a key or token", `${"api_key"} = "${random(24)}"`, random(24)],
  ["a bearer token", `Authorization: ${"Bearer"} ${random(40)}`, random(40)],
  ["a password of Basic authentication", `${"Basic"} ${basic}`, basic],
];

/** Values that are secrets because of the property that holds them. */
const fields: readonly [string, Json][] = [
  ["the literal value of a SecureString", { password: { type: "SecureString", value: "Tr0ub4dor" } }],
  ["an encrypted credential", { encryptedCredential: "Tr0ub4dor" }],
  [
    "an encrypted credential",
    { encryptedCredential: btoa(JSON.stringify({ Version: "1", Password: "Tr0ub4dor" })) },
  ],
  ["a password", { userPassword: "Tr0ub4dor" }],
  ["a key or token", { "x-api-key": "Tr0ub4dor" }],
  ["a password", { parameters: { Password: { type: "string", defaultValue: "Tr0ub4dor" } } }],
];

/** What the service writes beside a secret that it keeps. */
const pointer = (record: Json) => btoa(JSON.stringify(record, undefined, 2));
const credential = { CredentialId: "SHOP-DEV_38041eb2-1326-4a54-8845-bfe8f5542357", Version: "2017-11-30" };

const innocent: readonly Json[] = [
  { encryptedCredential: pointer({ ...credential, ProtectionMode: "Key", SecretContentType: "Plaintext" }) },
  { encryptedCredential: pointer({ ...credential, ClassType: "Microsoft.Datasync.Credential" }) },
  { password: { type: "AzureKeyVaultSecret", secretName: "a", store: { referenceName: "kv" } } },
  { password: { type: "SecureString", value: "**********" } },
  { password: "@pipeline().parameters.password" },
  { password: { value: "@variables('p')", type: "Expression" } },
  "Server=a;Password=@{linkedService().password};",
  `${"PASSWORD"} = '$(Password)'`,
  'password = mssparkutils.credentials.getSecret("vault", "name")',
  "What is your password? Tell nobody.",
  "https://a/api/f?code=short",
  `${"sha512-"}${random(86)}==`,
  { secretName: "database-password" },
  "Server=a;Authentication=Active Directory Managed Identity;",
  "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'Managed Identity'",
  "ALTER LOGIN x WITH PASSWORD = @pw; SELECT [Password] FROM t WHERE password = @p",
  'password = dbutils.secrets.get("scope", "key")',
  'def login(user, password="", token=None): ...',
  'api_key = os.environ["API_KEY"]; api_key = "your-api-key-goes-here-2024"',
  '.option("password", password).option("passwordVault", "kv")',
  'spark.conf.set("fs.azure.account.key.a.dfs.core.windows.net", key)',
  'token = "tokenizer_bert_base_uncased_v2"; key = "partition_by_day_20170331"',
  '{"password": "StringType()", "Password": "nvarchar(50)"}',
  "https://a/b?sig=REDACTED&code=@{pipeline().parameters.code}",
  "abfss://container@account.dfs.core.windows.net/path; git@github.com:a/b.git",
  "jdbc:sqlserver://a.database.windows.net:1433;database=b; http://host:8080/path@v1",
  `sha256:${hex(64)}; data:image/png;base64,${"iVBORw0KGgo".repeat(20)}==`,
  "Bearer token in the header; Basic authentication; Authorization: Bearer {token}",
  { passwordEncrypted: false, tokenLimit: "5", partitionKey: "x", policy: { secureInput: true } },
  { parameters: { password: { type: "SecureString" }, key: { type: "string", defaultValue: "" } } },
];

/** Texts that begin a secret again and again and never end it: a pattern that goes back over them takes hours. */
const endless = [
  ...[
    "a",
    "1",
    " ",
    "'",
    '"',
    "=",
    "-",
    ".",
    "a1",
    "://",
    "://a:",
    "a@",
    "a:b@",
    "sig=",
    "code=",
    "?code=a1",
  ],
  ...[
    "password",
    "password=",
    "password = '",
    "password=''",
    'pwd="a',
    ";pwd=",
    "secret = N'",
    'set("password',
  ],
  ...["token", 'token = "', 'api_key="a1', "AccountKey=", "Bearer ", "bearer a1", "basic ", "basic YTpi"],
  ...[
    "eyJ",
    "eyJaaaaaaaaaaa.",
    "dapi",
    "ghp_",
    "xoxb-",
    "AKIA",
    "aQ~",
    "a8Q~",
    "AZDO",
    "hooks.slack.com/services/",
  ],
  ...[`-----BEGIN ${"PRIVATE"} KEY-----`, "-----BEGIN ", `-----BEGIN A ${"PRIVATE"} KEY-----a`],
];

describe("secrets", () => {
  it.each(texts)("find %s, and show the text without it", (what, text, secret) => {
    expect(findSecrets({ note: text }).map((found) => found.what)).toEqual([what]);
    const shown = redactSecrets({ note: text });
    expect(JSON.stringify(shown)).not.toContain(secret);
    expect(JSON.stringify(shown)).toContain("(secret)");
    expect(findSecrets(shown)).toEqual([]);
  });

  it.each(fields)("find %s by its property", (what, value) => {
    const found = findSecrets(value);
    expect(found.map((one) => one.what)).toEqual([what]);
    expect(JSON.stringify([found, redactSecrets(value)])).not.toContain("Tr0ub4dor");
  });

  it.each(innocent.map((value) => [value]))("find none in %j", (value) => {
    expect(findSecrets(value)).toEqual([]);
    expect(redactSecrets(value)).toBe(value);
  });

  it.each(endless)("are looked for again and again in %j", (part) => {
    const shown = redactSecrets({ note: part.repeat(Math.ceil(100_000 / part.length)) });
    expect(findSecrets(shown)).toEqual([]);
  });

  it("find nothing any more in what was redacted, and never throw", () => {
    const telling = fc.constantFrom(...texts.map(([, text]) => text), ...fields.map(([, value]) => value));
    const around = fc.tuple(fc.string(), fc.constantFrom(...texts.map(([, text]) => text)), fc.string());
    const value: fc.Arbitrary<Json> = fc.oneof(
      anyJson,
      telling,
      fc.record({ note: telling, lines: fc.array(telling, { maxLength: 3 }), more: anyJson }),
      around.map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(value, (body) => {
        expect(findSecrets(redactSecrets(body))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

import { contractOf } from "@retain/artifacts/kinds/contracts";
import { shapeProblems } from "@retain/artifacts/shape/shape";
import { describe, expect, test } from "vitest";
import { databricks } from "../src/databricks.ts";
import { notifier } from "../src/function.ts";
import { keyVault } from "../src/key-vault.ts";
import { serverlessSql } from "../src/serverless-sql.ts";

const all = [databricks, keyVault, notifier, serverlessSql];

describe("the linked services", () => {
  test.each(all)("$name has the shape that is known of its type", ({ kind, body }) => {
    expect(shapeProblems(kind, body)).toEqual([]);
  });

  test("hold no secret: managed identities, and one key in the vault", () => {
    const text = JSON.stringify(all.map(({ body }) => body));
    expect(text).not.toMatch(/encryptedCredential|SecureString|accessToken|password|user id|accountKey/i);
    expect(text.match(/AzureKeyVaultSecret/g)).toHaveLength(1);
    expect(databricks.body).toMatchObject({ properties: { typeProperties: { authentication: "MSI" } } });
  });

  test("name no account and no cluster of somebody's", () => {
    const text = JSON.stringify(all.map(({ body }) => body));
    expect(text).not.toMatch(/https?:\/\/|\.(?:azure|windows)\w*\.net|existingClusterId/);
  });

  test("refer to the vault and to nothing else", () => {
    const edges = all.flatMap(({ kind, name, body }) =>
      contractOf(kind)
        .references(body)
        .static.map(({ to }) => `${name} -> ${to.kind}/${to.name}`),
    );
    expect(edges).toEqual(["Function -> linked-service/KeyVault"]);
  });
});

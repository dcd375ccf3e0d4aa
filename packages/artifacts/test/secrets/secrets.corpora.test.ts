import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect, it } from "vitest";
import { findSecrets } from "../../src/secrets/secrets.ts";
import type { Json } from "../../src/words/json.ts";

const corpora = process.env.RETAIN_CORPORA;

/** Every finding in repositories of other people, judged one by one. */
const found = [
  // CREATE MASTER KEY with a literal password: true.
  "kkbox-churn-demo/sqlscripts/Create Master Key and Credential.json: a password or secret in SQL",
];

it.skipIf(corpora === undefined)("what is found in repositories of other people is a secret", () => {
  const findings = globSync(`${corpora}/**/*.json`).flatMap((file) => {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    let body: Json;
    try {
      body = JSON.parse(text) as Json;
    } catch {
      return [];
    }
    return findSecrets(body).map(({ what }) => `${relative(corpora as string, file)}: ${what}`);
  });
  expect(findings).toEqual(found);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainAnswer, explainFailedOperation } from "../src/http/explain-answer.ts";
import { registry } from "../src/registry.ts";

const src = join(import.meta.dirname, "../src");
const modules = (folder: string) =>
  readdirSync(join(src, folder))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(src, folder, name), "utf8") }));
const folders = readdirSync(src, { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);
const shared = ["conformance", "http", "records"];
const services = folders.filter((folder) => !shared.includes(folder));

test("no service uses what is of another, and what they share uses none of them", () => {
  expect(services).toEqual(expect.arrayContaining(["synapse", "lake", "key-vault"]));
  const strays = folders.flatMap((folder) =>
    modules(folder).flatMap(({ file, text }) =>
      [...text.matchAll(/from "\.\.\/([\w-]+)\//g)]
        .map(([, used = ""]) => used)
        .filter((used) => services.includes(used) && used !== folder)
        .map((used) => `${file} uses ${used}`),
    ),
  );
  expect(strays).toEqual([]);
});

test("what services share has no word of any of them", () => {
  const words = /synapse|studio|trigger|event ?grid|data ?lake|key ?vault|databricks/i;
  const named = shared.flatMap(modules).flatMap(({ file, text }) => {
    const said = [...text.matchAll(/(["`])(?:(?!\1).)*\1/g)].map(([quoted]) => quoted);
    return said
      .filter((quoted) => words.test(quoted) && !quoted.includes("/"))
      .map((quoted) => `${file}: ${quoted}`);
  });
  expect(named).toEqual([]);
});

test.each([401, 403, 404, 409, 412, 429, 500, 501, 400])(
  "an answer %s is told in the words of the service that gave it",
  (status) => {
    const words = { noun: "board", settings: "`board`", permission: () => "ask the janitor" };
    const target = { name: "hall", endpoint: "https://hall.example", words };
    const { diagnostic } = explainAnswer(
      { status, text: "no: a trigger is referenced by it" },
      { target, verb: "write" },
    );
    expect(JSON.stringify([diagnostic.message, diagnostic.advice])).not.toMatch(/workspace "|synapse/i);
    if (status === 403) expect(diagnostic.advice).toBe("ask the janitor");
    if (status === 404) expect(diagnostic.advice).toContain("`board`");
  },
);

test("a way out of a refusal is that of the service", () => {
  const target = { name: "shop", endpoint: "https://shop.example", words: registry.synapse.words };
  const said = { code: "TriggerEnabledCannotUpdate", message: "Cannot update enabled Trigger" };
  expect(explainFailedOperation(said, { target, verb: "write" }).diagnostic.advice).toContain(
    "stop the trigger",
  );
  const lake = { ...target, words: registry.lake.words };
  expect(explainFailedOperation(said, { target: lake, verb: "write" }).diagnostic.advice).toBeUndefined();
});

import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { compile } from "./compile.ts";

const readmes = ["artifacts", "lake", "linked-services", "pipelines"];

it.each(readmes)("the examples in the README of %s compile", async (name) => {
  const text = await readFile(new URL(`../../../${name}/README.md`, import.meta.url), "utf8");
  const examples = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  expect(examples).not.toHaveLength(0);
  expect(await compile(Object.fromEntries(examples.map((code, at) => [`example-${at}.ts`, code])))).toEqual(
    [],
  );
});

it("a compiler that finds nothing would be noticed", async () => {
  const wrong =
    'import { definePipeline } from "@retain/artifacts/define";\ndefinePipeline("p", { activites: [] });\n';
  expect(await compile({ "wrong.ts": wrong })).toEqual([
    expect.stringContaining("'activites' does not exist in type 'Pipeline'"),
  ]);
});

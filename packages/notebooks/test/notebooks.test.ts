import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ParametersOf } from "../src/define-notebook.ts";
import * as defined from "../src/notebooks.ts";

const { notebooks, lookAtPredictions, scoreAndDecide } = defined;
/** Those of the chain, and the one beside it. */
const all = [...notebooks, lookAtPredictions];

const folder = new URL("../notebooks/", import.meta.url);
const source = (file: string) => readFileSync(new URL(`${file}.py`, folder), "utf8");

/** The names that a source asks for, of parameters or numbers. */
function asked(text: string): string[] {
  return [
    ...text.matchAll(/\b(?:(?:optional|number|parameter)\(\s*dbutils,|widgets\.text\()\s*"(\w+)"/g),
  ].map(([, name]) => name ?? "");
}

describe.each(all.map((notebook) => [notebook.file, notebook] as const))("%s", (file, notebook) => {
  test("is there, in the source format, and begins with the set-up", () => {
    const text = source(file);
    expect(text.split("\n")[0]).toBe("# Databricks notebook source");
    expect(text).toMatch(/^# MAGIC %run \.\/setup$/m);
    expect(text).toMatch(/dbutils\.notebook\.exit\(/);
  });

  test("takes the parameters it is declared with, and no other", () => {
    const names = new Set([...asked(source("setup")), ...asked(source(file))]);
    expect([...names].sort()).toEqual(Object.keys(notebook.parameters.shape).sort());
  });
});

test("what a notebook asks its parameters with is imported by it or by the set-up", () => {
  const imported = (text: string) =>
    [...text.matchAll(/^from retention\.parameters import (.+)$/gm)].flatMap(([, names = ""]) =>
      names.split(", "),
    );
  for (const { file } of all) {
    const used = [...source(file).matchAll(/\b(optional|number|parameter)\(\s*dbutils/g)].map(
      ([, name]) => name,
    );
    expect([...imported(source("setup")), ...imported(source(file))], file).toEqual(
      expect.arrayContaining(used),
    );
  }
});

test("every file of the folder is declared", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".py"));
  expect(files.sort()).toEqual([...all.map(({ file }) => `${file}.py`), "setup.py"].sort());
  expect(existsSync(new URL("setup.py", folder))).toBe(true);
});

test("parameters are checked: their names, and what they say", () => {
  const shared = {
    lake_root: "abfss://churn@account.dfs.core.windows.net",
    period_start: "2017-03-01",
    run_id: "1",
  };
  const accepts = (more: object) => scoreAndDecide.parameters.safeParse({ ...shared, ...more }).success;
  expect(accepts({})).toBe(true);
  expect(accepts({ lake_root: "/lake", terms: '{"margin": 0.2}', budget_contacts: "100" })).toBe(true);
  expect(accepts({ period_start: "2017-03-31" })).toBe(true);
  expect(accepts({ period_start: "2017-03-31T23:30:00.000Z" })).toBe(true);
  expect(accepts({ period_start: "2017-02-29" })).toBe(false);
  expect(accepts({ lake_root: "wasb://old" })).toBe(false);
  expect(accepts({ terms: "margin" })).toBe(false);
  expect(accepts({ budget: "100" })).toBe(false);
  expect(accepts({ run_id: "a/b" })).toBe(false);
});

test("the chain holds every notebook that is defined, but the one to look with", () => {
  const found = Object.values<unknown>(defined).filter((value) => !Array.isArray(value));
  expect(new Set<unknown>(all)).toEqual(new Set(found));
});

test("parameters have types: a name that a notebook does not take does not compile", () => {
  const given: ParametersOf<typeof scoreAndDecide> = {
    lake_root: "/lake",
    period_start: "2017-03-01",
    run_id: "1",
    budget_contacts: "10",
  };
  // @ts-expect-error: it is budget_contacts
  const renamed: ParametersOf<typeof scoreAndDecide> = { ...given, budget: "10" };
  expect(scoreAndDecide.parameters.safeParse(given).success).toBe(true);
  expect(scoreAndDecide.parameters.safeParse(renamed).success).toBe(false);
});

import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { canonicalDigest, canonicalForm, canonicalText } from "../../src/canonical/form.ts";
import { contractOf, kindOfFolder } from "../../src/kinds/contracts.ts";
import type { JsonObject } from "../../src/words/json.ts";
import { turned } from "./empty-members.ts";
import { keysReversed } from "./json-arbitraries.ts";

const folder = inject("corpora");

describe("artifacts of real workspaces", () => {
  const files = globSync("**/*.json", { cwd: folder });
  const artifacts = files.flatMap((file) => {
    const parent = basename(dirname(file)).replace(/s$/, "");
    const kind = kindOfFolder(parent);
    const text = readFileSync(`${folder}/${file}`, "utf8").replace(/^\uFEFF/, "");
    return kind ? [{ file, kind, body: JSON.parse(text) as JsonObject }] : [];
  });

  it("are many", () => expect(artifacts.length).toBeGreaterThan(80));

  it.each(artifacts)("$file keeps the laws", ({ kind, body }) => {
    const form = canonicalForm(kind, body);
    const digest = canonicalDigest(kind, body);
    expect(canonicalText(canonicalForm(kind, form))).toBe(canonicalText(form));
    expect(canonicalDigest(kind, keysReversed(body) as JsonObject)).toBe(digest);
    expect(canonicalDigest(kind, turned(kind, body))).toBe(digest);
    const read = { ...body, id: "/subscriptions/s", etag: "0900", type: "Microsoft.Synapse/workspaces/x" };
    expect(canonicalDigest(kind, read)).toBe(digest);
    expect(canonicalDigest(kind, { ...body, name: `${body.name}2` })).not.toBe(digest);
  });

  it.each(artifacts)("$file has its references where it says", ({ kind, body }) => {
    const found = contractOf(kind).references(body);
    const written = JSON.stringify(body).match(/"type":"(?!ManagedVirtualNetwork)[A-Za-z]+Reference"/g) ?? [];
    const typed = found.static.filter(({ form }) => form === "typed").length;
    expect(typed + found.dynamic.length).toBeGreaterThanOrEqual(written.length);
    for (const { path, to, form } of found.static) {
      const value = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], body);
      if (form === "typed") expect(value).toBe(to.name);
      else expect(value).toContain(to.name);
    }
  });
});

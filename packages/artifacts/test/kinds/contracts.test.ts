import { describe, expect, it } from "vitest";
import { parsePattern } from "../../src/canonical/pattern.ts";
import {
  allKinds,
  contractOf,
  findContract,
  joinKinds,
  kindOfFolder,
  kindsOf,
} from "../../src/kinds/contracts.ts";
import { isSynapseKind, synapseKinds } from "../../src/words/synapse-kinds.ts";

describe("the table of kinds", () => {
  it("holds each kind once, under its own name", () => {
    expect(kindsOf("synapse")).toEqual(synapseKinds);
    expect(() => joinKinds([contractOf("pipeline")])).toThrow("two contracts of the kind pipeline");
    for (const kind of allKinds()) expect(contractOf(kind).kind).toBe(kind);
    expect(new Set(allKinds().map((kind) => contractOf(kind).label)).size).toBe(allKinds().length);
    for (const member of ["folder", "resourceType"] as const) {
      const values = synapseKinds.map((kind) => contractOf(kind)[member].toLowerCase());
      expect(new Set(values).size).toBe(synapseKinds.length);
    }
    for (const kind of allKinds()) {
      expect(contractOf(kind).workspace).toBe(isSynapseKind(kind) ? "synapse" : "lake");
    }
  });

  it("finds ids in places that can be read, of kinds that have some", () => {
    for (const kind of allKinds()) {
      for (const { pattern, of } of contractOf(kind).idPlaces ?? []) {
        expect(parsePattern(pattern), `${kind} at ${pattern}`).toBeDefined();
        for (const one of of) expect(findContract(one)?.liveId, `${kind} at ${pattern}`).toBeDefined();
      }
    }
  });

  it("writes everything but what the infrastructure makes", () => {
    expect(allKinds().filter((kind) => !contractOf(kind).managed)).toEqual([
      "integration-runtime",
      "managed-private-endpoint",
      "spark-pool",
      "sql-pool",
    ]);
  });

  it("finds each kind by its folder in Synapse's git layout", () => {
    for (const kind of synapseKinds) {
      const { folder } = contractOf(kind);
      for (const text of [folder, folder.toUpperCase(), `./${folder}/`, folder.replaceAll("/", "\\")]) {
        expect(kindOfFolder(text)).toBe(kind);
      }
    }
    for (const text of [
      "",
      "managedVirtualNetwork",
      "managedVirtualNetwork/default",
      "pipelines",
      "constructor",
      "a/pipeline",
    ]) {
      expect(kindOfFolder(text)).toBeUndefined();
    }
  });

  it("has a schema for each kind that takes a plain body", () => {
    for (const kind of allKinds()) {
      expect(contractOf(kind).schema().safeParse(7).success, kind).toBe(false);
    }
    expect(
      contractOf("pipeline")
        .schema()
        .safeParse({ name: "x", properties: { activities: [] } }).success,
    ).toBe(true);
  });
});

describe("names", () => {
  const accepts = (kind: string, name: string) => contractOf(kind).names.pattern?.test(name) ?? true;

  it.each(["pipeline", "dataset", "linked-service", "trigger", "data-flow"] as const)(
    "of a %s follow the swagger",
    (kind) => {
      for (const name of ["a", "_a", "0 a", "ws-WorkspaceDefaultStorage", "Copy (1)"])
        expect(accepts(kind, name), name).toBe(true);
      for (const name of [
        "",
        " a",
        "-a",
        "a.b",
        "a/b",
        "a\\b",
        "a#",
        "a%20",
        "a&b",
        "a+b",
        "a?",
        "a:b",
        "<a>",
        "a*",
      ]) {
        expect(accepts(kind, name), name).toBe(false);
      }
    },
  );

  it.each([
    "synapse-notebook",
    "sql-script",
    "kql-script",
    "spark-job-definition",
    "spark-configuration",
  ] as const)("of a %s may hold what public repositories hold", (kind) => {
    for (const name of ["a.b", "1. Load [raw] (new)", "ü & ö", "a#1"])
      expect(accepts(kind, name), name).toBe(true);
    for (const name of ["", "a/b", "a\\b", "..", ".", "a\nb"]) expect(accepts(kind, name), name).toBe(false);
  });

  it("of lake directories are paths", () => {
    const names = ["raw", "raw/members", "gold/churn labels", "a.b/_c", "ü/2017", "...", "a/..b"];
    for (const name of names) expect(accepts("lake-directory", name), name).toBe(true);
    for (const name of ["", "/", "/raw", "raw/", "a//b", ".", "..", "a/../b", "a/.", "a\\b", "a/\n"]) {
      expect(accepts("lake-directory", name), name).toBe(false);
    }
    expect(contractOf("lake-directory").protects("_retain/prod", undefined)).toBe(
      "retain keeps its own state there",
    );
    expect(contractOf("lake-directory").protects("_retained", undefined)).toBeUndefined();
  });

  it("of credentials have no dash at either end", () => {
    for (const name of ["a", "a-b", "_", "A1_"]) expect(accepts("credential", name), name).toBe(true);
    for (const name of ["", "-a", "a-", "a b", "a.b"]) expect(accepts("credential", name), name).toBe(false);
  });
});

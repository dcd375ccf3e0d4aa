import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allKinds, contractOf } from "../../src/kinds/contracts.ts";
import { isWorkspaceDefault, repointDefaults } from "../../src/references/defaults.ts";
import type { JsonObject } from "../../src/words/json.ts";
import type { Ref } from "../../src/words/ref.ts";
import { anyBody } from "../canonical/json-arbitraries.ts";

const defaults: readonly Ref[] = [
  { kind: "linked-service", name: "ws-WorkspaceDefaultStorage" },
  { kind: "linked-service", name: "other-ws-workspacedefaultsqlserver" },
  { kind: "integration-runtime", name: "autoresolveIntegrationRuntime" },
  { kind: "credential", name: "WorkspaceSystemIdentity" },
  { kind: "managed-private-endpoint", name: "synapse-ws-sql--ws" },
  { kind: "managed-private-endpoint", name: "synapse-ws-sqlOnDemand--ws" },
  { kind: "managed-private-endpoint", name: "synapse-ws-kusto--pool" },
];

describe("workspace defaults", () => {
  it("are known by kind and name", () => {
    for (const ref of defaults) {
      expect(isWorkspaceDefault(ref)).toBe(true);
      expect(isWorkspaceDefault({ ...ref, name: `${ref.name}2`.replace(/^synapse/, "my") })).toBe(false);
      for (const kind of allKinds().filter((kind) => kind !== ref.kind)) {
        expect(isWorkspaceDefault({ kind, name: ref.name })).toBe(false);
      }
    }
    expect(isWorkspaceDefault({ kind: "linked-service", name: "WorkspaceDefaultStorageCopy" })).toBe(false);
  });

  it("are protected by their kinds, with a reason", () => {
    for (const { kind, name } of defaults) {
      expect(contractOf(kind).protects(name, undefined)).toMatch(/refuses to update or delete/);
    }
    for (const kind of allKinds())
      expect(contractOf(kind).protects("mine", { properties: { type: "T" } })).toBeUndefined();
  });

  it("are told from others of such a name by the type in the body", () => {
    const { protects } = contractOf("linked-service");
    const typed = (type: string) => ({ properties: { type } });
    expect(protects("ws-WorkspaceDefaultStorage", typed("AzureBlobFS"))).toBeDefined();
    expect(protects("ws-WorkspaceDefaultStorage", typed("AzureBlobStorage"))).toBeUndefined();
    expect(protects("ws-WorkspaceDefaultSqlServer", typed("AzureSqlDW"))).toBeDefined();
    expect(protects("ws-WorkspaceDefaultSqlServer", {})).toBeDefined();
  });

  it("are private endpoints that say they are reserved", () => {
    const { protects } = contractOf("managed-private-endpoint");
    expect(protects("any", { properties: { isReserved: true } })).toBeDefined();
    expect(protects("any", { properties: { isReserved: false } })).toBeUndefined();
  });
});

describe("repointDefaults", () => {
  const reference = (referenceName: string, type = "LinkedServiceReference") => ({
    referenceName,
    type,
    parameters: { a: 1 },
  });

  it("points to the target's defaults, wherever the reference lies", () => {
    const body = {
      a: [{ b: reference("dev-workspacedefaultstorage") }],
      c: reference("dev-x-WorkspaceDefaultSqlServer"),
      d: reference("mine"),
    };
    expect(repointDefaults(body, "prod")).toEqual({
      a: [{ b: reference("prod-WorkspaceDefaultStorage") }],
      c: reference("prod-WorkspaceDefaultSqlServer"),
      d: reference("mine"),
    });
    expect(body.c.referenceName).toBe("dev-x-WorkspaceDefaultSqlServer");
  });

  it("gives back the same object where nothing is to do", () => {
    const bodies: readonly JsonObject[] = [
      { a: reference("prod-WorkspaceDefaultStorage") },
      { a: reference("dev-WorkspaceDefaultStorage", "DatasetReference") },
      { text: "dev-WorkspaceDefaultStorage" },
    ];
    for (const body of bodies) expect(repointDefaults(body, "prod")).toBe(body);
  });

  it("is done once and takes any body", () => {
    fc.assert(
      fc.property(anyBody, fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/), (body, workspace) => {
        const once = repointDefaults({ body, r: reference("x-WorkspaceDefaultStorage") }, workspace);
        expect(once.r).toEqual(reference(`${workspace}-WorkspaceDefaultStorage`));
        expect(repointDefaults(once, workspace)).toBe(once);
      }),
    );
  });
});

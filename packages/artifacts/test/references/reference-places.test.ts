import { expect, test } from "vitest";
import { allKinds, contractOf } from "../../src/kinds/contracts.ts";
import { referencePlaces } from "../../src/references/places.ts";
import { validateArtifacts } from "../../src/rules/validate.ts";
import { facts, propertiesOf, type WireNode } from "../../src/shape/facts.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import { type Kind, refKey } from "../../src/words/ref.ts";

/** The kind that a model of the SDK refers to, by the constant of its `type`; undefined for what is no reference. */
function kindOfModel(model: string, member: string): Kind | undefined {
  // Two places of a self-hosted runtime take references of two types; the members are named after what they hold.
  if (model === "EntityReference") return member === "connectVia" ? "integration-runtime" : "linked-service";
  if (!/Reference$/.test(model) || !("referenceName" in propertiesOf(model))) return undefined;
  const bare = model
    .replace(/Parametrization|Synapse/, "")
    .replace("SparkJobReference", "SparkJobDefinitionReference");
  return allKinds().find((kind) => contractOf(kind).referenceTypes.some((type) => type === bare));
}

test("every place in which the SDKs know a reference is in the table, with its kind", () => {
  const found = new Map<string, Kind>();
  const look = (node: WireNode, member: string): void => {
    if (node.is === "list" || node.is === "map") look(node.item, member);
    else if (node.is === "object") for (const [key, one] of Object.entries(node.properties)) look(one, key);
    else if (node.is === "model") {
      const kind = kindOfModel(node.of, member);
      if (kind !== undefined) found.set(member, kind);
    }
  };
  for (const { properties } of Object.values(facts().models))
    for (const [key, node] of Object.entries(properties)) look(node, key);
  expect(found.size).toBeGreaterThan(30);
  // The one that the SDK does not know.
  found.set("credential", "credential");
  // Case says nothing: Synapse writes `dataflow`, Data Factory `dataFlow`.
  const lower = (places: Iterable<[string, Kind]>) =>
    Object.fromEntries([...places].map(([member, kind]) => [member.toLowerCase(), kind]));
  expect(lower(found)).toEqual(lower(Object.entries(referencePlaces)));
});

const named = (type?: string): JsonObject => ({
  referenceName: "X",
  ...(type === undefined ? {} : { type }),
  parameters: { a: 1 },
});
const bodyWith = (member: string, value: Json): JsonObject => ({
  name: "x",
  properties: { activities: [{ name: "A", type: "T", typeProperties: { deep: { [member]: value } } }] },
});

test.each(Object.entries(referencePlaces))(
  "%s refers to a %s, with and without a type, alone and in a list",
  (place, kind) => {
    const read = (value: Json) =>
      contractOf("pipeline")
        .references(bodyWith(place, value))
        .static.map(({ to, path, arguments: handed }) => [refKey(to), path.join("/"), handed]);
    const typed = named(contractOf(kind).referenceTypes[0]);
    for (const bare of [named(), { ...typed, type: null }, { ...typed, type: "" }]) {
      expect(read(bare)).toEqual(read(typed));
      expect(read([bare])).toEqual(read([typed]));
    }
    expect(read(named())).toHaveLength(1);
  },
);

test("elsewhere, with a type of its own, or without a name it is none; a computed name is known as such", () => {
  const { static: found } = contractOf("pipeline").references(
    bodyWith("body", { referenceName: "X", managedVirtualNetwork: { referenceName: "default" } }),
  );
  expect(found).toEqual([]);
  const other = bodyWith("dataset", { referenceName: "X", type: "ManagedVirtualNetworkReference" });
  expect(contractOf("pipeline").references(other).static).toEqual([]);
  expect(contractOf("pipeline").references(bodyWith("dataset", { name: "X" })).static).toEqual([]);
  const computed = bodyWith("notebook", { referenceName: { value: "@x", type: "Expression" } });
  expect(contractOf("pipeline").references(computed).dynamic).toMatchObject([{ kind: "synapse-notebook" }]);
});

test("what a reference without a type names and nobody holds is told", () => {
  const body = { name: "D", properties: { type: "Json", linkedServiceName: { referenceName: "Gone" } } };
  const origin = { file: "D.json", line: 1, column: 1 };
  const { diagnostics } = validateArtifacts([{ ref: { kind: "dataset", name: "D" }, body, origin }], {
    exceptions: [],
  });
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: "reference-missing" }));
});

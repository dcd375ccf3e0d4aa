import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allKinds, contractOf } from "../../src/kinds/contracts.ts";
import type { References } from "../../src/references/reference.ts";
import { kindOfReferenceType } from "../../src/references/types.ts";
import type { JsonObject } from "../../src/words/json.ts";
import { formatPath } from "../../src/words/path.ts";
import { formatRef, type Kind } from "../../src/words/ref.ts";
import { anyBody, anyJson, anyKind } from "../canonical/json-arbitraries.ts";

const body = (properties: JsonObject, name = "x"): JsonObject => ({ name, properties });

/** Edges as lines: what, where, and with which arguments. */
const lines = (found: References) => [
  ...found.static.map(
    ({ to, path, form, arguments: names }) =>
      `${form} ${formatRef(to)} ${formatPath(path)}${names ? ` (${names.join(", ")})` : ""}`,
  ),
  ...found.dynamic.map(({ kind, path, expression }) => `dynamic ${kind} ${formatPath(path)} ${expression}`),
];
const refer = (kind: Kind, properties: JsonObject) => lines(contractOf(kind).references(body(properties)));

describe("typed references", () => {
  it("of a pipeline are found at any depth, with the parameters handed over", () => {
    const found = refer("pipeline", {
      activities: [
        {
          name: "Copy",
          inputs: [
            {
              referenceName: "In",
              type: "DatasetReference",
              parameters: { a: 1, b: { value: "@x", type: "Expression" } },
            },
          ],
          outputs: [{ referenceName: "Out", type: "DatasetReference" }],
          linkedServiceName: { referenceName: "Lake", type: "LinkedServiceReference" },
        },
        {
          name: "Each",
          typeProperties: {
            activities: [
              {
                name: "Call",
                typeProperties: {
                  pipeline: { referenceName: "Child", type: "PipelineReference" },
                  parameters: { day: 1 },
                },
              },
              {
                name: "Notebook",
                typeProperties: {
                  notebook: { referenceName: "Train", type: "NotebookReference" },
                  parameters: { month: { value: "m", type: "string" } },
                  sparkPool: { referenceName: "small", type: "BigDataPoolReference" },
                },
              },
              {
                name: "Flow",
                typeProperties: {
                  dataflow: { referenceName: "Clean", type: "DataFlowReference", parameters: {} },
                },
              },
            ],
          },
        },
      ],
    });
    expect(found).toEqual([
      "typed dataset/In properties.activities[0].inputs[0].referenceName (a, b)",
      "typed dataset/Out properties.activities[0].outputs[0].referenceName",
      "typed linked-service/Lake properties.activities[0].linkedServiceName.referenceName",
      "typed pipeline/Child properties.activities[1].typeProperties.activities[0].typeProperties.pipeline.referenceName (day)",
      "typed synapse-notebook/Train properties.activities[1].typeProperties.activities[1].typeProperties.notebook.referenceName (month)",
      "typed spark-pool/small properties.activities[1].typeProperties.activities[1].typeProperties.sparkPool.referenceName",
      "typed data-flow/Clean properties.activities[1].typeProperties.activities[2].typeProperties.dataflow.referenceName ()",
    ]);
  });

  it("are dynamic where the name is computed", () => {
    const expression = { value: "@pipeline().parameters.notebook", type: "Expression" };
    const found = refer("pipeline", {
      a: { referenceName: expression, type: "NotebookReference" },
      b: { referenceName: "@concat('a', 'b')", type: "DatasetReference" },
      c: { referenceName: "x-@{item()}", type: "DatasetReference" },
      d: {
        pipeline: { referenceName: "P", type: "PipelineReference" },
        parameters: { value: "@x", type: "Expression" },
      },
    });
    expect(found).toEqual([
      "typed pipeline/P properties.d.pipeline.referenceName",
      "dynamic synapse-notebook properties.a.referenceName @pipeline().parameters.notebook",
      "dynamic dataset properties.b.referenceName @concat('a', 'b')",
      "dynamic dataset properties.c.referenceName x-@{item()}",
    ]);
  });

  it("of triggers name pipelines and the triggers they wait for, never the trigger itself", () => {
    const found = contractOf("trigger").references(
      body(
        {
          type: "TumblingWindowTrigger",
          pipeline: {
            pipelineReference: { referenceName: "P", type: "PipelineReference" },
            parameters: { start: 1 },
          },
          typeProperties: {
            dependsOn: [
              { type: "SelfDependencyTumblingWindowTriggerReference", offset: "-01:00:00" },
              {
                type: "TumblingWindowTriggerDependencyReference",
                referenceTrigger: { referenceName: "DAILY", type: "TriggerReference" },
              },
              {
                type: "TumblingWindowTriggerDependencyReference",
                referenceTrigger: { referenceName: "Other", type: "TriggerReference" },
              },
            ],
          },
        },
        "Daily",
      ),
    );
    expect(lines(found)).toEqual([
      "typed pipeline/P properties.pipeline.pipelineReference.referenceName (start)",
      "typed trigger/Other properties.typeProperties.dependsOn[2].referenceTrigger.referenceName",
    ]);
  });

  it("of linked services name Key Vaults, runtimes and credentials; unknown types and missing names name nobody", () => {
    const found = refer("linked-service", {
      connectVia: { referenceName: "Own", type: "IntegrationRuntimeReference" },
      typeProperties: {
        credential: { referenceName: "Identity", type: "CredentialReference" },
        password: {
          type: "AzureKeyVaultSecret",
          store: { referenceName: "Vault", type: "LinkedServiceReference" },
          secretName: "s",
        },
      },
      managedVirtualNetwork: { referenceName: "default", type: "ManagedVirtualNetworkReference" },
      odd: [
        { type: "DatasetReference" },
        { referenceName: "", type: "DatasetReference" },
        { referenceName: 7, type: "DatasetReference" },
      ],
    });
    expect(found).toEqual([
      "typed integration-runtime/Own properties.connectVia.referenceName",
      "typed credential/Identity properties.typeProperties.credential.referenceName",
      "typed linked-service/Vault properties.typeProperties.password.store.referenceName",
    ]);
  });

  it("have types that name one kind each", () => {
    const types = allKinds().flatMap((kind) =>
      contractOf(kind).referenceTypes.map((type) => [type, kind] as const),
    );
    for (const [type, kind] of types) {
      expect(kindOfReferenceType(type)).toBe(kind);
      expect(kindOfReferenceType(type.toLowerCase())).toBe(kind);
    }
    expect(new Set(types.map(([type]) => type)).size).toBe(types.length);
    expect(kindOfReferenceType("ManagedVirtualNetworkReference")).toBeUndefined();
  });
});

describe("the search for references", () => {
  it("takes any body, and each edge is where it says", () => {
    fc.assert(
      fc.property(
        anyKind,
        anyBody,
        anyKind,
        fc.string({ minLength: 1 }),
        anyJson,
        (kind, some, to, name, odd) => {
          const type = contractOf(to).referenceTypes[0] ?? "None";
          const whole = { ...some, extra: [odd, { referenceName: name, type }] };
          const found = contractOf(kind).references(whole);
          for (const { path, to: target } of found.static) {
            expect(
              path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], whole),
            ).toBe(target.name);
          }
          expect(found.static.length + found.dynamic.length > 0 || type === "None" || kind === to).toBe(true);
        },
      ),
    );
  });

  it("goes as deep as bodies do", () => {
    const depth = 100_000;
    const reference = '{"referenceName":"D","type":"DatasetReference"}';
    const deep = JSON.parse(
      `{"properties":${"[".repeat(depth)}${reference}${"]".repeat(depth)}}`,
    ) as JsonObject;
    const found = contractOf("pipeline").references(deep);
    expect(found.static.map(({ to }) => to.name)).toEqual(["D"]);
    expect(found.static[0]?.path).toHaveLength(depth + 2);
  });
});

import { describe, expect, it } from "vitest";
import {
  defineDataset,
  defineLinkedService,
  definePipeline,
  defineTrigger,
  parameter,
  referenceTo,
  unlisted,
  workspaceDefaultStorage,
} from "../../src/define/define.ts";
import type { Activity } from "../../src/generated/wire-types.ts";

// What must not compile is marked for the compiler, which reads this file with the rest of the repository.
const lake = defineLinkedService("lake", {
  type: "AzureBlobFS",
  typeProperties: { url: parameter("lakeEndpoint") },
});
const files = defineDataset("files", {
  type: "Parquet",
  linkedServiceName: lake.reference,
  parameters: { folder: { type: "string" } },
  typeProperties: { location: { type: "AzureBlobFSLocation", fileSystem: "lake" } },
});

describe("the types of what is defined", () => {
  it("accept a pipeline in wire shape", () => {
    const wait: Activity = { name: "Wait", type: "Wait", typeProperties: { waitTimeInSeconds: 1 } };
    const pipeline = definePipeline("load", {
      concurrency: parameter("concurrency"),
      parameters: { day: { type: "String", defaultValue: "2024-01-01" } },
      activities: [
        wait,
        {
          name: "Look",
          type: "Lookup",
          dependsOn: [{ activity: "Wait", dependencyConditions: ["Succeeded"] }],
          policy: { retry: 2, timeout: "0.01:00:00" },
          typeProperties: {
            source: {
              type: "ParquetSource",
              storeSettings: { type: "AzureBlobFSReadSettings", recursive: true },
            },
            dataset: referenceTo(files, {
              folder: { value: "@pipeline().parameters.day", type: "Expression" },
            }),
          },
        },
        { name: "New", type: unlisted("BrandNew"), typeProperties: { anything: [1, 2] } },
      ],
    });
    defineTrigger("daily", {
      type: "ScheduleTrigger",
      pipelines: [{ pipelineReference: pipeline.reference, parameters: { day: "x" } }],
      typeProperties: { recurrence: { frequency: "Day", interval: 1, startTime: "2024-01-01T00:00:00" } },
    });
    defineDataset("default", { type: "Json", linkedServiceName: workspaceDefaultStorage.reference });
    expect(pipeline.body.name).toBe("load");
  });

  it("refuse a name that a known activity does not have", () => {
    const activities: Activity[] = [
      {
        name: "Call",
        type: "WebActivity",
        // @ts-expect-error urll is no property of a web activity
        typeProperties: { urll: "https://a", url: "https://a", method: "GET" },
      },
      // @ts-expect-error WebActivty is no type
      { name: "Call", type: "WebActivty", typeProperties: { url: "https://a", method: "GET" } },
      // @ts-expect-error method is missing
      { name: "Call", type: "WebActivity", typeProperties: { url: "https://a" } },
      // @ts-expect-error GIT is no method
      { name: "Call", type: "WebActivity", typeProperties: { url: "https://a", method: "GIT" } },
      // @ts-expect-error dependson is no property of an activity
      { name: "W", type: "Wait", dependson: [], typeProperties: { waitTimeInSeconds: 1 } },
      {
        name: "F",
        type: "Fail",
        // @ts-expect-error Suceeded is no condition
        dependsOn: [{ activity: "W", dependencyConditions: ["Suceeded"] }],
        typeProperties: { message: "", errorCode: "" },
      },
    ];
    expect(activities).toHaveLength(6);
  });

  it("refuse a name deep inside, and a reference of the wrong kind", () => {
    definePipeline("nested", {
      activities: [
        {
          name: "Each",
          type: "ForEach",
          typeProperties: {
            items: { value: "@x", type: "Expression" },
            activities: [
              {
                name: "Copy",
                type: "Copy",
                typeProperties: {
                  source: {
                    type: "ParquetSource",
                    // @ts-expect-error recursively is no setting of this store
                    storeSettings: { type: "AzureBlobFSReadSettings", recursively: true },
                  },
                  sink: { type: "ParquetSink" },
                },
              },
            ],
          },
        },
        // @ts-expect-error a linked service is no dataset
        { name: "Meta", type: "GetMetadata", typeProperties: { dataset: lake.reference } },
      ],
    });
    // @ts-expect-error uri is no property of this linked service
    defineLinkedService("bad", { type: "AzureBlobFS", typeProperties: { uri: "x" } });
    // @ts-expect-error a dataset needs a linked service
    const loose = defineDataset("bad", { type: "Parquet" });
    expect(loose.kind).toBe("dataset");
  });

  it("refuse a name that a known dataset, linked service or trigger does not have", () => {
    const at = { linkedServiceName: lake.reference };
    // @ts-expect-error columnDelimeter is no property of a CSV dataset
    defineDataset("bad", { type: "DelimitedText", ...at, typeProperties: { columnDelimeter: ";" } });
    defineDataset("bad", {
      type: "Json",
      ...at,
      // @ts-expect-error container belongs to another location
      typeProperties: { location: { type: "AzureBlobFSLocation", fileSystem: "lake", container: "x" } },
    });
    // @ts-expect-error clusterId is no property of this linked service
    defineLinkedService("bad", { type: "AzureDatabricks", typeProperties: { domain: "x", clusterId: "x" } });
    // @ts-expect-error AzureKeyVlt is no type
    defineLinkedService("bad", { type: "AzureKeyVlt", typeProperties: { baseUrl: "x" } });
    const trigger = defineTrigger("bad", {
      type: "ScheduleTrigger",
      // @ts-expect-error recurence is no property of a schedule
      typeProperties: { recurence: { frequency: "Day", interval: 1 } },
    });
    expect(trigger.kind).toBe("trigger");
  });

  it("accept an expression wherever a value may be computed, and nothing that only looks like one", () => {
    const stop = {
      name: "Stop",
      type: "Script",
      linkedServiceName: lake.reference,
      typeProperties: {},
    } as const;
    const computed = { value: "@pipeline().parameters.seconds", type: "Expression" } as const;
    const activities: Activity[] = [
      { name: "W", type: "Wait", typeProperties: { waitTimeInSeconds: computed } },
      { ...stop, policy: { retryIntervalInSeconds: parameter("seconds"), secureInput: computed } },
      { ...stop, policy: { retryIntervalInSeconds: "@variables('seconds')", secureInput: "true" } },
      // @ts-expect-error a text that is neither a number nor an expression
      { ...stop, policy: { retryIntervalInSeconds: "soon" } },
      // @ts-expect-error Expresion is no type of a value
      { ...stop, policy: { secureInput: { value: "@x", type: "Expresion" } } },
    ];
    expect(activities).toHaveLength(5);
  });

  it("keep the kind of what a reference with parameters names", () => {
    const named = referenceTo(files, { folder: "2024" });
    const activities: Activity[] = [
      { name: "Meta", type: "GetMetadata", typeProperties: { dataset: named } },
      // @ts-expect-error a dataset is no pipeline
      { name: "Call", type: "ExecutePipeline", typeProperties: { pipeline: named } },
      // @ts-expect-error a linked service is no dataset, with parameters neither
      { name: "Meta", type: "GetMetadata", typeProperties: { dataset: referenceTo(lake, { a: 1 }) } },
    ];
    expect(activities).toHaveLength(3);
  });

  it("take unlisted types and values only where they are called so", () => {
    const web = { url: "https://a" } as const;
    const activities: Activity[] = [
      { name: "Call", type: "WebActivity", typeProperties: { ...web, method: unlisted("QUERY") } },
      // @ts-expect-error QUERY is not in the list
      { name: "Call", type: "WebActivity", typeProperties: { ...web, method: "QUERY" } },
      // @ts-expect-error a plain text is no unlisted type
      { name: "New", type: "BrandNew" as string, typeProperties: {} },
    ];
    expect(activities).toHaveLength(3);
    const service = defineLinkedService("new", { type: unlisted("Fresh"), typeProperties: { any: true } });
    expect(service.body).toMatchObject({ properties: { type: "Fresh" } });
  });
});

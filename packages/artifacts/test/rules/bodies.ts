import type { Artifact } from "../../src/words/artifact.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";

/** An artifact that stands at the start of a file of its own. */
export function artifact(kind: Kind, name: string, body: Json, file = `${kind}/${name}.json`): Artifact {
  // Files may hold any JSON: the type promises more than a reader of files can.
  return { ref: { kind, name }, body: body as JsonObject, origin: { file, line: 1, column: 1 } };
}

export const pipeline = (name: string, activities: readonly Json[] = [], more: JsonObject = {}): Artifact =>
  artifact("pipeline", name, { name, properties: { activities, ...more } });

export const wait = (name: string, ...after: string[]): JsonObject => ({
  name,
  type: "Wait",
  typeProperties: { waitTimeInSeconds: 1 },
  dependsOn: after.map((activity) => ({ activity, dependencyConditions: ["Succeeded"] })),
});

/** An activity that sets a variable, named after the value. */
export const set = (variableName: string, value: Json): JsonObject => ({
  name: `Set ${JSON.stringify(value).replaceAll("@", "at ")}`,
  type: "SetVariable",
  typeProperties: { variableName, value },
});

export const execute = (target: string, parameters?: JsonObject): JsonObject => ({
  name: `Run ${target}`,
  type: "ExecutePipeline",
  typeProperties: {
    pipeline: { referenceName: target, type: "PipelineReference" },
    ...(parameters && { parameters }),
  },
});

export const notebook = (name: string, source: readonly string[], outputs: readonly Json[] = []): Artifact =>
  artifact("synapse-notebook", name, {
    name,
    properties: {
      nbformat: 4,
      nbformat_minor: 2,
      metadata: { language_info: { name: "python" } },
      cells: [{ cell_type: "code", metadata: {}, source, outputs }],
    },
  });

export const httpService = (name: string, typeProperties: JsonObject): Artifact =>
  artifact("linked-service", name, { name, properties: { type: "RestService", typeProperties } });

export const rest = (url: string): JsonObject => ({ url, authenticationType: "Anonymous" });

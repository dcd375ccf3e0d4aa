import { type Json, member, textAt } from "../words/json.ts";
import type { Kind } from "../words/ref.ts";
import { kindOfReferencePlace } from "./places.ts";

/**
 * The `type` texts by which bodies refer to each kind (swagger 2020-12-01; credential and script
 * references occur in bodies that Synapse Studio writes).
 */
export const referenceTypes = {
  "lake-directory": [],
  "integration-runtime": ["IntegrationRuntimeReference"],
  "managed-private-endpoint": [],
  "spark-pool": ["BigDataPoolReference"],
  "sql-pool": ["SqlPoolReference"],
  credential: ["CredentialReference"],
  "linked-service": ["LinkedServiceReference"],
  dataset: ["DatasetReference"],
  "data-flow": ["DataFlowReference"],
  "spark-configuration": ["SparkConfigurationReference"],
  "sql-script": ["SqlScriptReference"],
  "kql-script": ["KqlScriptReference"],
  "synapse-notebook": ["NotebookReference"],
  "spark-job-definition": ["SparkJobDefinitionReference"],
  pipeline: ["PipelineReference"],
  trigger: ["TriggerReference"],
} as const satisfies Record<Kind, readonly string[]>;

const kindOf = new Map(
  Object.entries(referenceTypes).flatMap(([kind, types]) =>
    types.map((type) => [type.toLowerCase(), kind as Kind] as const),
  ),
);

/** The kind that references of this `type` point to, ignoring case; undefined for a type that names no kind. */
export function kindOfReferenceType(type: string): Kind | undefined {
  return kindOf.get(type.toLowerCase());
}

/**
 * The kind that a value refers to by its `referenceName`: its `type` tells, and where it says none, its place does,
 * which is the name of the member that holds it or the list it stands in. Undefined for what is not a reference.
 */
export function kindOfReference(value: Json, place: string | undefined): Kind | undefined {
  const type = member(value, "type");
  if (typeof type === "string" && type !== "") return kindOfReferenceType(type);
  const isNamed = type === undefined || type === null || type === "";
  const name = member(value, "referenceName");
  if (!isNamed || place === undefined || (typeof name !== "string" && textAt(name, "value") === undefined))
    return undefined;
  return kindOfReferencePlace(place);
}

import type { Kind } from "./ref.ts";

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

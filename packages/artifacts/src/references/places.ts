import type { Kind } from "../words/ref.ts";

/**
 * The members of bodies that hold a reference or a list of them, and the kind that each points to, whether or not
 * the reference says its `type`: the service reads a reference by its place (mappers of `@azure/synapse-artifacts`
 * 1.0.0-beta.12 and `@azure/arm-datafactory` 12; `credential` as Synapse Studio writes it).
 */
export const referencePlaces: { readonly [member: string]: Kind } = {
  additionalLinkedServiceNames: "linked-service",
  bigDataPool: "spark-pool",
  connectVia: "integration-runtime",
  credential: "credential",
  dataflow: "data-flow",
  dataset: "dataset",
  datasets: "dataset",
  // of a chaining trigger; a tumbling window trigger has its triggers in `referenceTrigger`
  dependsOn: "pipeline",
  fileLinkedService: "linked-service",
  flowlet: "data-flow",
  hcatalogLinkedServiceName: "linked-service",
  inputs: "dataset",
  integrationRuntime: "integration-runtime",
  jarLinkedService: "linked-service",
  linkedService: "linked-service",
  linkedServiceName: "linked-service",
  linkedServices: "linked-service",
  notebook: "synapse-notebook",
  outputs: "dataset",
  packageStoreLinkedService: "linked-service",
  pipeline: "pipeline",
  pipelineReference: "pipeline",
  referenceTrigger: "trigger",
  rejectedDataLinkedService: "linked-service",
  resourceLinkedService: "linked-service",
  s3LinkedServiceName: "linked-service",
  schemaLinkedService: "linked-service",
  scriptLinkedService: "linked-service",
  sparkJob: "spark-job-definition",
  sparkJobLinkedService: "linked-service",
  sparkPool: "spark-pool",
  sqlPool: "sql-pool",
  stagingLinkedService: "linked-service",
  storageLinkedServices: "linked-service",
  store: "linked-service",
  targetBigDataPool: "spark-pool",
  targetSparkConfiguration: "spark-configuration",
  trainedModelLinkedServiceName: "linked-service",
};

const byPlace = new Map(Object.entries(referencePlaces).map(([key, kind]) => [key.toLowerCase(), kind]));

/** The kind that a reference under this member points to, ignoring case; undefined where references do not stand. */
export function kindOfReferencePlace(member: string): Kind | undefined {
  return byPlace.get(member.toLowerCase());
}

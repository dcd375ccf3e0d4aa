import type { KindContract, LakeContract, SynapseContract } from "../words/kind.ts";
import { type Kind, type SynapseKind, synapseKinds } from "../words/ref.ts";
import { lakeDirectory } from "./lake/lake-directory.ts";
import { credential } from "./synapse/credential.ts";
import { dataFlow } from "./synapse/data-flow.ts";
import { dataset } from "./synapse/dataset.ts";
import { integrationRuntime } from "./synapse/integration-runtime.ts";
import { kqlScript } from "./synapse/kql-script.ts";
import { linkedService } from "./synapse/linked-service.ts";
import { managedPrivateEndpoint } from "./synapse/managed-private-endpoint.ts";
import { pipeline } from "./synapse/pipeline.ts";
import { sparkConfiguration } from "./synapse/spark-configuration.ts";
import { sparkJobDefinition } from "./synapse/spark-job-definition.ts";
import { sparkPool } from "./synapse/spark-pool.ts";
import { sqlPool } from "./synapse/sql-pool.ts";
import { sqlScript } from "./synapse/sql-script.ts";
import { synapseNotebook } from "./synapse/synapse-notebook.ts";
import { trigger } from "./synapse/trigger.ts";

/** The contract of every kind. */
export const contracts = {
  "lake-directory": lakeDirectory,
  "integration-runtime": integrationRuntime,
  "managed-private-endpoint": managedPrivateEndpoint,
  "spark-pool": sparkPool,
  "sql-pool": sqlPool,
  credential,
  "linked-service": linkedService,
  dataset,
  "data-flow": dataFlow,
  "spark-configuration": sparkConfiguration,
  "sql-script": sqlScript,
  "kql-script": kqlScript,
  "synapse-notebook": synapseNotebook,
  "spark-job-definition": sparkJobDefinition,
  pipeline,
  trigger,
} as const satisfies { readonly [K in Kind]: K extends SynapseKind ? SynapseContract : LakeContract };

/** The contract of one kind. */
export function contractOf(kind: SynapseKind): SynapseContract;
export function contractOf(kind: Kind): KindContract;
export function contractOf(kind: Kind): KindContract {
  return contracts[kind];
}

const kindByFolder = new Map(
  synapseKinds.map((kind) => [contracts[kind].folder.toLowerCase(), kind] as const),
);

/**
 * The kind whose artifacts lie in a folder of Synapse's own git layout, by the folder's path from
 * the root of that layout, ignoring case; undefined for a folder that holds no artifacts.
 */
export function kindOfFolder(folder: string): SynapseKind | undefined {
  const path = folder.replaceAll("\\", "/").replace(/^(?:\.?\/)+|\/+$/g, "");
  return kindByFolder.get(path.toLowerCase());
}

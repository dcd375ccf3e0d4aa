import type { KindContract, LakeContract, SynapseContract } from "../kind.ts";
import { type Kind, type SynapseKind, synapseKinds } from "../ref.ts";
import { credential } from "./credential.ts";
import { dataFlow } from "./data-flow.ts";
import { dataset } from "./dataset.ts";
import { integrationRuntime } from "./integration-runtime.ts";
import { kqlScript } from "./kql-script.ts";
import { lakeDirectory } from "./lake-directory.ts";
import { linkedService } from "./linked-service.ts";
import { managedPrivateEndpoint } from "./managed-private-endpoint.ts";
import { pipeline } from "./pipeline.ts";
import { sparkConfiguration } from "./spark-configuration.ts";
import { sparkJobDefinition } from "./spark-job-definition.ts";
import { sparkPool } from "./spark-pool.ts";
import { sqlPool } from "./sql-pool.ts";
import { sqlScript } from "./sql-script.ts";
import { synapseNotebook } from "./synapse-notebook.ts";
import { trigger } from "./trigger.ts";

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

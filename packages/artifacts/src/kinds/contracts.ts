import { withIdReferences } from "../ids/id-places.ts";
import type { JsonObject } from "../words/json.ts";
import type { KindContract, SynapseContract } from "../words/kind.ts";
import type { Kind } from "../words/ref.ts";
import { type SynapseKind, synapseKinds } from "../words/synapse-kinds.ts";
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

/** The contracts of all kinds that this program comes with, in the order in which artifacts are created: first the data, then what reads it. */
const builtIn: readonly KindContract[] = [
  lakeDirectory,
  integrationRuntime,
  managedPrivateEndpoint,
  sparkPool,
  sqlPool,
  credential,
  linkedService,
  dataset,
  dataFlow,
  sparkConfiguration,
  sqlScript,
  kqlScript,
  synapseNotebook,
  sparkJobDefinition,
  pipeline,
  trigger,
];

const contracts = new Map<Kind, KindContract>();
const places = new Map<Kind, number>();

/**
 * Makes kinds known, to be created after those that are known already. Only for who puts the program together, before
 * it reads anything. Throws where a kind is known.
 */
export function joinKinds(joined: readonly KindContract[]): void {
  for (const contract of joined) {
    if (contracts.has(contract.kind)) throw new Error(`there are two contracts of the kind ${contract.kind}`);
    places.set(contract.kind, contracts.size);
    contracts.set(contract.kind, withIdReferences(contract));
  }
}

joinKinds(builtIn);

/** Every kind, in the order in which artifacts are created. */
export function allKinds(): readonly Kind[] {
  return [...contracts.keys()];
}

/** The kinds that a workspace holds, by the name that their contracts give it, in the order in which they are created. */
export function kindsOf(workspace: string): readonly Kind[] {
  return allKinds().filter((kind) => contractOf(kind).workspace === workspace);
}

/** The contract of a kind that a text names, if it names one. */
export function findContract(text: string): KindContract | undefined {
  return contracts.get(text);
}

/** The contract of one kind. Throws for a text that names none: `findContract` is for those. */
export function contractOf(kind: SynapseKind): SynapseContract;
export function contractOf(kind: Kind): KindContract;
export function contractOf(kind: Kind): KindContract {
  const contract = contracts.get(kind);
  if (contract === undefined) throw new Error(`there is no contract of the kind ${kind}`);
  return contract;
}

/** The body of an artifact that says whether it is to run; as it is where its kind has no such state. */
export function withState(kind: Kind, body: JsonObject, runs: boolean | undefined): JsonObject {
  const { fires } = contractOf(kind);
  return fires === undefined || runs === undefined ? body : fires.withState(body, runs);
}

/** Orders kinds by the order in which they are created. */
export function createdBefore(a: Kind, b: Kind): number {
  return (places.get(a) ?? 0) - (places.get(b) ?? 0);
}

const kindByFolder = new Map(
  synapseKinds.map((kind) => [contractOf(kind).folder.toLowerCase(), kind] as const),
);

/**
 * The kind whose artifacts lie in a folder of Synapse's own git layout, by the folder's path from
 * the root of that layout, ignoring case; undefined for a folder that holds no artifacts.
 */
export function kindOfFolder(folder: string): SynapseKind | undefined {
  const path = folder.replaceAll("\\", "/").replace(/^(?:\.?\/)+|\/+$/g, "");
  return kindByFolder.get(path.toLowerCase());
}

import type { Kind } from "@retain/artifacts/words/ref";
import { isSynapseKind, type SynapseKind } from "@retain/artifacts/words/synapse-kinds";

/** How the dev endpoint serves one kind. */
export interface Route {
  /** The path of the list; an artifact is one segment below. */
  readonly path: string;
  readonly apiVersion: string;
  /** True when we write it; the others belong to the infrastructure and are only observed. */
  readonly written: boolean;
  /** True when PUT honours If-Match. */
  readonly ifMatch: boolean;
  /** The list in running text, e.g. `the pipelines`. */
  readonly list: string;
  /** Where an operation is asked for when the answer has no Location. */
  readonly operations: string;
}

const stable = "2020-12-01";

function written(path: string, list: string, other: Partial<Route> = {}): Route {
  const operations = "/operationResults";
  return { path, list, apiVersion: stable, written: true, ifMatch: true, operations, ...other };
}

function observed(path: string, list: string, apiVersion = stable): Route {
  return { ...written(path, list), apiVersion, written: false, ifMatch: false };
}

/** Paths, versions and verbs of every kind (swagger of the Synapse data plane). */
export const routes: Readonly<Record<SynapseKind, Route>> = {
  "integration-runtime": observed("/integrationRuntimes", "the integration runtimes"),
  "managed-private-endpoint": observed(
    // The managed network of a workspace is always named `default`.
    "/managedVirtualNetworks/default/managedPrivateEndpoints",
    "the managed private endpoints",
  ),
  "spark-pool": observed("/bigDataPools", "the Spark pools"),
  "sql-pool": observed("/sqlPools", "the SQL pools"),
  credential: written("/credentials", "the credentials"),
  "linked-service": written("/linkedservices", "the linked services"),
  dataset: written("/datasets", "the datasets"),
  "data-flow": written("/dataflows", "the data flows"),
  "spark-configuration": written("/sparkconfigurations", "the Spark configurations", {
    apiVersion: "2021-06-01-preview",
  }),
  "sql-script": written("/sqlScripts", "the SQL scripts"),
  "kql-script": written("/kqlScripts", "the KQL scripts", {
    apiVersion: "2021-11-01-preview",
    ifMatch: false,
  }),
  "synapse-notebook": written("/notebooks", "the notebooks", { operations: "/notebookOperationResults" }),
  "spark-job-definition": written("/sparkJobDefinitions", "the Spark job definitions"),
  pipeline: written("/pipelines", "the pipelines"),
  trigger: written("/triggers", "the triggers"),
};

/** The address of a kind's list. */
export function listUrl(endpoint: string, kind: SynapseKind): string {
  const { path, apiVersion } = routes[kind];
  return `${endpoint}${path}?api-version=${apiVersion}`;
}

/** The address of one artifact; undefined for a name that no address can carry, and for what lies elsewhere. */
export function artifactUrl(endpoint: string, kind: Kind, name: string): string | undefined {
  // An address loses these two, even escaped: the request would reach the list.
  if (name === "." || name === ".." || name === "" || !isSynapseKind(kind)) return undefined;
  const { path, apiVersion } = routes[kind];
  try {
    return `${endpoint}${path}/${encodeURIComponent(name)}?api-version=${apiVersion}`;
  } catch {
    return undefined; // half a surrogate pair
  }
}

// Built-in roles and what they permit: "Synapse RBAC roles" of the Synapse documentation, its table of roles and
// actions, which spells some actions differently from one table to the next; here the form of the action ids. What the
// table lacks is from recorded answers of `GET /roleDefinitions`: runs that are cancelled, link connections, scope pools.

const published = [
  "notebooks",
  "sparkJobDefinitions",
  "sqlScripts",
  "kqlScripts",
  "dataFlows",
  "pipelines",
  "triggers",
  "datasets",
  "linkedServices",
  "credentials",
  "libraries",
  "sparkConfigurations",
];

const changes = (...kinds: readonly string[]) => kinds.flatMap((kind) => [`${kind}/write`, `${kind}/delete`]);

const outputs = ["notebooks/viewOutputs/action", "pipelines/viewOutputs/action"];
const engines = ["bigDataPools", "scopePools", "integrationRuntimes"];
const logs = engines.map((engine) => `${engine}/viewLogs/action`);
const compute = [
  ...engines.map((engine) => `${engine}/useCompute/action`),
  ...logs,
  "cancelPipelineRun/action",
  "linkConnections/read",
  "linkConnections/useCompute/action",
];
const secrets = ["linkedServices/useSecret/action", "credentials/useSecret/action"];
const privateEndpoints = changes("managedPrivateEndpoints");
const reading = ["read", "artifacts/read"];
const publishing = [...reading, ...changes(...published), ...outputs];

const permitted = {
  "Synapse Administrator": [
    ...publishing,
    ...changes("scopeJobDefinitions", "linkConnections"),
    ...compute,
    ...secrets,
    ...privateEndpoints,
    ...changes("roleAssignments"),
  ],
  "Synapse Apache Spark Administrator": [
    ...reading,
    ...changes("notebooks", "sparkJobDefinitions", "libraries", "linkedServices", "credentials"),
    "notebooks/viewOutputs/action",
    "bigDataPools/useCompute/action",
    "bigDataPools/viewLogs/action",
  ],
  "Synapse SQL Administrator": [...reading, ...changes("sqlScripts", "linkedServices", "credentials")],
  "Synapse Contributor": [...publishing, ...changes("linkConnections"), ...compute],
  "Synapse Artifact Publisher": [...publishing, ...changes("scopeJobDefinitions")],
  "Synapse Artifact User": [...reading, ...outputs],
  "Synapse Compute Operator": ["read", ...compute],
  "Synapse Monitoring Operator": [...reading, ...outputs, ...logs],
  "Synapse Credential User": ["read", ...secrets],
  "Synapse Linked Data Manager": ["read", ...privateEndpoints, ...changes("linkedServices", "credentials")],
  "Synapse User": ["read"],
} satisfies Record<string, readonly string[]>;

/** A built-in role of Synapse. */
export type SynapseRole = keyof typeof permitted;

const prefix = "microsoft.synapse/workspaces/";

/** The ids of the actions that a role permits. */
export function actionsOf(role: SynapseRole): readonly string[] {
  return permitted[role].map((action) => `Microsoft.Synapse/workspaces/${action}`);
}

/** Every built-in role. */
export const builtInRoles = Object.keys(permitted) as readonly SynapseRole[];

/** The first of these roles that permits an action, `Microsoft.Synapse/workspaces/pipelines/write`; ids match ignoring case. */
export function roleFor(roles: readonly SynapseRole[], action: string): SynapseRole | undefined {
  const id = action.toLowerCase();
  if (!id.startsWith(prefix)) return undefined;
  const short = id.slice(prefix.length);
  return roles.find((role) => permitted[role].some((one) => one.toLowerCase() === short));
}

/** Reads a role by its name. Throws a `RangeError` for one that is not built in. */
export function synapseRole(name: string): SynapseRole {
  if (Object.hasOwn(permitted, name)) return name as SynapseRole;
  throw new RangeError(`"${name}" is not a Synapse role: ${builtInRoles.join(", ")}`);
}

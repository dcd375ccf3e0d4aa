import type { JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import { principal } from "../identity/tokens.ts";
import type { SynapseContext } from "./context.ts";
import { refused } from "./errors.ts";
import { actionsOf, builtInRoles, type SynapseRole } from "./roles.ts";

/** The query parameters that these reads take account of, in lower case. */
export const roleParameters = ["isbuiltin", "roleid", "principalid", "scope"];

/**
 * `GET` of `/roleDefinitions`, `/roleAssignments` and `/rbacScopes`, as recorded from the service; `undefined` for
 * another path. Assignments are those of the one principal there is, on the whole workspace.
 */
export function readRoles(context: SynapseContext, request: TwinRequest): TwinResponse | undefined {
  const [area = "", id, ...rest] = request.segments;
  if (rest.length > 0) return undefined;
  const asked = request.url.searchParams;
  switch (area.toLowerCase()) {
    case "rbacscopes":
      return id === undefined ? { status: 200, body: scopes } : undefined;
    case "roledefinitions": {
      const roles = asked.get("isBuiltIn")?.toLowerCase() === "false" ? [] : builtInRoles.map(definition);
      return id === undefined ? { status: 200, body: roles } : one(roles, id, "role definition");
    }
    case "roleassignments": {
      const all = context.roles.names.map((role) => assignment(context.workspace, role));
      if (id !== undefined) return one(all, id, "role assignment");
      const isWanted = (name: string, held: string) =>
        (asked.get(name) ?? held).toLowerCase() === held.toLowerCase();
      const value = all.filter(
        ({ roleDefinitionId, principalId, scope }) =>
          isWanted("roleId", roleDefinitionId) &&
          isWanted("principalId", principalId) &&
          isWanted("scope", scope),
      );
      return { status: 200, body: { count: value.length, value } };
    }
    default:
      return undefined;
  }
}

function one(all: readonly (JsonObject & { readonly id: string })[], id: string, what: string): TwinResponse {
  const found = all.find((held) => held.id.toLowerCase() === id.toLowerCase());
  if (found) return { status: 200, body: found };
  return refused(404, { code: "NotFound", message: `The ${what} ${id} was not found.` });
}

function definition(role: SynapseRole) {
  return {
    name: names[role] ?? role,
    id: ids[role],
    isBuiltIn: true,
    permissions: [{ actions: [], notActions: [], dataActions: actionsOf(role), notDataActions: [] }],
    scopes: ["workspaces/{workspaceName}"],
    availabilityStatus: "Available",
  };
}

function assignment(workspace: string, role: SynapseRole) {
  return {
    id: ids[role].replace(/^.{8}/, "7e7a1900"),
    roleDefinitionId: ids[role],
    principalId: principal,
    scope: `workspaces/${workspace}`,
    principalType: "ServicePrincipal",
  };
}

// The same in every workspace (recorded definitions).
const ids: Readonly<Record<SynapseRole, string>> = {
  "Synapse Administrator": "6e4bf58a-b8e1-4cc3-bbf9-d73143322b78",
  "Synapse Apache Spark Administrator": "c3a6d2f1-a26f-4810-9b0f-591308d5cbf1",
  "Synapse SQL Administrator": "7af0c69a-a548-47d6-aea3-d00e69bd83aa",
  "Synapse Contributor": "7572bffe-f453-4b66-912a-46cc5ef38fda",
  "Synapse Artifact Publisher": "05930f57-09a3-4c0d-9fa9-6d1eb91c178b",
  "Synapse Artifact User": "53faaa0e-40b6-40c8-a2ff-e38f2d388875",
  "Synapse Compute Operator": "e3844cc7-4670-42cb-9349-9bdac1ee7881",
  "Synapse Monitoring Operator": "8f9b2195-5b12-4a7c-af30-8f1f46197650",
  "Synapse Credential User": "5eb298b4-692c-4241-9cf0-f58a3b42bb25",
  "Synapse Linked Data Manager": "dd665582-e433-40ca-b183-1b1b33e73375",
  "Synapse User": "2a385764-43e8-416c-9825-7b18d05a2c4b",
};

// The documentation calls it otherwise than the service does.
const names: { readonly [R in SynapseRole]?: string } = {
  "Synapse Apache Spark Administrator": "Apache Spark Administrator",
};

const scopes = [
  "workspaces/{workspaceName}",
  "workspaces/{workspaceName}/bigDataPools/{bigDataPoolName}",
  "workspaces/{workspaceName}/integrationRuntimes/{integrationRuntimeName}",
  "workspaces/{workspaceName}/credentials/{credentialName}",
  "workspaces/{workspaceName}/linkedServices/{linkedServiceName}",
];

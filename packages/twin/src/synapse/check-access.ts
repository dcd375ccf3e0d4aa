import type { Json, TwinRequest, TwinResponse } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { refused } from "./errors.ts";
import { isObject } from "./json.ts";
import { type KindRules, kindAt } from "./kinds.ts";
import { readJson } from "./request-body.ts";
import { roleFor } from "./roles.ts";

/**
 * `POST /checkAccessSynapseRbac` (swagger 2020-12-01). The recorded answer spells its member `AccessDecisions`,
 * the published example does not; the decisions are `Allowed` and `NotAllowed` (the example). The twin has one
 * principal, so it answers for whoever is asked about.
 */
export function checkAccess({ workspace, roles }: SynapseContext, request: TwinRequest): TwinResponse {
  const body = readJson(request);
  const { subject, actions, scope } = body ?? {};
  const principalId = isObject(subject) ? subject.principalId : undefined;
  if (typeof principalId !== "string" || !Array.isArray(actions) || typeof scope !== "string") {
    return refused(400, { code: "BadRequest", message: "subject, actions and scope are required." });
  }
  const home = `workspaces/${workspace}`.toLowerCase();
  const isHere = scope.toLowerCase() === home || scope.toLowerCase().startsWith(`${home}/`);
  const decisions = actions.map((action: Json) => {
    const id = isObject(action) && typeof action.id === "string" ? action.id : "";
    const role = isHere ? roleFor(roles.names, id) : undefined;
    return { accessDecision: role === undefined ? "NotAllowed" : "Allowed", actionId: id };
  });
  return { status: 200, body: { AccessDecisions: decisions } };
}

/** Why a request may not be made; undefined when a role permits it. */
export function refuseAction(
  { workspace, roles }: SynapseContext,
  { method, segments }: TwinRequest,
): TwinResponse | undefined {
  const kind =
    segments[0]?.toLowerCase() === "managedvirtualnetworks" ? kindAt(segments[2]) : kindAt(segments[0]);
  if (kind === undefined) return undefined;
  const needed = neededActions(method, segments, kind);
  const lacking = needed.find((action) => roleFor(roles.names, action) === undefined);
  if (lacking === undefined) return undefined;
  // Text and code as public issues quote them from the service.
  const message = `The principal does not have the required Synapse RBAC permission to perform this action. Required permission: Action: ${lacking}, Scope: workspaces/${workspace}/*.`;
  return { status: 403, body: { code: "Unauthorized", message } };
}

/** By the documentation's table of tasks: linked services and compute are seen by every role, the rest by readers. */
function neededActions(method: string, segments: readonly string[], { path, access }: KindRules) {
  const action = (name: string) => `Microsoft.Synapse/workspaces/${name}`;
  if (method === "GET") {
    const isListed = access === "read" || path === "linkedservices" || path === "credentials";
    return [action(isListed ? "read" : "artifacts/read")];
  }
  if (access === "read") {
    const verb = method === "DELETE" ? "delete" : "write";
    return path === "managedprivateendpoints" ? [action(`managedPrivateEndpoints/${verb}`)] : [];
  }
  if (method === "DELETE") return [action(`${path}/delete`)];
  // Whoever starts a trigger makes pipelines run, which use the secrets of the workspace's identity.
  const starts = path === "triggers" && segments[2]?.toLowerCase() === "start";
  return [action(`${path}/write`), ...(starts ? [action("credentials/useSecret/action")] : [])];
}

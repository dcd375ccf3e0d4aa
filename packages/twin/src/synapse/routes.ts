import type { TwinRequest, TwinResponse } from "../http.ts";
import { checkAccess } from "./check-access.ts";
import type { SynapseContext } from "./context.ts";
import { refuseDefault } from "./defaults.ts";
import { refused } from "./errors.ts";
import { type KindRules, kindAt } from "./kinds.ts";
import { deletePrivateEndpoint, putPrivateEndpoint } from "./private-endpoints.ts";
import { getArtifact, listArtifacts } from "./reads.ts";
import { readRoles } from "./role-reads.ts";
import { askTrigger, triggerAction } from "./trigger-state.ts";
import { getWorkspace } from "./workspace-resource.ts";
import { deleteArtifact, putArtifact, renameArtifact } from "./writes.ts";

/** A route that matches, ready to be answered; `undefined` when this workspace serves nothing there after all. */
export type Route = (context: SynapseContext, stale: boolean) => TwinResponse | undefined;

/** The route of a request, segments matched ignoring case as the service does; `undefined` when there is none. */
export function routeOf(request: TwinRequest): Route | undefined {
  const { method, segments } = request;
  const [first = "", name, action, ...rest] = segments;
  const area = first.toLowerCase();
  if (method === "POST" && area === "checkaccesssynapserbac" && name === undefined) {
    return (context) => checkAccess(context, request);
  }
  if (method === "GET" && /^(roledefinitions|roleassignments|rbacscopes)$/.test(area)) {
    return (context) => readRoles(context, request);
  }
  if (area === "managedvirtualnetworks") return privateEndpointRoute(request);
  if (rest.length > 0) return undefined;
  if (method === "GET" && action === undefined) {
    const special = specialRoute(request, area, name);
    if (special) return special;
  }
  const kind = area === privateEndpoints ? undefined : kindAt(area);
  if (!kind) return undefined;
  if (action !== undefined) return actionRoute(request, kind, name ?? "", action);
  return name === undefined ? listRoute(request, kind) : artifactRoute(request, kind, name);
}

const privateEndpoints = "managedprivateendpoints";

function specialRoute(request: TwinRequest, area: string, name: string | undefined): Route | undefined {
  switch (area) {
    case "workspace":
      return name === undefined ? (context) => getWorkspace(context, request) : undefined;
    // Every operation is found at both: clients build the path from the id alone.
    case "operationresults":
    case "notebookoperationresults":
      return name === undefined ? undefined : ({ operations }) => operations.poll(request, name);
    // The swagger's example shows whole bodies here too.
    case "notebookssummary":
      return name === undefined ? listRoute(request, kindAt("notebooks")) : undefined;
    // Lake databases: another envelope than every other list (peers' traffic).
    case "databases":
      return name === undefined
        ? () => ({ status: 200, body: { items: [], continuationToken: null } })
        : () => refused(404, { code: "NotFound", message: `The database ${name} was not found.` });
    default:
      return undefined;
  }
}

/** `/managedVirtualNetworks/default/managedPrivateEndpoints[/name]`; the network is always named default. */
function privateEndpointRoute(request: TwinRequest): Route | undefined {
  const [, network = "", collection = "", name, ...rest] = request.segments;
  const kind = collection.toLowerCase() === privateEndpoints ? kindAt(privateEndpoints) : undefined;
  if (!kind || rest.length > 0) return undefined;
  if (network.toLowerCase() !== "default") {
    // Text as deployment tools report it.
    const message = `The workspace does not have a managed virtual network associated: ${network}.`;
    return () => refused(400, { code: "BadRequest", message, target: network });
  }
  return name === undefined ? listRoute(request, kind) : artifactRoute(request, kind, name);
}

function listRoute(request: TwinRequest, kind: KindRules | undefined): Route | undefined {
  if (request.method !== "GET" || !kind) return undefined;
  return (context, stale) => listArtifacts(context, { request, kind, stale });
}

function artifactRoute(request: TwinRequest, kind: KindRules, name: string): Route | undefined {
  const { method } = request;
  if (method === "GET") return (context, stale) => getArtifact(context, { request, kind, stale }, name);
  if (method !== "PUT" && method !== "DELETE") return undefined;
  const write = writeOf(kind, method);
  if (write) return (context) => write(context, request, kind, name);
  // Defaults are refused; whatever else is observed here is written elsewhere (ARM).
  const verb = method === "PUT" ? "updated" : "deleted";
  return (context) => refuseDefault(context.workspace, kind, name, verb);
}

function writeOf(kind: KindRules, method: "PUT" | "DELETE"): typeof putArtifact | undefined {
  if (kind.path === privateEndpoints) return method === "PUT" ? putPrivateEndpoint : deletePrivateEndpoint;
  if (kind.access === "read") return undefined;
  return method === "PUT" ? putArtifact : deleteArtifact;
}

function actionRoute(request: TwinRequest, kind: KindRules, name: string, action: string): Route | undefined {
  if (request.method === "POST" && kind.renames && action.toLowerCase() === "rename") {
    return (context) => renameArtifact(context, request, kind, name);
  }
  const asked = kind.path === "triggers" ? triggerAction(request.method, action) : undefined;
  return asked && ((context) => askTrigger(context, request, kind, name, asked));
}

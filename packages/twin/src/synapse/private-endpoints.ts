import type { JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { refuseDefault } from "./defaults.ts";
import { refused } from "./errors.ts";
import type { KindRules } from "./kinds.ts";
import { artifactBytes, jsonBytes } from "./rendering.ts";
import { readProperties } from "./request-body.ts";
import { deleteArtifact } from "./writes.ts";

/**
 * PUT of a managed private endpoint: 200 at once with the resource, which a GET shows as
 * `Provisioning` for a while (recorded traffic). Its owner's approval stays `Pending`.
 */
export function putPrivateEndpoint(
  context: SynapseContext,
  request: TwinRequest,
  kind: KindRules,
  sentName: string,
): TwinResponse {
  const { store, operations, workspace } = context;
  const name = store.get(kind.path, sentName)?.name ?? sentName;
  const stopped = refuseDefault(workspace, kind, name, "updated") ?? operations.conflict(kind, [name]);
  if (stopped) return stopped;
  const sent = readProperties(request);
  if (typeof sent?.privateLinkResourceId !== "string" || typeof sent.groupId !== "string") {
    const message = "The properties 'privateLinkResourceId' and 'groupId' are required.";
    return refused(400, { code: "BadRequest", message, target: name });
  }
  const { privateLinkResourceId, groupId, fqdns = [] } = sent;
  const endpointIn = (provisioningState: string, connectionState: JsonObject) => ({
    name,
    // Private endpoints show no etag (recorded traffic).
    etag: "",
    references: [],
    // These members in this order, and none of the others that may have been sent (recorded traffic).
    properties: Buffer.from(
      JSON.stringify({
        privateLinkResourceId,
        groupId,
        provisioningState,
        connectionState,
        isReserved: false,
        fqdns,
        isCompliant: false,
      } satisfies JsonObject),
    ),
  });
  const started = endpointIn("Provisioning", {});
  store.put(kind.path, started);
  operations.start(request, {
    kind,
    name,
    names: [name],
    state: "Creating",
    check: () => undefined,
    commit() {
      store.put(kind.path, endpointIn("Succeeded", pending));
      return () => ({ status: 200 });
    },
  });
  const answer = jsonBytes(artifactBytes(workspace, kind, started));
  const location = request.url.href;
  const told = { "Access-Control-Allow-Headers": "Location", "Access-Control-Expose-Headers": "Location" };
  return { ...answer, headers: { ...answer.headers, ...told, Location: location } };
}

const pending: JsonObject = { status: "Pending", description: "", actionsRequired: "None" };

/** DELETE of a managed private endpoint: 202 without body or `Location`; GET tells when it is gone (recorded traffic). */
export function deletePrivateEndpoint(
  context: SynapseContext,
  request: TwinRequest,
  kind: KindRules,
  sentName: string,
): TwinResponse {
  const answer = deleteArtifact(context, request, kind, sentName);
  return answer.status === 202 ? { status: 202 } : answer;
}

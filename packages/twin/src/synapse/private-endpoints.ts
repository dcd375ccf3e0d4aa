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
  const endpointIn = (provisioningState: string) => ({
    name,
    // Private endpoints show no etag (swagger examples).
    etag: "",
    references: [],
    properties: Buffer.from(JSON.stringify({ ...added, ...sent, provisioningState } satisfies JsonObject)),
  });
  const started = endpointIn("Provisioning");
  store.put(kind.path, started);
  operations.start(request, {
    kind,
    name,
    names: [name],
    state: "Creating",
    check: () => undefined,
    commit() {
      store.put(kind.path, endpointIn("Succeeded"));
      return () => ({ status: 200 });
    },
  });
  return jsonBytes(artifactBytes(workspace, kind, started));
}

// What the service adds to what was sent (recorded traffic).
const added: JsonObject = {
  connectionState: { status: "Pending", description: "", actionsRequired: "" },
  isReserved: false,
  fqdns: [],
  isCompliant: true,
};

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

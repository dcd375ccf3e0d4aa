import { ArtifactsClient } from "@azure/synapse-artifacts";
import { changePolicy } from "../http/change-policy.ts";
import { listenPolicy } from "../http/listener.ts";
import { type ClientOptions, makeRequest, oneOwner } from "../http/rest-client.ts";
import type { Client } from "../http/transport.ts";
import { connectionOptions } from "../http/trust.ts";

// Imported with the first request only: loading the SDK costs 0.1 s.

/** The SDK's client as far as we use it: requests of our own through its pipeline. Throws WorkspaceError when it cannot read the given certificate authority. */
export function openClient({
  endpoint,
  credential,
  scope,
  ca,
  userAgent,
  guard,
  listener,
}: ClientOptions): Client {
  const client = new ArtifactsClient(credential, endpoint, {
    credentialScopes: [scope],
    userAgentOptions: { userAgentPrefix: userAgent },
    ...oneOwner,
    ...connectionOptions(endpoint, ca, guard),
    additionalPolicies: [
      ...(guard === undefined ? [] : [changePolicy(guard)]),
      ...(listener === undefined ? [] : [listenPolicy(listener)]),
    ].map((policy) => ({ policy, position: "perRetry" as const })),
  });
  return { send: (request) => client.sendRequest(request), makeRequest };
}

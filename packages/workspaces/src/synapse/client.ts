import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { ArtifactsClient } from "@azure/synapse-artifacts";
import { cloudOf } from "@retain/artifacts/words/clouds";
import { changePolicy } from "../http/change-policy.ts";
import { connectionOptions } from "../http/trust.ts";
import type { Call, TransportOptions } from "./transport.ts";

// Imported with the first request only: loading the SDK costs 0.1 s.

/** The SDK's client as far as we use it: requests of our own through its pipeline. */
export interface Client {
  readonly send: (request: PipelineRequest) => Promise<PipelineResponse>;
  readonly makeRequest: (call: Call, abortSignal: AbortSignal) => PipelineRequest;
}

/** Makes the SDK's client. Throws WorkspaceError when cannot read the given certificate authority. */
export function openClient(options: TransportOptions): Client {
  const { endpoint, credential, ca, userAgent, guard } = options;
  const client = new ArtifactsClient(credential, endpoint, {
    credentialScopes: [options.scope ?? cloudOf(endpoint).scope],
    userAgentOptions: { userAgentPrefix: userAgent },
    // One owner of retries: ours, which knows what a 429 without a header means.
    retryOptions: { maxRetries: 0 },
    // A redirect would carry the token to whoever it names.
    redirectOptions: { maxRetries: 0 },
    ...connectionOptions(endpoint, ca, guard),
    ...(guard === undefined
      ? {}
      : { additionalPolicies: [{ policy: changePolicy(guard), position: "perRetry" }] }),
  });
  return {
    send: (request) => client.sendRequest(request),
    makeRequest: (call, abortSignal) => {
      const headers = createHttpHeaders({ Accept: "application/json" });
      if (call.body !== undefined) headers.set("Content-Type", "application/json; charset=utf-8");
      if (call.etag !== undefined) headers.set("If-Match", call.etag);
      return createPipelineRequest({
        url: call.url,
        method: call.method,
        headers,
        abortSignal,
        streamResponseStatusCodes: new Set([200]),
        ...(call.body === undefined ? {} : { body: call.body }),
      });
    },
  };
}

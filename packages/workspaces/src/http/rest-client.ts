import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type PipelineRequest,
} from "@azure/core-rest-pipeline";
import { changePolicy } from "./change-policy.ts";
import { listenPolicy } from "./listener.ts";
import type { Reach } from "./reach.ts";
import type { Call, Client } from "./transport.ts";
import { connectionOptions } from "./trust.ts";

// Imported with the first request only: loading the pipeline takes a while.

/** How a client of ours signs in and connects. */
export interface ClientOptions extends Omit<Reach, "onWait"> {
  readonly scope: string;
}

/** A client for a service that has no SDK worth its size. Throws WorkspaceError when it cannot read the given certificate authority. */
export function openRestClient(options: ClientOptions): Client {
  const { endpoint, credential, scope, ca, userAgent, guard, listener } = options;
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: userAgent },
    ...oneOwner,
    ...connectionOptions(endpoint, ca, guard),
  });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: [scope] }), { phase: "Sign" });
  if (guard !== undefined) pipeline.addPolicy(changePolicy(guard), { afterPhase: "Sign" });
  if (listener !== undefined) pipeline.addPolicy(listenPolicy(listener), { afterPhase: "Sign" });
  const client = createDefaultHttpClient();
  return { send: (request) => pipeline.sendRequest(client, request), makeRequest };
}

/** One owner of retries: ours, which knows what a 429 without a header means. A redirect would carry the token to another host. */
export const oneOwner = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } } as const;

/** The request that a call is. */
export function makeRequest(call: Call, abortSignal: AbortSignal): PipelineRequest {
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
}

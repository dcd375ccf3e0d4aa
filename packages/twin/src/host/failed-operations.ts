import { randomUUID } from "node:crypto";
import type { TwinRequest, TwinResponse } from "../http.ts";

/** Why an operation fails. */
export interface OperationFailure {
  readonly code: string;
  readonly message: string;
}

/** Operations that were accepted and are bound to fail. */
export interface FailedOperations {
  /** Accepts a write that will have no effect. */
  start(request: TwinRequest, failure: OperationFailure): TwinResponse;
  /** Answers a poll of one of them; `undefined` for anything else. */
  poll(request: TwinRequest): TwinResponse | undefined;
}

interface Timing {
  readonly origin: () => string;
  readonly operationMs: number;
  readonly retryAfterSeconds: number;
}

/** A service reports a failed operation inside HTTP 200, which the official poller takes for success. */
export function failedOperations({ origin, operationMs, retryAfterSeconds }: Timing): FailedOperations {
  const running = new Map<string, { readonly endsAt: number; readonly failure: OperationFailure }>();
  const accepted = (location: string): Record<string, string> => ({
    Location: location,
    "Retry-After": String(retryAfterSeconds),
    "Access-Control-Expose-Headers": "Location, Retry-After",
  });
  return {
    start(request, failure) {
      const operationId = randomUUID();
      running.set(operationId, { endsAt: Date.now() + operationMs, failure });
      const [kind = "", name = ""] = request.segments;
      const results = kind.toLowerCase() === "notebooks" ? "notebookOperationResults" : "operationResults";
      const version = request.url.searchParams.get("api-version");
      const query = version === null ? "" : `?api-version=${encodeURIComponent(version)}`;
      return {
        status: 202,
        headers: accepted(`${origin()}/${results}/${operationId}${query}`),
        body: operationRecord(request, name, operationId),
      };
    },
    poll(request) {
      const [results = "", id = "", ...rest] = request.segments;
      if (request.method !== "GET" || rest.length > 0 || !/operationresults$/i.test(results))
        return undefined;
      const operation = running.get(id);
      if (!operation) return undefined;
      if (Date.now() >= operation.endsAt) {
        const { code, message } = operation.failure;
        return { status: 200, body: { status: "Failed", error: { code, message } } };
      }
      return { status: 202, headers: accepted(request.url.href), body: { status: "InProgress" } };
    },
  };
}

function operationRecord(request: TwinRequest, name: string, operationId: string) {
  const now = new Date().toISOString();
  const state =
    request.method === "DELETE" ? "Deleting" : request.method === "POST" ? "Renaming" : "Creating";
  return {
    id: "",
    recordId: 0,
    state,
    created: now,
    changed: now,
    name,
    operationId,
    artifactId: randomUUID(),
  };
}

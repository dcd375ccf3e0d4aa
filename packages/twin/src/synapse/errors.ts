import type { TwinResponse } from "../http.ts";
import type { KindRules } from "./kinds.ts";
import { resourceGroup, subscription } from "./resource-id.ts";

/** Why an operation fails, or a request is refused. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** CloudError of the swagger: `{error: {code, message, target, details}}`. */
export function refused(status: number, refusal: Refusal): TwinResponse {
  return { status, body: { error: cloudError(refusal) } };
}

/** A failed operation is HTTP 200 (recorded by deployment tools; public issue azure-rest-api-specs 22035). */
export function failedOperation(refusal: Refusal): TwinResponse {
  return { status: 200, body: { status: "Failed", error: cloudError(refusal) } };
}

function cloudError({ code, message, target }: Refusal) {
  return { code, message, target: target ?? null, details: null };
}

/** A missing artifact: each kind has a shape of its own (recorded traffic). */
export function missing(kind: KindRules, name: string, workspace: string): TwinResponse {
  switch (kind.missing) {
    case "flat":
      return {
        status: 404,
        body: { code: `${kind.label}NotFound`, message: notFoundText(kind, name, workspace) },
      };
    case "document":
      return {
        status: 404,
        body: {
          code: "NotFound",
          message: "The document could not be retrieved because it does not exist.",
          target: name,
          details: null,
          error: null,
        },
      };
    case "notebook": {
      // The code is a number and `error` a text, so that SDKs find no code at all.
      const message = `GetNotebook failed [statusCode from ADF: NotFound, error: ${notFoundText(kind, name, workspace)}]`;
      return {
        status: 404,
        body: { code: 404, message, result: null, target: null, details: null, error: "NotFound" },
      };
    }
    case "wrapped":
      return refused(404, { code: `${kind.label}NotFound`, message: notFoundText(kind, name, workspace) });
    case "private-endpoint": {
      // JSON in the text of the message, under a code that says nothing.
      const message = JSON.stringify({
        StatusCode: 404,
        ErrorType: "PrivateEndpointNotFound",
        ErrorMessage: `Managed private endpoint ${name} was not found.`,
      });
      return { status: 404, body: { error: { code: "UnknownError", message } } };
    }
  }
}

function notFoundText({ label }: KindRules, name: string, workspace: string): string {
  return `The ${label} ${name} was not found in (subscription=${subscription}, resourceGroup=${resourceGroup}, workspace=${workspace}).`;
}

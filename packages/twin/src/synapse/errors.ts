import { subscription } from "../arm/subscriptions.ts";
import type { TwinResponse } from "../http.ts";
import type { KindRules } from "./kinds.ts";
import { artifactId } from "./rendering.ts";
import { resourceGroup } from "./resource-id.ts";

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
      return { status: 404, body: missingDocument(kind, name, workspace) };
    case "notebook": {
      // The code is a number and `error` a text, so that SDKs find no code at all.
      const inner = JSON.stringify(missingDocument(kind, name, workspace));
      const message = "Failed Component = DataFactoryResourceProvider, ErrorCode = 404, Error = NotFound ";
      const error = `GetNotebook failed [statusCode from ADF: NotFound, ErrorMessage: ${inner}, workspace: ${workspace}, notebook: ${name}]`;
      return { status: 404, body: { code: 404, message, result: null, target: null, details: null, error } };
    }
    case "wrapped":
      return refused(404, { code: `${kind.label}NotFound`, message: notFoundText(kind, name, workspace) });
    case "private-endpoint": {
      // JSON in the text of the message, under a code that says nothing.
      const where = `PrivateEndpoint has been deleted: ClientId=${clientId}, ReferenceName=${name}, Cluster: ${clientId}.`;
      const message = JSON.stringify({
        CorrelationId: "",
        StatusCode: 404,
        Message: `Resource not found: Message=${where}`,
        ExceptionDetail: `Microsoft.Analytics.Clusters.Common.NetworkServiceException: ${where}`,
        ErrorType: "PrivateEndpointNotFound",
        ErrorNumber: 2145,
        ErrorOn: new Date().toISOString(),
      });
      return { status: 404, body: { error: { code: "UnknownError", message } } };
    }
  }
}

// Who the workspace is to the service behind its private endpoints.
const clientId = "7e7a1900-0000-4000-8000-000000000004";

function missingDocument(kind: KindRules, name: string, workspace: string) {
  return {
    code: "NotFound",
    message: "The document could not be retrieved because it does not exist.",
    target: artifactId(workspace, kind, name),
    details: null,
    error: null,
  };
}

function notFoundText({ label }: KindRules, name: string, workspace: string): string {
  return `The ${label} ${name} was not found in (subscription=${subscription} resourceGroup=${resourceGroup} workspace=${workspace})`;
}

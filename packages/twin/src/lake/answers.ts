import { randomUUID } from "node:crypto";
import type { TwinRequest, TwinResponse } from "../http.ts";
import type { LakeRefusal, RefusalCode } from "./refusal.ts";
import { type Surface, surfaceOf } from "./request.ts";
import { element, parent, xmlDocument } from "./xml.ts";

// What the blob endpoint says where it has words of its own (Blob service error codes).
const blobWords: { readonly [C in RefusalCode]?: readonly [code: string, message: string] } = {
  // Quoted from the service by adlfs, which deletes in an order that avoids it.
  DirectoryNotEmpty: ["DirectoryIsNotEmpty", "This operation is not permitted on a non-empty directory."],
  FilesystemAlreadyExists: ["ContainerAlreadyExists", "The specified container already exists."],
  FilesystemBeingDeleted: ["ContainerBeingDeleted", "The specified container is being deleted."],
  FilesystemNotFound: ["ContainerNotFound", "The specified container does not exist."],
  InvalidPropertyName: [
    "InvalidMetadata",
    "The metadata specified is invalid. It has characters that are not permitted.",
  ],
  LeaseIdMismatch: [
    "LeaseIdMismatchWithBlobOperation",
    "The lease ID specified did not match the lease ID for the blob.",
  ],
  LeaseIdMissing: [
    "LeaseIdMissing",
    "There is currently a lease on the blob and no lease ID was specified in the request.",
  ],
  LeaseNotPresent: ["LeaseNotPresentWithBlobOperation", "There is currently no lease on the blob."],
  LeaseNotPresentWithLeaseOperation: [
    "LeaseNotPresentWithLeaseOperation",
    "There is currently no lease on the blob.",
  ],
  PathAlreadyExists: ["BlobAlreadyExists", "The specified blob already exists."],
  PathNotFound: ["BlobNotFound", "The specified blob does not exist."],
  // A 304 has no body; code and words are those of a failed condition (recorded).
  NotModified: ["ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met."],
};

const ofContainer: { readonly [code: string]: string } = {
  LeaseIdMismatchWithBlobOperation: "LeaseIdMismatchWithContainerOperation",
  LeaseNotPresentWithBlobOperation: "LeaseNotPresentWithContainerOperation",
};

/** The answer to a request that is refused, in the words of the endpoint that was asked. */
export function refusalAnswer(request: TwinRequest, refusal: LakeRefusal): TwinResponse {
  const surface = surfaceOf(request);
  const words = surface === "blob" || refusal.status === 304 ? blobWords[refusal.code] : undefined;
  const [code, message] = words ?? [refusal.code, refusal.message];
  const isContainer = request.url.searchParams.get("restype") === "container";
  const told = isContainer ? (ofContainer[code] ?? code) : code;
  return errorAnswer(surface, refusal.status, { code: told, message }, refusal.headers);
}

/**
 * An error as an endpoint shapes it: JSON or XML, and for answers without a body its code in a header and its sentence
 * behind the status, where Azure's C++ SDK reads it (recorded errors of both endpoints).
 */
function errorAnswer(
  surface: Surface,
  status: number,
  { code, message }: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): TwinResponse {
  const id = randomUUID();
  const text = `${message}\nRequestId:${id}\nTime:${new Date().toISOString()}`;
  const common = { ...headers, "x-ms-error-code": code, "x-ms-request-id": id };
  const told = { status, reason: message.replace(/[^ -~]/g, " "), headers: common };
  if (status === 304) return told;
  if (surface === "dfs") return { ...told, body: { error: { code, message: text } } };
  const body = xmlDocument(parent("Error", element("Code", code) + element("Message", text)));
  return { ...told, headers: { ...common, "Content-Type": "application/xml" }, body };
}

/**
 * The last touch to every answer: an unknown route is 501, errors of the twin's host (a missing token,
 * a fault) take the shape of the endpoint, and the headers that all answers have.
 */
export function finishAnswer(request: TwinRequest, answer: TwinResponse | undefined): TwinResponse {
  const finished = answer === undefined ? unknownRoute(request) : shaped(request, answer);
  const version = request.headers["x-ms-version"];
  return {
    ...finished,
    headers: {
      "x-ms-version": typeof version === "string" ? version : "2023-11-03",
      ...finished.headers,
    },
  };
}

function shaped(request: TwinRequest, answer: TwinResponse): TwinResponse {
  const { status, headers, body } = answer;
  if (status < 400 || headers?.["x-ms-error-code"] || typeof body !== "object" || Buffer.isBuffer(body)) {
    return answer;
  }
  const { code, message } = body as { readonly code?: unknown; readonly message?: unknown };
  const error = { code: String(code ?? `Status${status}`), message: String(message ?? "") };
  // A storage account that is asked too much says 503 and not 429 (Data Lake Storage error list).
  if (status === 429) {
    return errorAnswer(surfaceOf(request), 503, { code: "ServerBusy", message: error.message }, headers);
  }
  return errorAnswer(surfaceOf(request), status, error, headers);
}

function unknownRoute(request: TwinRequest): TwinResponse {
  const route = `${request.method} ${request.url.pathname}${request.url.search}`;
  const message = `the twin does not know the route ${route}`;
  return errorAnswer(surfaceOf(request), 501, { code: "NotImplemented", message });
}

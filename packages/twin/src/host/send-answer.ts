import type { IncomingMessage, ServerResponse } from "node:http";
import type { TwinResponse } from "../http.ts";

/** A refusal of the host itself, before any service. */
export function refuse(status: number, code: string, message: string): TwinResponse {
  return { status, body: { error: { code, message } } };
}

/** Sends an answer, unless one was sent already or nobody is there any more. */
export function sendAnswer(
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  { status, reason, headers = {}, body }: TwinResponse,
): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  if (reason !== undefined) outgoing.statusMessage = reason;
  if (method === "HEAD" && status >= 400) {
    sendBare(outgoing, status, headers);
    return;
  }
  const bytes = bodyBytes(body);
  const isJson = body !== undefined && typeof body !== "string" && !Buffer.isBuffer(body);
  outgoing.statusCode = status;
  if (isJson) outgoing.setHeader("Content-Type", "application/json; charset=utf-8");
  if (status !== 204 && status !== 304) outgoing.setHeader("Content-Length", bytes.length);
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  outgoing.end(bytes);
}

/**
 * An error to HEAD is chunked and tells neither type nor length of the body that it has not: clients on Azure's C++
 * SDK (pyarrow among them) read what these announce, and abort (recorded errors of the blob service).
 */
function sendBare(outgoing: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  outgoing.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (!/^content-(type|length)$/i.test(name)) outgoing.setHeader(name, value);
  }
  outgoing.setHeader("Transfer-Encoding", "chunked");
  outgoing.end();
}

function bodyBytes(body: TwinResponse["body"]): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

import { randomUUID } from "node:crypto";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { TwinRequest, TwinResponse } from "../http.ts";
import type { ServerCertificate } from "../identity/certificate-authority.ts";

/** Said instead of an answer: the connection is cut without a word. */
export const cutConnection = Symbol("cut connection");
/** Answers a request, cuts its connection, or does not know the route (`undefined`). */
export type Answering = (request: TwinRequest) => Promise<TwinResponse | typeof cutConnection | undefined>;

// Bytes that ASP.NET's servers, which stand before Azure's services, take by default (its documentation);
// a workspace refuses earlier what is too large for its kind, but where is not published.
const usualLargestBody = 30_000_000;

/** One listening origin. */
export interface Origin {
  /** `https://127.0.0.1:PORT`, or http where no certificate was given. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** How an origin is opened. */
export interface OriginOptions {
  readonly answer: Answering;
  /** Absent: plain http. */
  readonly certificate?: ServerCertificate;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Bytes; what no artifact comes near when absent. */
  readonly largestBody?: number;
}

/**
 * Listens on 127.0.0.1. Throws an `Error` with the code `EADDRINUSE` when the port is taken.
 */
export async function openOrigin({
  answer,
  certificate,
  port = 0,
  ...limits
}: OriginOptions): Promise<Origin> {
  const { largestBody = usualLargestBody } = limits;
  let base = "";
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void respond({ base, largestBody }, answer, request, response);
  };
  // Clients pool connections and may send the next request a moment before a short idle time ends.
  const options = { keepAlive: true, keepAliveTimeout: 65_000, requestTimeout: 0 };
  const server = certificate
    ? createHttpsServer({ ...options, cert: certificate.cert, key: certificate.key }, listener)
    : createHttpServer(options, listener);
  // A client that does not trust the certificate hangs up: its own message says so better than ours.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  // Those that still shake hands are none of the server's connections yet, and would keep it open for a minute.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  base = `${certificate ? "https" : "http"}://127.0.0.1:${bound}`;
  return {
    url: base,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function respond(
  origin: { readonly base: string; readonly largestBody: number },
  answer: Answering,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  // Recorded answers always carry one, and a client quotes it when it complains.
  outgoing.setHeader("x-ms-request-id", randomUUID());
  try {
    const request = await readRequest(origin, incoming);
    if ("status" in request) return send(incoming, outgoing, request);
    const response = await answer(request);
    if (response === cutConnection) incoming.socket.destroy();
    else send(incoming, outgoing, response ?? unknownRoute(request));
  } catch (error) {
    if (incoming.socket.destroyed) return;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`twin: ${incoming.method} ${incoming.url}: ${stackOf(error)}\n`);
    send(incoming, outgoing, refuse(500, "InternalServerError", `the twin failed: ${message}`));
  }
}

/** The request, or why it is not read. */
async function readRequest(
  { base, largestBody }: { readonly base: string; readonly largestBody: number },
  incoming: IncomingMessage,
): Promise<TwinRequest | TwinResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    // The rest is read and dropped: a client that is still sending would not see the answer.
    if (size <= largestBody) chunks.push(chunk as Buffer);
  }
  if (size > largestBody) return refuse(413, "RequestEntityTooLarge", "The request body is too large.");
  const url = parseUrl(incoming.url ?? "/", base);
  if (!url) return refuse(400, "BadRequest", "The request URL cannot be read.");
  if (!isLoopback(url, incoming.headers.host ?? "")) {
    const message = `The twin answers to 127.0.0.1 and localhost, not to ${incoming.headers.host}.`;
    return refuse(400, "InvalidHostName", message);
  }
  const segments = url.pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeSegment);
  return {
    method: incoming.method ?? "GET",
    url,
    segments,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

function parseUrl(target: string, base: string): URL | undefined {
  // A path of two slashes must not be taken for a host.
  const text = target.startsWith("/") ? base + target : target;
  return URL.canParse(text) ? new URL(text) : undefined;
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Whether a request is meant for this machine: a page whose name a foreign server points here would otherwise read
 * what only the twin's own clients should. The port may be another, since it may be forwarded.
 */
function isLoopback({ host }: URL, header: string): boolean {
  return loopback.test(header) && loopback.test(host);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function refuse(status: number, code: string, message: string): TwinResponse {
  return { status, body: { error: { code, message } } };
}

function unknownRoute({ method, url }: TwinRequest): TwinResponse {
  return refuse(501, "NotImplemented", `the twin does not know the route ${method} ${url.pathname}`);
}

function send(
  { method }: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers = {}, body }: TwinResponse,
): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
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

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

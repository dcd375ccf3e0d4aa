import { randomUUID } from "node:crypto";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import type { TwinRequest, TwinResponse } from "../http.ts";
import type { ServerCertificate } from "../identity/certificate-authority.ts";
import { isLoopback } from "./loopback.ts";
import { type Reading, readRequest } from "./read-request.ts";
import { refuse, sendAnswer } from "./send-answer.ts";

/** Said instead of an answer: the connection is cut without a word. */
export const cutConnection = Symbol("cut connection");
/** Answers a request, cuts its connection, or does not know the route (`undefined`). */
export type Answering = (request: TwinRequest) => Promise<TwinResponse | typeof cutConnection | undefined>;

// Bytes that ASP.NET's servers, which stand before Azure's services, take by default (its documentation);
// a workspace refuses earlier what is too large for its kind, but where is not published.
const usualLargestBody = 30_000_000;

// Clients pool connections and may send the next request a moment before a short idle time ends.
const pooled = { keepAlive: true, keepAliveTimeout: 65_000, requestTimeout: 0 };

/** One listening origin. */
export interface Origin {
  /** `https://127.0.0.1:PORT`, or http where no certificate was given. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** Answers the requests of an origin. */
export interface Answered {
  readonly answer: Answering;
  /** Bytes; what no artifact comes near when absent. */
  readonly largestBody?: number;
}

/** How an origin is opened. */
export interface OriginOptions extends Answered {
  /** Absent: plain http. */
  readonly certificate?: ServerCertificate;
}

/**
 * Listens on 127.0.0.1; port 0 is any free one. Throws an `Error` with the code `EADDRINUSE` when the port is taken.
 */
export async function openOrigin({ certificate, ...answered }: OriginOptions, port: number): Promise<Origin> {
  let base = "";
  const listener: Listener = (incoming, outgoing) =>
    void respond({ base, isMeant: isLoopback }, answered, incoming, outgoing);
  const server = certificate ? httpsServer(certificate, listener) : httpServer(listener);
  const opened = await listenAt(server, port);
  base = `${certificate ? "https" : "http"}://127.0.0.1:${opened.port}`;
  return { ...opened, url: base };
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A server without encryption that does not listen yet. */
export function httpServer(listener: Listener) {
  return createHttpServer(pooled, listener);
}

/** A server that presents this certificate and does not listen yet. */
export function httpsServer({ cert, key }: ServerCertificate, listener: Listener) {
  const server = createHttpsServer({ ...pooled, cert, key }, listener);
  // A client that does not trust the certificate hangs up: its own message says so better than ours.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}

/** Lets a server listen on 127.0.0.1. */
export async function listenAt(server: Server, port: number): Promise<Omit<Origin, "url">> {
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
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Reads a request, has it answered and sends the answer. */
export async function respond(
  reading: Omit<Reading, "largestBody">,
  { answer, largestBody = usualLargestBody }: Answered,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  // Recorded answers always carry one, and a client quotes it when it complains; its own comes back with it.
  outgoing.setHeader("x-ms-request-id", randomUUID());
  const own = incoming.headers["x-ms-client-request-id"];
  if (own !== undefined) outgoing.setHeader("x-ms-client-request-id", own);
  try {
    const request = await readRequest({ ...reading, largestBody }, incoming);
    if ("status" in request) return sendAnswer(incoming, outgoing, request);
    const response = await answer(request);
    if (response === cutConnection) incoming.socket.destroy();
    else sendAnswer(incoming, outgoing, response ?? unknownRoute(request));
  } catch (error) {
    if (incoming.socket.destroyed) return;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`twin: ${incoming.method} ${incoming.url}: ${stackOf(error)}\n`);
    sendAnswer(incoming, outgoing, refuse(500, "InternalServerError", `the twin failed: ${message}`));
  }
}

function unknownRoute({ method, url }: TwinRequest): TwinResponse {
  return refuse(501, "NotImplemented", `the twin does not know the route ${method} ${url.pathname}`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

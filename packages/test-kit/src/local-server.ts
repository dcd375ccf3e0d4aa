import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as a test wants to see it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What a handler answers; undefined is a route that does not exist. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A server on the loopback that speaks JSON and remembers what it was asked. */
export interface LocalServer {
  readonly origin: string;
  readonly requests: SeenRequest[];
  /** Answers that replace the next ones. */
  readonly refusals: Reply[];
  readonly close: () => Promise<void>;
}

/** Starts a server whose routes are one function. */
export async function startLocalServer(
  handle: (request: SeenRequest, origin: string) => Reply | undefined,
): Promise<LocalServer> {
  const requests: SeenRequest[] = [];
  const refusals: Reply[] = [];
  let origin = "";
  const server: Server = createServer(async (incoming, response) => {
    const seen = await readRequest(incoming);
    requests.push(seen);
    const reply = refusals.shift() ??
      handle(seen, origin) ?? { status: 404, body: { message: `Not Found: ${seen.method} ${seen.path}` } };
    response.writeHead(reply.status, { "Content-Type": "application/json; charset=utf-8", ...reply.headers });
    response.end(JSON.stringify(reply.body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    requests,
    refusals,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://127.0.0.1");
  return {
    method: incoming.method ?? "",
    path: pathname,
    query: searchParams,
    authorization: incoming.headers.authorization,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

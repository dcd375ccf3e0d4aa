import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessToken, TokenCredential } from "@azure/core-auth";
import { openCertificateAuthority } from "@retain/twin/identity/certificate-authority";
import { afterAll, beforeEach } from "vitest";
import type { Patience } from "../src/http/patience.ts";
import { openSynapse, type SynapseOptions } from "../src/synapse/open.ts";
import type { Workspace } from "../src/workspace.ts";

/** A request as the stub saw it. */
export interface Seen {
  readonly method: string;
  /** Path without the query, lower case. */
  readonly path: string;
  readonly apiVersion: string | null;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the stub answers; "cut" ends the connection without an answer. */
export type Reply =
  | "cut"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };

/** A dev endpoint whose every answer a test chooses. */
export interface Stub {
  readonly endpoint: string;
  readonly ca: string;
  readonly seen: Seen[];
  /** Answers in the place of the default, which is an empty list. */
  reply: (seen: Seen) => Reply | undefined | Promise<Reply | undefined>;
  open(options?: Partial<SynapseOptions>): Workspace;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Never waits long: tests must not. */
export const hasty: Partial<Patience> = { backoff: 0.01, longestBackoff: 0.02, throttle: 0.05, attempts: 4 };

export const credential: TokenCredential = {
  getToken: (): Promise<AccessToken> =>
    Promise.resolve({ token: "stub-token", expiresOnTimestamp: Date.now() + 3_600_000 }),
};

export async function startStub(): Promise<Stub> {
  const folder = mkdtempSync(join(tmpdir(), "retain-stub-"));
  const authority = await openCertificateAuthority(folder);
  const server = createServer(await authority.issue(), (request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stub: Stub = {
    endpoint,
    ca: authority.certificate,
    seen: [],
    reply: () => undefined,
    open: (options) =>
      openSynapse({
        endpoint,
        name: "stub",
        credential,
        ca: authority.certificate,
        userAgent: "retain-test/1",
        patience: hasty,
        ...options,
      }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true });
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? "/", endpoint);
    const seen: Seen = {
      method: request.method ?? "",
      path: decodeURIComponent(url.pathname).toLowerCase(),
      apiVersion: url.searchParams.get("api-version"),
      headers: request.headers,
      body: Buffer.concat(parts).toString("utf8"),
    };
    stub.seen.push(seen);
    const reply = (await stub.reply(seen)) ?? { status: 200, body: { value: [] } };
    if (reply === "cut") {
      request.socket.destroy();
      return;
    }
    const text =
      reply.body === undefined
        ? ""
        : typeof reply.body === "string"
          ? reply.body
          : JSON.stringify(reply.body);
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers }).end(text);
  }
  return stub;
}

/** A stub for the tests of one file, as new for each of them. */
export async function useStub(): Promise<Stub> {
  const stub = await startStub();
  beforeEach(() => {
    stub.seen.length = 0;
    stub.reply = () => undefined;
  });
  afterAll(() => stub[Symbol.asyncDispose]());
  return stub;
}

/** Answers requests in turn by a list, the last one for ever. */
export function inTurn(...replies: Reply[]): () => Reply {
  let at = 0;
  return () => replies[Math.min(at++, replies.length - 1)] as Reply;
}

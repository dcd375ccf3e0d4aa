import type { IncomingMessage } from "node:http";
import type { TwinRequest, TwinResponse } from "../http.ts";
import { refuse } from "./send-answer.ts";

/** What a request is read for. */
export interface Reading {
  /** What the paths of requests are below: `https://127.0.0.1:PORT`. */
  readonly base: string;
  /** Bytes of the largest request. */
  readonly largestBody: number;
  /**
   * Whether a host is meant here, as the request names it: a page whose name a foreign server points to this machine
   * would otherwise read what only the twin's own clients should.
   */
  isMeant(host: string): boolean;
}

/** The request, or why it is not read. */
export async function readRequest(
  { base, largestBody, isMeant }: Reading,
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
  const strange = [incoming.headers.host ?? "", url.host].find((host) => !isMeant(host));
  if (strange !== undefined) {
    const message = `The twin answers to ${base} here, not to ${strange || "a request without a host"}.`;
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

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

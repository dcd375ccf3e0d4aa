import type { IncomingHttpHeaders } from "node:http";

/** A JSON value as it travels on the wire. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

/** A number that a double does not hold, or writes differently: `JSON.stringify` writes its text as it is. */
interface ExactNumber {
  readonly rawJSON: string;
}

/** A JSON object as it travels on the wire. */
export type JsonObject = { readonly [key: string]: Json };

/** What a client asked, read whole. */
export interface TwinRequest {
  /** Upper case, as HTTP says it. */
  readonly method: string;
  /** Absolute, with the query as sent. */
  readonly url: URL;
  /** The path between its slashes, decoded, without empty parts. */
  readonly segments: readonly string[];
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a service answers. Text and bytes bring their own `Content-Type`; anything else is sent as JSON. */
export interface TwinResponse {
  readonly status: number;
  /** The words behind the status, in ASCII; those of HTTP when absent. */
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | string | Buffer;
}

/** Answers a request, or `undefined` when it does not know the route: the host then says 501. */
export type Handler = (request: TwinRequest) => Promise<TwinResponse | undefined>;

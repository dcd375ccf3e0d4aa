import { Readable } from "node:stream";
import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";

/** A request that was answered, whole. */
export interface HeardExchange {
  readonly method: string;
  readonly url: string;
  /** The body that was sent, where it was text. */
  readonly sent: string | undefined;
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** Listens to all that a client sends and is answered. */
export interface Listener {
  /** Told before a request goes out: it throws, and nothing is sent. */
  readonly asks: (method: string, url: string) => void;
  readonly heard: (exchange: HeardExchange) => void;
}

/** Tells a listener what passes through an SDK's pipeline. To stand last in it: it is told what travels. */
export function listenPolicy({ asks, heard }: Listener): PipelinePolicy {
  return {
    name: "listenPolicy",
    sendRequest: async (request, next) => {
      const { method, url, body } = request;
      asks(method, url);
      const response = await next(request);
      const text = await textOf(response);
      const sent = typeof body === "string" ? body : undefined;
      heard({
        method,
        url,
        sent,
        status: response.status,
        header: (name) => response.headers.get(name),
        text,
      });
      return response;
    },
  };
}

/** The body as text; one that is still on its way is read, and handed on as it came. */
async function textOf(response: PipelineResponse): Promise<string> {
  if (response.readableStreamBody === undefined) return response.bodyAsText ?? "";
  const parts: Buffer[] = [];
  for await (const part of response.readableStreamBody) parts.push(Buffer.from(part));
  const whole = Buffer.concat(parts);
  response.readableStreamBody = Readable.from(whole.length === 0 ? [] : [whole], { objectMode: false });
  return whole.toString("utf8");
}

import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Traffic } from "../workspace.ts";
import type { ChangeGuard } from "./change-guard.ts";

/** One HTTP request. */
export interface Call {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly url: string;
  readonly body?: string;
  readonly etag?: string | undefined;
  /** Cuts the request itself: only for reading. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer whole. */
export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** An answer whose body is still on its way when the status is 200. */
export interface StreamedAnswer extends Answer {
  readonly chunks: AsyncIterable<Uint8Array> | undefined;
}

/** What sends requests of ours: a pipeline with sign-in, user agent and proxy. */
export interface Client {
  readonly send: (request: PipelineRequest) => Promise<PipelineResponse>;
  readonly makeRequest: (call: Call, abortSignal: AbortSignal) => PipelineRequest;
}

/** The way to one instance of a service: its client, counted. */
export interface Transport {
  readonly send: (call: Call) => Promise<Answer>;
  readonly stream: <T>(call: Call, use: (answer: StreamedAnswer) => Promise<T>) => Promise<T>;
  readonly traffic: () => Traffic;
  readonly countRetry: () => void;
}

/** What a transport is made of. */
export interface TransportOptions {
  /** Makes the client, with the first request: loading what it needs takes a while. */
  readonly open: () => Promise<Client>;
  readonly guard?: ChangeGuard | undefined;
  /** Seconds without a byte after which a request is given up. */
  readonly silence: number;
}

/** The service stopped talking in the middle of a request. */
class SilentError extends Error {
  override readonly name = "SilentError";
  readonly code = "SILENT";
}

/** Makes the transport; the client is made with the first request. */
export function makeTransport(options: TransportOptions): Transport {
  const traffic = { requests: 0, retries: 0, throttled: 0, peakConcurrency: 0 };
  let underWay = 0;
  let client: Promise<Client> | undefined;

  const stream: Transport["stream"] = async (call, use) => {
    client ??= options.open();
    const { send, makeRequest } = await client;
    const watch = watchSilence(options.silence, call.signal);
    traffic.requests += 1;
    underWay += 1;
    traffic.peakConcurrency = Math.max(traffic.peakConcurrency, underWay);
    try {
      const response = await send(makeRequest(call, watch.signal));
      if (response.status === 429) traffic.throttled += 1;
      const body = response.readableStreamBody as AsyncIterable<Uint8Array> | undefined;
      return await use({
        status: response.status,
        header: (name) => response.headers.get(name),
        text: response.bodyAsText ?? "",
        chunks: body && watch.over(body),
      });
    } catch (error) {
      throw watch.expired() ? new SilentError(`no data for ${options.silence} s`, { cause: error }) : error;
    } finally {
      watch.end();
      underWay -= 1;
    }
  };

  return {
    stream,
    send: (call) =>
      stream(call, async (answer) => {
        const parts: Uint8Array[] = [];
        if (answer.chunks !== undefined) for await (const part of answer.chunks) parts.push(part);
        return answer.chunks === undefined
          ? answer
          : { ...answer, text: Buffer.concat(parts).toString("utf8") };
      }),
    traffic: () => ({ ...traffic }),
    countRetry: () => {
      traffic.retries += 1;
      options.guard?.doubt();
    },
  };
}

/** Ends a request that falls silent, or that the caller stops. */
function watchSilence(seconds: number, caller: AbortSignal | undefined) {
  const silence = new AbortController();
  const stop = () => silence.abort(caller?.reason);
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    silence.abort();
  }, seconds * 1000);
  if (caller?.aborted === true) stop();
  caller?.addEventListener("abort", stop, { once: true });
  return {
    signal: silence.signal,
    expired: () => expired,
    async *over(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
      // Leaving the loop destroys the stream; an abort must do the same while it waits.
      const cut = () =>
        (body as { destroy?: (error: Error) => void }).destroy?.(new Error("request abandoned"));
      silence.signal.addEventListener("abort", cut, { once: true });
      for await (const chunk of body) {
        timer.refresh();
        yield chunk;
      }
    },
    end: () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", stop);
    },
  };
}

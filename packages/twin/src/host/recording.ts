import { type Answering, cutConnection } from "./server.ts";

/** One request that a workspace was asked. */
export interface RecordedRequest {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** With the leading `?`, empty when there is none. */
  readonly query: string;
  /** What was answered; 0 while it is in progress and when the connection was cut. */
  readonly status: number;
  /** Arrival, ISO 8601. */
  readonly time: string;
}

/** The latest requests in the order of arrival, and how many there were in all. */
export interface Recording {
  readonly requests: RecordedRequest[];
  count(): number;
  /** Notes every request that passes. */
  around(answering: Answering): Answering;
}

const kept = 50_000;

/** Starts an empty record. It keeps the latest tens of thousands, so that a long life fills no memory. */
export function createRecording(): Recording {
  const requests: RecordedRequest[] = [];
  let count = 0;
  return {
    requests,
    count: () => count,
    around: (answering) => async (request) => {
      const record = {
        method: request.method,
        path: request.url.pathname,
        query: request.url.search,
        status: 0,
        time: new Date().toISOString(),
      };
      count += 1;
      if (requests.length >= kept) requests.splice(0, kept / 10);
      requests.push(record);
      try {
        const response = await answering(request);
        record.status = response === cutConnection ? 0 : (response?.status ?? 501);
        return response;
      } catch (error) {
        record.status = 500;
        throw error;
      }
    },
  };
}

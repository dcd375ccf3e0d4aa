import { setTimeout as wait } from "node:timers/promises";
import { type Answering, cutConnection } from "../host/server.ts";
import type { Handler, TwinRequest, TwinResponse } from "../http.ts";
import type { Fault, OperationFailure } from "./fault.ts";
import type { FaultBox } from "./faults.ts";

/** What stands behind the faults. */
export interface FaultyService {
  readonly handler: Handler;
  /** Answers a read from the state before the last write; absent where reads are never stale. */
  readonly stale?: Handler;
  /** Accepts a write whose operation is bound to fail; absent where there are no operations. */
  failing?(failure: OperationFailure): Handler;
  /** How it tells a client to slow down; as Synapse does when absent. */
  throttled?(seconds: number): TwinResponse;
  /** How it answers with a status that it was told, in its own shape of an error; as Synapse does when absent. */
  failed?(status: number): TwinResponse;
}

/** Puts the faults between the wire and a service. */
export function withFaults(faults: FaultBox, service: FaultyService): Answering {
  return async (request) => {
    const drawn = faults.draw(request);
    for (const fault of drawn) if (fault.kind === "latency") await wait(fault.ms);
    const last = drawn.at(-1);
    if (last === undefined || last.kind === "latency") return service.handler(request);
    return suffer(last, request, service, faults);
  };
}

async function suffer(
  fault: Exclude<Fault, { kind: "latency" }>,
  request: TwinRequest,
  service: FaultyService,
  { hold }: FaultBox,
): ReturnType<Answering> {
  switch (fault.kind) {
    case "throttle":
      return (service.throttled ?? throttled)(fault.seconds);
    case "status":
      return fault.body === undefined
        ? (service.failed ?? failed)(fault.status)
        : { status: fault.status, body: fault.body };
    case "lost-request":
      return cutConnection;
    case "lost-response":
      await service.handler(request);
      return cutConnection;
    case "failed-operation":
      return (service.failing?.(fault) ?? service.handler)(request);
    case "stale-read":
      return (service.stale ?? service.handler)(request);
    case "hold":
      if (fault.effect === "after") await service.handler(request);
      await hold();
      return cutConnection;
  }
}

function throttled(seconds: number): TwinResponse {
  const message = `The request was throttled because too many requests were sent to this workspace. Please retry after ${seconds} seconds.`;
  return { status: 429, body: { code: "TooManyRequests", message } };
}

function failed(status: number): TwinResponse {
  const message = `The twin was told to answer with status ${status}.`;
  return { status, body: { code: `Status${status}`, message } };
}

import { setTimeout as wait } from "node:timers/promises";
import { type Answering, cutConnection } from "../host/server.ts";
import type { Handler, TwinRequest, TwinResponse } from "../http.ts";

/** One way to misbehave. */
type Fault =
  /** The answer comes this many milliseconds later, and may meet another fault. */
  | { readonly kind: "latency"; readonly ms: number }
  /** 429 that says how long to wait in the text of its body only, as the service does. */
  | { readonly kind: "throttle"; readonly seconds: number }
  /** This status instead of an answer. The request has no effect. */
  | { readonly kind: "status"; readonly status: number; readonly body?: NonNullable<TwinResponse["body"]> }
  /** The connection is cut before the request takes effect. */
  | { readonly kind: "lost-request" }
  /** The request takes effect, then the connection is cut without an answer. */
  | { readonly kind: "lost-response" }
  /** A write is accepted, has no effect, and its operation ends as 200 with `status: Failed`. */
  | ({ readonly kind: "failed-operation" } & OperationFailure)
  /** A read answers with the state before the last write. */
  | { readonly kind: "stale-read" }
  /** The request stops before or after it takes effect; once the rules are cleared its connection is cut. */
  | { readonly kind: "hold"; readonly effect: "before" | "after" };

/** Why an operation fails. */
interface OperationFailure {
  readonly code: string;
  readonly message: string;
}

/** Which requests meet a fault. Absent conditions hold for every request. */
export interface FaultRule {
  /** HTTP method, or several, ignoring case. */
  readonly method?: string | readonly string[];
  /** Glob over the decoded path, ignoring case: `*` within a segment, `**` across segments. */
  readonly path?: string;
  /** Let this many matching requests pass first. */
  readonly skip?: number;
  /** Then hit this many and no more. */
  readonly times?: number;
  /** Between 0 and 1: hit this share of them, the same ones for the same `seed`. */
  readonly probability?: number;
  readonly seed?: number;
  readonly fault: Fault;
}

/** The faults of one workspace. Rules are tried in the order they were added; the first that hits wins. */
export interface Faults {
  /** Throws a `RangeError` for a probability outside 0 to 1. */
  add(rule: FaultRule): void;
  /** Takes all rules away, and lets go of the requests that are held. */
  clear(): void;
  /** Resolves when a request is held: the next one, or one that is held already. */
  untilHeld(): Promise<void>;
  /** The rules in force, spent ones included, in the order they were added. */
  rules(): readonly FaultRule[];
}

/** The rules in force, and what a request meets. */
export interface FaultBox extends Faults {
  draw(request: TwinRequest): readonly Fault[];
  /** Resolves when the rules are cleared. */
  hold(): Promise<void>;
}

/** Makes an empty set of rules. */
export function createFaults(): FaultBox {
  let armed: { readonly rule: FaultRule; readonly meet: (request: TwinRequest) => Fault | undefined }[] = [];
  const held: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  return {
    add: (rule) => void armed.push({ rule, meet: arm(rule) }),
    clear: () => {
      armed = [];
      for (const letGo of held.splice(0)) letGo();
    },
    hold: () =>
      new Promise((letGo) => {
        held.push(letGo);
        for (const tell of waiting.splice(0)) tell();
      }),
    untilHeld: () =>
      new Promise((tell) => {
        if (held.length > 0) tell();
        else waiting.push(tell);
      }),
    rules: () => armed.map(({ rule }) => rule),
    draw(request) {
      const faults: Fault[] = [];
      for (const { meet } of armed) {
        const fault = meet(request);
        if (fault) faults.push(fault);
        if (fault && fault.kind !== "latency") break;
      }
      return faults;
    },
  };
}

function arm(rule: FaultRule): (request: TwinRequest) => Fault | undefined {
  const { probability = 1, skip = 0, times = Number.POSITIVE_INFINITY } = rule;
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`the probability of a fault must lie between 0 and 1, not ${probability}`);
  }
  const random = seededRandom(rule.seed ?? 1);
  const path = rule.path === undefined ? undefined : globPattern(rule.path);
  const methods =
    rule.method === undefined ? undefined : [rule.method].flat().map((one) => one.toUpperCase());
  let seen = 0;
  let hits = 0;
  return (request) => {
    if (methods?.includes(request.method) === false) return undefined;
    if (path !== undefined && !path.test(`/${request.segments.join("/")}`)) return undefined;
    if (!concerns(rule.fault, request)) return undefined;
    seen += 1;
    if (seen <= skip || hits >= times || random() >= probability) return undefined;
    hits += 1;
    return rule.fault;
  };
}

/** A failed operation needs one to fail, a stale read something that is read. */
function concerns(fault: Fault, { method, segments }: TwinRequest): boolean {
  if (fault.kind === "stale-read") return method === "GET";
  if (fault.kind !== "failed-operation") return true;
  return method === "PUT" || method === "DELETE" || /^rename$/i.test(segments.at(-1) ?? "");
}

/** What stands behind the faults. */
export interface FaultyService {
  readonly handler: Handler;
  /** Answers a read from the state before the last write. */
  readonly stale: Handler;
  /** Accepts a write whose operation is bound to fail. */
  failing(failure: OperationFailure): Handler;
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
      return throttled(fault.seconds);
    case "status":
      return { status: fault.status, body: fault.body ?? statusBody(fault.status) };
    case "lost-request":
      return cutConnection;
    case "lost-response":
      await service.handler(request);
      return cutConnection;
    case "failed-operation":
      return service.failing(fault)(request);
    case "stale-read":
      return service.stale(request);
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

function statusBody(status: number): NonNullable<TwinResponse["body"]> {
  return { code: `Status${status}`, message: `The twin was told to answer with status ${status}.` };
}

function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
    );
  return new RegExp(`^${source.join("")}$`, "i");
}

/** A small generator (mulberry32): the same numbers for the same seed on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

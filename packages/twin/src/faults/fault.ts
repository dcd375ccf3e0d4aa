import type { TwinResponse } from "../http.ts";

/** One way to misbehave. */
export type Fault =
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
export interface OperationFailure {
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

/** What each fault does, in words: help and documentation show them. */
export const faultMeanings: Readonly<Record<Fault["kind"], string>> = {
  latency: "the answer is delayed by `ms`",
  throttle: "429, with the time to wait only in the text",
  status: "this status, with `body` if given; the request has no effect",
  "lost-request": "the connection is cut before the request takes effect",
  "lost-response": "the request takes effect, then the connection is cut",
  "failed-operation":
    "a write, delete or rename is accepted, has no effect, and ends as failed inside HTTP 200",
  "stale-read": "a read shows the state before the last write",
  hold: "the request stops `before` or `after` it takes effect, until the rules are cleared; then its connection is cut",
};

import type { JsonObject } from "../../http.ts";

/** A job as it is kept. */
export interface Job {
  readonly id: number;
  /** With what the server adds, without `run_as`. */
  readonly settings: JsonObject;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly creator: string;
  /** As whom it runs: read back by this name alone. */
  readonly runAs: string;
}

import type { Faults } from "./faults/faults.ts";
import type { RecordedRequest } from "./host/recording.ts";

/** What every instance of a service has while it is served in this process. */
export interface ServedBase {
  /** `https://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly faults: Faults;
  /** The latest requests, refused ones included. */
  readonly requests: readonly RecordedRequest[];
  /** How many requests there were since the start. */
  requestCount(): number;
}

/** An instance of a service that a twin serves in this process. */
export type Served<Status extends object = object, Face extends object = object> = ServedBase & Status & Face;

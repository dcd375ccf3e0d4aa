import type { Json } from "@retain/artifacts/words/json";

/** What a service did, as it may be shown to anybody: names of ours are `{run}…`, whatever tells who or where is a word in `<>`. */
export interface ConformanceRecord {
  readonly version: 1;
  /** By kind, the steps of its trial in their order. */
  readonly trials: Readonly<Record<string, readonly RecordedStep[]>>;
}

/** What came of one step. */
export interface RecordedStep {
  readonly title: string;
  /** `done`, or the reason why the client gave up. */
  readonly outcome: string;
  readonly exchanges: readonly RecordedExchange[];
}

/** One request and its answer. */
export interface RecordedExchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Those that clients read, by their name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The shape of the body; absent where there is none. */
  readonly body?: Json;
}

/** Something that the service did otherwise than is known. */
export interface Finding {
  readonly kind: string;
  readonly step: string;
  /** Absent where it is about the step as a whole. */
  readonly method?: string;
  readonly path?: string;
  /** `outcome`, `requests`, `status`, `header etag`, `body properties.type`. */
  readonly what: string;
  /** Absent: not at all. */
  readonly expected?: Json;
  readonly got?: Json;
}

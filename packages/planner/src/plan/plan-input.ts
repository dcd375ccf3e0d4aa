import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot, Target } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";
import type { RiskPolicy } from "@retain/artifacts/words/risk-policy";
import type { Tolerances } from "./desired-digests.ts";
import type { Published } from "./published.ts";

/** What is done where the repository and the workspace both moved: refuse, write ours, leave theirs. */
export type ConflictPolicy = "refuse" | "overwrite" | "keep-live";

/** All that a plan is made from. */
export interface PlanInput {
  /** Name and version of the program. */
  readonly tool: string;
  readonly environment: string;
  /** What the repository says, bound to the environment; no two of one name. */
  readonly desired: readonly Artifact[];
  readonly live: LiveSnapshot;
  /** Who says what is desired; `the repository` when absent. */
  readonly source?: string;
  /** What releases put there; absent where no state is kept: then nothing is deleted and nobody is said to have moved. */
  readonly published?: Published;
  /** Bodies that releases wrote, by `refKey`, for the two sides of a conflict; what is missing is not shown. */
  readonly publishedBodies?: ReadonlyMap<string, JsonObject>;
  /** Default: refuse. */
  readonly onConflict?: ConflictPolicy;
  /** By `refKey`: whose it is that another project's state owns in this workspace, or that of another environment. */
  readonly owned?: ReadonlyMap<string, string>;
  /** Delete what is live and unmanaged. */
  readonly pruneUnmanaged?: boolean;
  /** Why an artifact is never deleted, in one clause; undefined where it may be. Absent: all may be. */
  readonly protect?: ((ref: Ref) => string | undefined) | undefined;
  /** What the environment asks for before changes of a risk are made; nothing when absent. */
  readonly policy?: RiskPolicy;
  /** Every live service that `live` was read from; the workspace alone when absent. */
  readonly targets?: readonly Target[];
  /** Keys of triggers that ran before an apply that died stopped them. */
  readonly interruptedTriggers?: ReadonlySet<string>;
  /** True for what the plan may change. */
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  /** True for what it may create besides, where something that is selected needs it; nothing when absent. */
  readonly takes?: (ref: Ref, body: JsonObject) => boolean;
  readonly tolerances: Tolerances;
  /** What `desiredDigests` gave for `desired`; computed when absent. */
  readonly digests?: ReadonlyMap<string, string>;
  /** When the plan is made, for the next runs of triggers; absent: the plan does not say what it reaches. */
  readonly now?: Date;
}

/** Who says what is desired. */
export function sourceOf({ source }: PlanInput): string {
  return source ?? "the repository";
}

import type { Json, JsonObject } from "@retain/artifacts/json";
import type { Risk } from "@retain/artifacts/kind";

/** Version of the plan document; a reader refuses any other. */
export const planVersion = 1;

/** What is done to an artifact. */
export type Action = "create" | "update";

/** One line of a text difference: kept, taken away or added. */
export interface LineChange {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** One difference of a change, at the field where it lies. */
export interface FieldDifference {
  /** Property path; elements with names are addressed by them: `properties.activities["Load"].policy.retry`. */
  readonly path: string;
  /** Live value; absent when the live side has none. */
  readonly before?: Json;
  /** Desired value; absent when the desired side has none. */
  readonly after?: Json;
  /** Long text as a line difference with three lines of context, in the place of `before` and `after`. */
  readonly lines?: readonly LineChange[];
  readonly risk: Risk;
}

/** One step on one artifact. */
export interface Change {
  /** `kind/name`. */
  readonly ref: string;
  readonly action: Action;
  /** The gravest risk of its differences. */
  readonly risk: Risk;
  /** Why the change is there, in one clause. */
  readonly reason: string;
  /** Empty for a create. */
  readonly differences: readonly FieldDifference[];
  /** Changes of one wave depend on earlier waves only; counts from 1. */
  readonly wave: number;
  /** Refs of changes of this plan that must be done before. */
  readonly waitsFor: readonly string[];
  /** What will be written, in wire shape. */
  readonly body: JsonObject;
  /** Where the artifact was written: file, or `name@version file`. */
  readonly origin: string;
}

/** An artifact that is left alone, and why. */
export interface Untouched {
  readonly ref: string;
  readonly reason: string;
}

/** What a plan will cost. */
export interface Estimate {
  /** HTTP requests that apply will make, the reads at its start and end included. */
  readonly requests: number;
  /** Wall time in seconds. */
  readonly seconds: number;
  /** The longest chain of changes that wait for each other, in order. */
  readonly criticalPath: readonly string[];
}

/** Counts by what happens. */
interface Summary {
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly unmanaged: number;
  readonly protected: number;
}

/** An ordered list of changes, bound to the live state it was made for. */
export interface Plan {
  readonly version: typeof planVersion;
  /** `retain` and its version. */
  readonly tool: string;
  readonly environment: string;
  readonly workspace: string;
  readonly endpoint: string;
  readonly summary: Summary;
  /** By wave, then kind, then name: the order in which they are shown. */
  readonly changes: readonly Change[];
  /** Live and not in the repository: reported, never removed. */
  readonly unmanaged: readonly string[];
  /** In the repository or live, and belonging to the workspace itself. */
  readonly protected: readonly Untouched[];
  /** References to what neither the repository nor the workspace holds: `from` needs `to` at `path`. */
  readonly unresolved: readonly { readonly from: string; readonly to: string; readonly path: string }[];
  /** The live digest of every ref this plan decided about; null where the workspace had none. */
  readonly boundTo: { readonly [ref: string]: string | null };
  readonly estimate: Estimate;
}

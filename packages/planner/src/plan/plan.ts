import type { Origin } from "@retain/artifacts/words/artifact";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import type { DueWindows, Risk } from "@retain/artifacts/words/kind";
import type { Target } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";
import type { RiskPolicy } from "@retain/artifacts/words/risk-policy";

/** Version of the plan document; a reader refuses any other. */
export const planVersion = 4;

/** What is done: to an artifact, or to a trigger that runs. */
export type Action = "create" | "update" | "delete" | "stop" | "start";

/** Who moved since the last release: the repository, the workspace, or each of them. */
export type Side = "ours" | "theirs" | "both";

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
  /** The live id that `after` stands for is known after apply only: what it is of is made by the plan. Then `before` may be the same. */
  readonly knownAfterApply?: true;
  readonly risk: Risk;
}

/** One step on one artifact. */
export interface Change {
  /** `action ref`: no two changes of a plan have the same. */
  readonly id: string;
  readonly ref: Ref;
  readonly action: Action;
  /** The gravest risk of its differences; a delete is destructive. */
  readonly risk: Risk;
  /** Why the change is there, in one clause. */
  readonly reason: string;
  /** Who moved; absent where no release knows the artifact. */
  readonly side?: Side;
  /** Of a create that was not selected: the ref of what needs it. */
  readonly neededBy?: Ref;
  /** Of a create: the ref under which the same body was published. */
  readonly renamedFrom?: Ref;
  /** Of a delete: the ref under which its body lives on. */
  readonly renamedTo?: Ref;
  /** Of an update and of the create of a replacement; of any other create only ids that are known after apply. */
  readonly differences: readonly FieldDifference[];
  /** Changes of one wave depend on earlier waves only; counts from 1. */
  readonly wave: number;
  /** Ids of changes of this plan that must be done before. */
  readonly waitsFor: readonly string[];
  /** What will be written, in wire shape; creates and updates only. */
  readonly body?: JsonObject;
  /** Of a delete and a create of one ref: the two halves of a replacement, since a field cannot change once it is there. */
  readonly replaces?: true;
  /** Of a start: the old windows that a tumbling window trigger runs at once; absent where there are none. */
  readonly backfill?: Backfill;
  /** Of a start: the trigger ran when the plan was made, so it runs again whatever becomes of what it waits for. */
  readonly restores?: true;
  /** Where the artifact was written; absent when nobody wrote it. */
  readonly origin?: ChangeOrigin;
  /** What runs because of this artifact; absent when nothing does. */
  readonly reach?: Reach;
}

/** The file an artifact was written in, and the package that it came from. */
export type ChangeOrigin = Pick<Origin, "file" | "package">;

/** Windows of the past that a trigger runs as soon as it is started. */
export interface Backfill extends DueWindows {
  /** The trigger ran before, and nobody knows how many of them are done: they are not run again. */
  readonly atMost?: true;
}

/** The pipelines and triggers that a change reaches. */
export interface Reach {
  /** Refs of pipelines that run it, directly or through others, or that it starts; the artifact itself is not among them. */
  readonly pipelines: readonly Ref[];
  readonly triggers: readonly ReachedTrigger[];
}

/** A trigger that sets a changed artifact going, or is the one that changed. */
export interface ReachedTrigger {
  readonly ref: Ref;
  /** Whether it will run after the plan. */
  readonly started: boolean;
  /** The next time it fires, as an instant in UTC; absent for events, and where it never fires again. */
  readonly next?: string;
  /** The zone its recurrence is written in, by its IANA name; there where `next` is. */
  readonly timeZone?: string;
}

/** What one side did to an artifact since the last release. */
export interface Move {
  readonly what: "created" | "edited" | "deleted";
  /** From what was published to what this side has now; empty unless edited. */
  readonly differences: readonly FieldDifference[];
}

/** An artifact that both sides moved, each to something else. */
export interface Conflict {
  readonly ref: Ref;
  readonly ours: Move;
  readonly theirs: Move;
}

/** An artifact that is left alone, and why. */
export interface Untouched {
  readonly ref: Ref;
  readonly reason: string;
}

/** An artifact that another project's state owns, or that of another environment: never planned. */
export interface Owned {
  readonly ref: Ref;
  /** Whose it is: `project/environment`. */
  readonly by: string;
  /** The repository holds it as well: such a plan is not applied. */
  readonly declared?: true;
}

/** A reference that leads nowhere: `from` needs `to` at `path`. */
export interface Unresolved {
  readonly from: Ref;
  readonly to: Ref;
  readonly path: string;
  /** The repository holds it, and the selection leaves it out. */
  readonly leftOut?: true;
}

/** What was live under a ref when a plan was made. */
export interface Binding {
  readonly digest: string;
  /** Whether it ran; triggers only. */
  readonly started?: boolean;
}

/** A ref that a plan decided about, and what was live there: null where the workspace held nothing. */
export interface Bound {
  readonly ref: Ref;
  readonly found: Binding | null;
}

/** What a plan is bound to, by `refKey`. */
export type BoundTo = ReadonlyMap<string, Bound>;

/** What a plan will cost. */
export interface Estimate {
  /** HTTP requests that apply will make, the reads at its start and end included. */
  readonly requests: number;
  /** Wall time in seconds. */
  readonly seconds: number;
  /** What the longest chain of changes that wait for each other is about, in order. */
  readonly criticalPath: readonly Ref[];
}

/** Counts by what happens. */
interface Summary {
  readonly create: number;
  readonly update: number;
  /** Counted here alone, not as a create and a delete. */
  readonly rename: number;
  /** Counted here alone, not as a delete and a create. */
  readonly replace: number;
  readonly delete: number;
  readonly stop: number;
  readonly start: number;
  readonly unchanged: number;
  readonly unmanaged: number;
  readonly owned: number;
  readonly protected: number;
  readonly conflicts: number;
  readonly kept: number;
}

/** The counts of a plan that changes nothing. */
export const noChanges: Summary = {
  create: 0,
  update: 0,
  rename: 0,
  replace: 0,
  delete: 0,
  stop: 0,
  start: 0,
  unchanged: 0,
  unmanaged: 0,
  owned: 0,
  protected: 0,
  conflicts: 0,
  kept: 0,
};

/** An ordered list of changes, bound to the live state it was made for. */
export interface Plan {
  readonly version: typeof planVersion;
  /** `retain` and its version. */
  readonly tool: string;
  readonly environment: string;
  readonly workspace: string;
  readonly endpoint: string;
  /** Every live service it is bound to, the workspace first. */
  readonly targets: readonly Target[];
  /** What the environment asks for before changes of a risk are made. */
  readonly policy: RiskPolicy;
  /** Who says what is desired: `the repository`, or a release that is gone back to. */
  readonly source: string;
  /** The last release of the environment; null when there is none, or no state is kept. */
  readonly release: string | null;
  readonly summary: Summary;
  /** By wave, then kind, then name: the order in which they are shown. */
  readonly changes: readonly Change[];
  /** Both sides moved and nobody decided: a plan with conflicts is not applied. */
  readonly conflicts: readonly Conflict[];
  /** What differs and stays as it is live, because somebody said so or because something needs it. */
  readonly kept: readonly Untouched[];
  /** Live and not in the repository: reported, never removed unasked. */
  readonly unmanaged: readonly Ref[];
  /** Live or in the repository, and somebody else's. */
  readonly owned: readonly Owned[];
  /** In the repository or live, and belonging to the workspace itself. */
  readonly protected: readonly Untouched[];
  /** References to what the workspace does not hold and the plan does not make. */
  readonly unresolved: readonly Unresolved[];
  /** By `refKey`, what was live of everything that this plan decided about. */
  readonly boundTo: BoundTo;
  readonly estimate: Estimate;
}

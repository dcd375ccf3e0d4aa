import type { Position } from "@retain/artifacts/words/artifact";
import type { Risk } from "@retain/artifacts/words/kind";
import type { Ref } from "@retain/artifacts/words/ref";
import type { FieldDifference, Owned, Reach } from "../plan/plan.ts";

/** Version of the drift document. */
export const driftVersion = 1;

/** How the workspace moved away from what a release left there. */
export type DriftStatus =
  /** Its body is another one. */
  | "edited"
  /** It is gone. */
  | "vanished"
  /** A trigger runs that stood still, or the reverse. */
  | "trigger-state"
  /** It came from nobody we know: neither in a release nor in the repository. */
  | "unmanaged";

/** What the workspace now has, beside what the repository says. */
export type Standing =
  /** The repository says the same: it is ahead of the release. */
  | "equal"
  | "differs"
  /** The repository does not hold the artifact, and the workspace does. */
  | "absent";

/** One artifact that moved, in one way; a trigger that was edited and stopped is two of them. */
export interface DriftItem {
  readonly ref: Ref;
  readonly status: DriftStatus;
  /** The gravest risk of its differences; what vanished is destructive. */
  readonly risk: Risk;
  /** What happened, in one clause. */
  readonly reason: string;
  /** The release that wrote it last; null where none did, or none is known. */
  readonly release: string | null;
  readonly repository: Standing;
  /** The repository moved as well, to something else: a plan calls it a conflict. */
  readonly conflict?: true;
  /** From what was published to what is live; edited artifacts only. */
  readonly differences: readonly FieldDifference[];
  /** What it holds an id of that is none any more: made anew since, or gone. Absent where its ids are right. */
  readonly lostIds?: readonly Ref[];
  /** Whether it ran when the release ended, and whether it runs now; trigger states only. */
  readonly started?: { readonly published: boolean; readonly live: boolean };
  /** What runs because of it, as the workspace is now; absent when nothing does. */
  readonly reach?: Reach;
  /** Where the repository has it; absent where it does not. */
  readonly at?: Position;
  /** `name@version` of the package it comes from, when it comes from one. */
  readonly package?: string;
}

/** What the repository says since the last release, and the workspace does not have yet. */
export interface Pending {
  readonly ref: Ref;
  readonly what: "created" | "edited" | "deleted";
}

/** Counts: the items by status, and what is not among them. */
interface DriftSummary {
  readonly edited: number;
  readonly vanished: number;
  readonly triggerState: number;
  readonly unmanaged: number;
  /** Somebody else's: no drift. */
  readonly owned: number;
  readonly pending: number;
  /** Artifacts that are as the release left them. */
  readonly unchanged: number;
}

/** How a workspace differs from what was last published to it. */
export interface Drift {
  readonly version: typeof driftVersion;
  /** `retain` and its version. */
  readonly tool: string;
  readonly environment: string;
  readonly workspace: string;
  readonly endpoint: string;
  /** The instant at which the workspace was compared. */
  readonly made: string;
  /** The last release; null when there is none, or no state is kept. */
  readonly release: string | null;
  /** What the workspace was compared with: the repository where no release is known. */
  readonly against: "release" | "repository";
  readonly summary: DriftSummary;
  /** By kind, then name, then status. */
  readonly items: readonly DriftItem[];
  /** What another project's state owns in the workspace, or that of another environment: not looked at. */
  readonly owned: readonly Owned[];
  /** Not yet published: no drift. Empty where no release is known. */
  readonly pending: readonly Pending[];
}

import type { Kind, Ref } from "@retain/artifacts/words/ref";
import type { WorkspaceReach } from "../workspace-entry.ts";

/** What a trial works with. */
export interface Bench {
  /** How the service is reached: whatever a client made of this sends is heard, and recorded under the step. */
  readonly reach: WorkspaceReach;
  /** How the name of everything that it makes begins: letters, digits and `_`, and no other trial of any run has the same. */
  readonly prefix: string;
  /** Ends what waits; a step that begins after it is not begun. */
  readonly stop: AbortSignal;
  /**
   * Has it written down that this artifact may come to be. Until then nothing is sent that changes one of its name: the
   * run fails. Throws WorkspaceError.
   */
  readonly makes: (ref: Ref) => Promise<void>;
  /** One thing that is asked of the service. What a client says about a refusal is its outcome, and ends only the step. */
  readonly step: (title: string, work: () => Promise<unknown>) => Promise<void>;
}

/** Everything that is asked of a service about one kind. It may leave behind what it made: others take that away. */
export type Trial = (bench: Bench) => Promise<void>;

/** How one sees whether a service behaves as its client takes for granted. */
export interface Conformance {
  /** By kind: its trial, or why nothing is asked. */
  readonly trials: Readonly<Record<Kind, Trial | { readonly untried: string }>>;
  /** Takes away what a trial made, whatever state it was left in; nothing where it is not there. Throws WorkspaceError. */
  readonly clear: (reach: WorkspaceReach, ref: Ref) => Promise<void>;
}

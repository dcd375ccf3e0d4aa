import type { WorkspaceBlock } from "@retain/artifacts/words/workspace-block";
import type { Conformance } from "./conformance/trial.ts";
import type { Reach } from "./http/reach.ts";
import type { ServiceWords } from "./target.ts";
import type { Workspace } from "./workspace.ts";

/** How a workspace is reached, whichever service it is of. */
export interface WorkspaceReach extends Reach {
  readonly name: string;
  /** The part of it that is meant, where one holds several. */
  readonly part?: string | undefined;
  /** Token scope, where it is not the usual one of the service. */
  readonly scope?: string | undefined;
  /** Words that make what is missing, where they are not those of Azure. */
  readonly create?: string | undefined;
}

/** A workspace that this program can publish to: how the file of an environment names one, and its client. */
export interface WorkspaceEntry extends WorkspaceBlock {
  readonly words: ServiceWords;
  /** The usual scope of the tokens that one at an endpoint takes. */
  readonly scope: (endpoint: string) => string;
  /** Opens one. Sends nothing yet: what is wrong shows as WorkspaceError with the first request. */
  readonly open: (reach: WorkspaceReach) => Workspace;
  /** Loads what shows whether one behaves as its client, and its twin, take for granted. */
  readonly conformance: () => Promise<Conformance>;
}

/** The workspaces that a program can publish to, by the name that contracts of kinds give them. */
export interface WorkspaceRegistry {
  readonly [workspace: string]: WorkspaceEntry;
}

import type { Artifact } from "@retain/artifacts/words/artifact";
import type { TwinService } from "@retain/twin/twin-service";
import type { WorkspaceEntry } from "@retain/workspaces/workspace-entry";
import type { Finding } from "./doctor/checklist.ts";
import type { Permissions } from "./doctor/permissions.ts";
import type { OpenedEnvironment } from "./open-environment.ts";
import type { Target } from "./target.ts";

/** What a program is made of. A service is one line in each list of it, and nothing below knows its name. */
export interface Root {
  /** The services of the local twin, in the order in which its status shows them. */
  readonly twin: readonly TwinService[];
  /** Loads the rest, which `--help` must not pay for. */
  readonly load: () => Promise<Joined>;
}

/** What commands work with. */
export interface Joined {
  /** The workspaces that can be published to. The first one is what an environment is about. */
  readonly registry: Registry;
  /** What the doctor checks of services that are no workspaces. */
  readonly checks: readonly ServiceCheck[];
}

/** The workspaces that can be published to, by the name that contracts of kinds give them. */
interface Registry {
  readonly [workspace: string]: JoinedWorkspace;
}

/** A workspace that can be published to, and what one has to be allowed there. */
export interface JoinedWorkspace extends WorkspaceEntry {
  /** Absent where nothing is known of roles. */
  readonly permissions?: Permissions;
}

/** A check of the doctor, once the workspace of an environment is known and somebody is signed in. */
interface ServiceCheck {
  readonly name: string;
  readonly run: (
    artifacts: readonly Artifact[],
    place: OpenedEnvironment,
    target: Target,
  ) => Promise<Finding<true>>;
}

import type { TwinService } from "@retain/twin/twin-service";
import type { WorkspaceRegistry } from "@retain/workspaces/workspace-entry";

/** What a program is made of. A service is one line in each list of it, and nothing below knows its name. */
export interface Root {
  /** The services of the local twin, in the order in which its status shows them. */
  readonly twin: readonly TwinService[];
  /** Loads the rest, which `--help` must not pay for. */
  readonly load: () => Promise<Joined>;
}

/** What commands work with. */
interface Joined {
  /** The workspaces that can be published to. The first one is what an environment is about. */
  readonly workspaces: WorkspaceRegistry;
}

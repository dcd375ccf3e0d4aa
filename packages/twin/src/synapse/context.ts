import type { Operations } from "./operations.ts";
import type { SynapseRole } from "./roles.ts";
import type { ResolvedSettings } from "./settings.ts";
import type { ArtifactStore } from "./store.ts";

/** One workspace, as every route of its dev endpoint sees it. */
export interface SynapseContext {
  readonly workspace: string;
  readonly store: ArtifactStore;
  readonly operations: Operations;
  readonly settings: ResolvedSettings;
  /** When event subscriptions settle, by the trigger's name in lower case. Milliseconds since the epoch. */
  readonly subscriptionsUnderWay: Map<string, number>;
  /** The roles that whoever signs in has on the workspace. */
  readonly roles: { names: readonly SynapseRole[] };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

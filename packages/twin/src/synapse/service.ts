import type { Handler, JsonObject } from "../http.ts";
import type { TwinSettings } from "../settings.ts";
import type { ArtifactStore } from "../store.ts";

/** What the dev endpoint of one workspace needs. */
export interface SynapseOptions {
  readonly workspace: string;
  /** `https://127.0.0.1:PORT`: known once it listens. */
  readonly origin: () => string;
  readonly store: ArtifactStore;
  readonly settings: TwinSettings;
  /** Milliseconds since the epoch; `Date.now` when absent. */
  readonly now?: () => number;
}

/** An artifact as a `GET` shows it. */
export interface SnapshotArtifact {
  /** First path segment, e.g. `linkedservices`. */
  readonly kind: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** The dev endpoint of one workspace, to be called as a handler. */
export interface SynapseService extends Handler {
  /**
   * Stores an artifact (or a pool, integration runtime or private endpoint) at once, unchecked.
   * `kind` is its path segment. Throws a `RangeError` for an unknown kind.
   */
  seed(kind: string, name: string, body: JsonObject): void;
  /** Every artifact as of now. */
  snapshot(): readonly SnapshotArtifact[];
  /** Ends the operations under way: what was accepted must outlive a stop. */
  finish(): void;
}

/** The Synapse dev endpoint over `store`, which gets the workspace's defaults when it lacks them. */
export function createSynapseService(options: SynapseOptions): SynapseService {
  throw new Error(`not served yet: ${options.workspace}`);
}

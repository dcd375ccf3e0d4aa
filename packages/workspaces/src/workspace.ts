import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot, Target } from "@retain/artifacts/words/live";
import type { Kind, Ref } from "@retain/artifacts/words/ref";
import type { DigestRecords } from "./records/digest-records.ts";

/** How a workspace is read. */
export interface ReadOptions {
  /** Digest of a live body, comparable with the desired one. */
  readonly digest: (kind: Kind, body: JsonObject) => string;
  /** Digests items of lists, by the same `digest`, on another thread; absent: this one does. */
  readonly digests?: DigestRecords | undefined;
  /** True when somebody needs the body of this artifact; others are dropped page by page. */
  readonly keep: (ref: Ref, digest: string) => boolean;
  /**
   * Artifacts that somebody knows of: a workspace that cannot list all it holds looks for these. They may still be on
   * their way: nothing is asked of `keep` before they are known.
   */
  readonly named?: readonly Ref[] | Promise<readonly Ref[]>;
  /** Called after every page: artifacts read so far. */
  readonly onProgress?: (read: number) => void;
  /** Told what could not be read and does not matter: kinds that are only observed. */
  readonly onNote?: (note: Diagnostic) => void;
  readonly signal?: AbortSignal;
}

/** One artifact to write. */
export interface WriteRequest {
  readonly ref: Ref;
  readonly body: JsonObject;
  /** The live etag the write is based on; undefined for a create. Sent as If-Match where the API takes it. */
  readonly etag: string | undefined;
}

/** What a write came to. */
export interface WriteResult {
  /** The artifact as the service now shows it, where its answer held it. */
  readonly body?: JsonObject;
  readonly etag?: string;
  /** Wall time in seconds, waiting for the limiter not included. */
  readonly seconds: number;
}

/** One artifact to delete. */
export interface RemoveRequest {
  readonly ref: Ref;
  /** The live etag the delete is based on; undefined where the API has none: then nothing is compared. */
  readonly etag: string | undefined;
}

/** What a step that leaves nothing to show came to. */
export interface Done {
  /** Wall time in seconds, waiting for the limiter not included. */
  readonly seconds: number;
}

/** What was sent to a workspace so far. */
export interface Traffic {
  /** HTTP requests, retries included. */
  readonly requests: number;
  readonly retries: number;
  /** Answers 429. */
  readonly throttled: number;
  /** Most requests that were under way at once; of several workspaces, the most there can have been. */
  readonly peakConcurrency: number;
}

/** One live workspace. */
export interface Workspace {
  readonly name: string;
  readonly endpoint: string;
  /** Every live service it is made of. */
  readonly targets: readonly Target[];
  /** Reads all it holds; throws WorkspaceError. */
  readonly read: (options: ReadOptions) => Promise<LiveSnapshot>;
  /** One artifact whole, or undefined when there is none; throws WorkspaceError. */
  readonly get: (ref: Ref, digest: ReadOptions["digest"]) => Promise<LiveArtifact | undefined>;
  /** Creates or replaces one artifact and waits until the service is done; throws WorkspaceError. */
  readonly write: (request: WriteRequest, signal?: AbortSignal) => Promise<WriteResult>;
  /** Deletes one artifact and waits until the service is done; one that is not there counts as done. Throws WorkspaceError. */
  readonly remove: (request: RemoveRequest, signal?: AbortSignal) => Promise<Done>;
  /**
   * Lets what fires run, or stops it, and waits until it is so. Right from any state, so it may be repeated. The etag
   * may move: `get` tells the new one. Throws WorkspaceError. Absent where nothing runs by itself.
   */
  readonly setStarted?: (ref: Ref, started: boolean, signal?: AbortSignal) => Promise<Done>;
  /** Takes away what a write that died left beside its artifact; absent where none leaves anything. Throws WorkspaceError. */
  readonly tidy?: (ref: Ref) => Promise<void>;
  readonly traffic: () => Traffic;
}

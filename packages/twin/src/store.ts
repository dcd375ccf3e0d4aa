import type { JsonObject } from "./http.ts";

/** An artifact as the service holds it. */
export interface StoredArtifact {
  /** In the case it was created with. */
  readonly name: string;
  /** GUID-like, other after every write. */
  readonly etag: string;
  /** `properties` as JSON text. Kept as bytes: a list of thousands is answered without serialising any. */
  readonly properties: Buffer;
  /** What it needs, as `kind/name` in lower case. */
  readonly references: readonly string[];
  /** Top-level members of a read-only resource (location, tags, sku). */
  readonly members?: JsonObject;
  /** Event subscription of a trigger. Absent: never subscribed. */
  readonly subscription?: "Enabled" | "Disabled";
}

/** The artifacts of one workspace, in memory and on disk. Names are equal ignoring case. */
export interface ArtifactStore {
  /** `stale`: as before the last write to this artifact. */
  get(kind: string, name: string, stale?: boolean): StoredArtifact | undefined;
  /** By name. `stale`: as before the last write to this kind. */
  list(kind: string, stale?: boolean): readonly StoredArtifact[];
  /** Kinds that were ever written. */
  kinds(): readonly string[];
  put(kind: string, artifact: StoredArtifact): void;
  delete(kind: string, name: string): void;
  /** Puts `artifact` in the place of `name`, as one write. */
  rename(kind: string, name: string, artifact: StoredArtifact): void;
}

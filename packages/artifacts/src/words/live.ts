import type { ExactNumber, JsonObject } from "./json.ts";
import type { Kind, Ref } from "./ref.ts";

/** One live service that holds a part of an environment. */
export interface Target {
  /** Its name among workspaces, as contracts of kinds give it: `synapse`, `lake`. */
  readonly service: string;
  /** Of the workspace, or of the file system of the lake. */
  readonly name: string;
  /** Its origin, without a slash at the end. */
  readonly endpoint: string;
}

/** The id that a service gave an artifact, with its JSON type. */
export type LiveId = string | number | ExactNumber;

/** The live id of an artifact that a body holds. */
export interface HeldId {
  /** Whose id it is. */
  readonly of: Ref;
  readonly id: LiveId;
}

/** What a workspace holds under one ref. */
export interface LiveArtifact {
  readonly ref: Ref;
  /** Changes with every write; absent where the API has none. */
  readonly etag?: string;
  /** Digest of the canonical form of the live body (see `canonicalDigest`). */
  readonly digest: string;
  /** Whether it runs; triggers only. */
  readonly started?: boolean;
  /** The id that others refer to it by; absent where its kind has none. */
  readonly id?: LiveId;
  /** The ids of others that its body holds. Digest and body say whose they are instead: `liveIdText`. Absent where there are none. */
  readonly ids?: readonly HeldId[];
  /**
   * The raw wire record. Absent when the reader was told that nobody needs it
   * (the digest equals the desired one): a workspace of 10,000 artifacts
   * must not be held whole.
   */
  readonly body?: JsonObject;
}

/** All that a workspace held when it was read. */
export interface LiveSnapshot {
  /** Name of the workspace, as its endpoint spells it. */
  readonly workspace: string;
  readonly endpoint: string;
  /**
   * The kinds whose lists were read to their ends: what is not among `artifacts` is not there. A kind that the
   * workspace hides or cannot list is not among them, and nothing is known about it.
   */
  readonly listed: readonly Kind[];
  readonly artifacts: readonly LiveArtifact[];
}

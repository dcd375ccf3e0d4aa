import type { JsonObject } from "./json.ts";
import type { Path } from "./path.ts";
import type { Ref } from "./ref.ts";
import type { TextPlace } from "./text-place.ts";

/** A place in a source file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where an artifact was written. */
export interface Origin {
  /** The file as the user knows it: relative to the repository where possible. */
  readonly file: string;
  /** `name@version` of the package the artifact came from, when it came from one. */
  readonly package?: string;
  /** The line and column at which the artifact starts in its file, from 1. */
  readonly line: number;
  readonly column: number;
  /** The folder path shown in Synapse Studio is in the body; this is the folder on disk inside the source. */
  readonly folder?: string;
  /**
   * Finds the place in the source text of a path in the body (the deepest
   * part of it that was written down). Computed when asked for: only
   * problems need places. `inside` is a place in the text at that path, for
   * those whose sources hold the text as it is.
   */
  readonly locate?: (path: Path, inside?: TextPlace) => Position | undefined;
}

/** A body and the ref it goes by. */
export interface Named {
  readonly ref: Ref;
  /** The body in wire shape: `{ name, properties: { … } }`, exactly as written. */
  readonly body: JsonObject;
}

/** What the repository says: a ref, the wire body, and where it was written. */
export interface Artifact extends Named {
  readonly origin: Origin;
}

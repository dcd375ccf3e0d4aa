import type { Entry, FilesystemProperties } from "./entry.ts";

/** A path within a file system; the root is the empty path. */
export interface Place {
  readonly filesystem: string;
  readonly path: string;
}

/** One step of a write. What a write changes is said whole, so that it can be done again after a crash. */
export type Change =
  | { readonly op: "filesystem"; readonly name: string; readonly properties: FilesystemProperties }
  | { readonly op: "drop"; readonly name: string; readonly at: number }
  /** `temporary`: the file that becomes the content; absent, the content stays. */
  | { readonly op: "put"; readonly place: Place; readonly entry: Entry; readonly temporary?: string }
  | { readonly op: "remove"; readonly place: Place }
  /** Takes everything below along. */
  | { readonly op: "move"; readonly from: Place; readonly to: Place };

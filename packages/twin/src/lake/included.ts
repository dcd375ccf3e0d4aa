import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/** What a list may be asked to include. */
interface Includable {
  /** What the twin adds to each item. */
  readonly added: readonly string[];
  /** What an account of the twin has none of: asked for, it changes nothing. */
  readonly none: readonly string[];
}

/** Of blobs (List Blobs). Lists of blocks that were not committed, and rights, are what the twin does not add. */
export const ofBlobs: Includable = {
  added: ["metadata", "copy"],
  none: [
    "snapshots",
    "versions",
    "deleted",
    "deletedwithversions",
    "tags",
    "immutabilitypolicy",
    "legalhold",
  ],
};

/** Of containers (List Containers). */
export const ofContainers: Includable = { added: ["metadata"], none: ["deleted", "system"] };

/** The words of `include`. Throws a `LakeRefusal` for those that would leave out of the list what was asked for. */
export function included(request: LakeRequest, { added, none }: Includable): ReadonlySet<string> {
  const words = (request.query("include") ?? "").split(",").filter((word) => word !== "");
  const strange = words.find((word) => !added.includes(word) && !none.includes(word));
  if (strange !== undefined) {
    throw new LakeRefusal("UnsupportedQueryParameter", `The twin does not know include=${strange} here.`);
  }
  return new Set(words);
}

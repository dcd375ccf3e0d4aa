import { type AsLeft, holdsLostIds } from "./as-left.ts";
import type { Move, Side } from "./plan.ts";
import type { PublishedArtifact } from "./published.ts";

/** The digests of one artifact on the three sides; undefined where a side does not have it. */
export interface Sides {
  readonly desired: string | undefined;
  readonly live: string | undefined;
  readonly published: PublishedArtifact | undefined;
  /** What is live, where ids that it holds are no longer those of the artifacts that they were of. */
  readonly asLeft?: AsLeft | undefined;
  /** Who says what is desired: `the repository`. */
  readonly source: string;
}

/** What follows from the three sides of one artifact. */
export type Verdict =
  /** Desired and live are equal, or nobody has it. */
  | { readonly type: "same" }
  /** Live, and neither in the repository nor created by a release. */
  | { readonly type: "unmanaged" }
  | {
      readonly type: "change";
      readonly action: "create" | "update" | "delete";
      /** Absent where no release knows the artifact. */
      readonly side?: Side;
      readonly reason: string;
    }
  | { readonly type: "conflict"; readonly ours: Move["what"]; readonly theirs: Move["what"] };

/** Tells who moved since the last release, and what makes live equal to desired. */
export function judgeSides({ desired, live, published, source, asLeft }: Sides): Verdict {
  if (desired === live) return { type: "same" };
  // Whoever gave others new ids did not touch what holds the old ones.
  const shown = asLeft?.digest ?? live;
  if (desired === undefined) return judgeDropped(shown, published, source);
  const since = published && `since release ${published.release}`;
  if (live === undefined) {
    if (published === undefined) return change("create", undefined, "not in the workspace");
    if (desired !== published.digest) return { type: "conflict", ours: "edited", theirs: "deleted" };
    return change("create", "theirs", `deleted in the workspace ${since}`);
  }
  if (published === undefined) return change("update", undefined, "the workspace has something else");
  const ours = desired !== published.digest;
  const theirs = shown !== published.live;
  if (ours && theirs) return { type: "conflict", ours: "edited", theirs: "edited" };
  if (ours) return change("update", "ours", `changed in ${source} ${since}`);
  if (theirs) return change("update", "theirs", `edited in the workspace ${since}`);
  if (asLeft !== undefined) return change("update", undefined, holdsLostIds(asLeft.of, published.release));
  return change(
    "update",
    undefined,
    `the workspace returns something other than release ${published.release} wrote`,
  );
}

/** Only what a release created is deleted when the repository drops it. */
function judgeDropped(
  live: string | undefined,
  published: PublishedArtifact | undefined,
  source: string,
): Verdict {
  if (published?.created !== true) return { type: "unmanaged" };
  if (live !== published.live) return { type: "conflict", ours: "deleted", theirs: "edited" };
  return change("delete", "ours", `${source} no longer has what release ${published.release} wrote`);
}

function change(action: "create" | "update" | "delete", side: Side | undefined, reason: string): Verdict {
  return { type: "change", action, reason, ...(side === undefined ? {} : { side }) };
}

import type { HeldId } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";

/** What the last release that wrote an artifact put there. */
export interface PublishedArtifact {
  readonly ref: Ref;
  /** Digest of the canonical form of the body that was written: the base of what the repository says since. */
  readonly digest: string;
  /** Digest of what the workspace showed afterwards: the base of what others change. Differs where the service rewrites. */
  readonly live: string;
  /** True when a release created it: it may be deleted once the repository drops it. */
  readonly created: boolean;
  /** The release that wrote it last. */
  readonly release: string;
  /** Whether it ran when that release ended; triggers only. */
  readonly started?: boolean;
  /** The ids of others that the workspace showed in its body; absent where there were none. */
  readonly ids?: readonly HeldId[];
}

/** All that releases put into an environment and still own. */
export interface Published {
  /** The last release; null before the first. */
  readonly release: string | null;
  readonly artifacts: readonly PublishedArtifact[];
}

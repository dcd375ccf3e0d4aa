import type { TwinResponse } from "../http.ts";
import type { LakeRequest } from "./request.ts";
import type { LakeStore } from "./store.ts";

/** One account, as each of its operations sees it. */
export interface LakeContext {
  readonly account: string;
  readonly store: LakeStore;
  /** The most paths that one answer lists, deletes or changes. */
  readonly pageSize: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** An etag that was never given before. */
  readonly newEtag: () => string;
}

/** Answers one kind of request, or throws a `LakeRefusal`. */
export type Operation = (context: LakeContext, request: LakeRequest) => TwinResponse;

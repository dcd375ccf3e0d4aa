/** Keeps back changes that are no longer ours to make. */
export interface ChangeGuard {
  /**
   * Asked right before a request that changes something goes out, each time it is sent: resolves when it may, rejects
   * with WorkspaceError when it must not, as when the lock that lets us write is lost.
   */
  readonly mayChange: () => Promise<void>;
  /**
   * Asked, without a wait, as the bytes of such a request are handed to its connection: false where what `mayChange`
   * said holds no longer, or may not, as after a pause between the two. It is to be asked again.
   */
  readonly stillMay: () => boolean;
  /** Told that something will be sent again: time went by, in which the lock may have gone. */
  readonly doubt: () => void;
}

import type { LockHolder } from "./state.ts";

/**
 * The lock was taken, and then it showed that the state is not to be changed: an older retain is at work on it, or it
 * cannot be read or taken over. No problem of what was to be done, so it passes whoever tells those.
 */
export class UnsettledState extends Error {
  override readonly name = "UnsettledState";
  /** The other one that is at work; absent where the cause tells why. */
  readonly held: { readonly by: LockHolder | undefined } | undefined;

  constructor(why: { readonly heldBy: LockHolder | undefined } | { readonly cause: unknown }) {
    super("the state is not settled", "cause" in why ? { cause: why.cause } : {});
    this.held = "heldBy" in why ? { by: why.heldBy } : undefined;
  }
}

import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { Estate } from "../estate.ts";
import { stateProblem } from "../state/command-store.ts";
import type { Actor, Lock, LockHolder, StateStore } from "../state/state.ts";
import { refuse } from "../target.ts";

/** State that is locked for one command. */
export interface Locked {
  readonly store: StateStore;
  readonly lock: Lock;
  readonly actor: Actor;
}

/**
 * Runs a command while its environment is locked, so that no other one writes. Without state there is
 * nothing to lock, and nothing is handed over.
 */
export async function withLock<T>(
  context: CommandContext,
  { store, actor: whoWorks, environment }: Estate,
  command: string,
  work: (locked: Locked | undefined) => Promise<T>,
): Promise<T | Exit> {
  if (store === undefined) return work(undefined);
  let locked: Locked;
  try {
    const actor = await whoWorks();
    const taken = await store.lock({ by: actor, since: new Date().toISOString(), command });
    if ("heldBy" in taken) {
      refuse(context, [heldProblem(store, taken.heldBy, environment.name)]);
      return "locked";
    }
    locked = { store, lock: taken.lock, actor };
  } catch (error) {
    refuse(context, [stateProblem(error, environment)]);
    return "unreachable";
  }
  try {
    return await work(locked);
  } finally {
    // A lease that cannot be given back ends by itself.
    await locked.lock.release().catch(() => undefined);
  }
}

function heldProblem({ place }: StateStore, holder: LockHolder | undefined, environment: string): Diagnostic {
  const who =
    holder === undefined
      ? "somebody"
      : `${holder.by.name} on ${holder.by.host}, since ${holder.since}, for \`${holder.command}\``;
  return {
    severity: "error",
    code: "locked",
    message: `'${environment}' is locked: ${who}`,
    why: `the lock lies at ${place}; it ends by itself within a minute after its holder died`,
    advice: "wait and run the command again, or take the lock away with `retain unlock`",
  };
}

import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { Estate } from "../estate.ts";
import { holderWords, type StateOwner } from "../render/holder-words.ts";
import { stateProblem } from "../state/command-store.ts";
import type { Actor, Lock, LockHolder, StateStore } from "../state/state.ts";
import { UnsettledState } from "../state/unsettled-state.ts";
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
  { store, actor: whoWorks, environment, project }: Estate,
  command: string,
  work: (locked: Locked | undefined) => Promise<T>,
): Promise<T | Exit> {
  if (store === undefined) return work(undefined);
  let locked: Locked;
  try {
    // Workspace and lake are signed in to at once.
    const signingIn = whoWorks();
    const holder = signingIn.then((by) => ({ by, since: new Date().toISOString(), command }));
    const taken = await store.lock(holder).catch(async (error) => {
      await signingIn;
      throw error;
    });
    if ("heldBy" in taken) {
      refuse(context, [
        heldProblem(store, taken.heldBy, { project: project.name, environment: environment.name }),
      ]);
      return "locked";
    }
    const { lock } = taken;
    const actor = await signingIn.catch(async (error) => {
      await lock.release().catch(() => undefined);
      throw error;
    });
    locked = { store, lock, actor };
  } catch (error) {
    refuse(context, [stateProblem(error, environment)]);
    return "unreachable";
  }
  const { lock } = locked;
  const unheard = giveBackWhenEnded(lock);
  try {
    return await work(locked);
  } catch (error) {
    if (!(error instanceof UnsettledState)) throw error;
    const own = { project: project.name, environment: environment.name };
    refuse(context, [
      error.held === undefined
        ? stateProblem(error.cause, environment)
        : heldProblem(store, error.held.by, own),
    ]);
    return error.held === undefined ? "unreachable" : "locked";
  } finally {
    unheard();
    // A lease that cannot be given back ends by itself.
    await lock.release().catch(() => undefined);
  }
}

/**
 * A process that is told to end while it reads or asks gives the lock back first: the next one must not wait
 * for its lease to end. While changes are made those who make them hear the signal, and end in their own way.
 */
function giveBackWhenEnded(lock: Lock): () => void {
  const end = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 0) return;
    const leave = () => process.kill(process.pid, signal);
    void lock.release().then(leave, leave);
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

function heldProblem({ lockPlace }: StateStore, holder: LockHolder | undefined, own: StateOwner): Diagnostic {
  const who = holder === undefined ? "somebody" : holderWords(holder, own);
  return {
    severity: "error",
    code: "locked",
    message: `'${own.environment}' is locked: ${who}`,
    why: `the lock lies at ${lockPlace}; it ends by itself within a minute after its holder died`,
    advice: "wait and run the command again, or take the lock away with `retain unlock`",
  };
}

import type { Actor, Lock, LockHolder, StateStore } from "@retain/state/state";
import { UnsettledState } from "@retain/state/unsettled-state";
import type { Estate } from "../estate.ts";
import { Refusal, refusal } from "../refusal.ts";
import { holderWords, type StateOwner } from "../render/holder-words.ts";
import { stateProblem } from "../state-problem.ts";

/** State that is locked for one command. */
export interface Locked {
  readonly store: StateStore;
  readonly lock: Lock;
  readonly actor: Actor;
}

/**
 * Runs a command while its environment is locked, so that no other one writes. Without state there is
 * nothing to lock, and nothing is handed over. Throws a Refusal.
 */
export async function withLock<T>(
  estate: Estate,
  command: string,
  work: (locked: Locked | undefined) => Promise<T>,
): Promise<T> {
  const { store } = estate;
  return store === undefined ? work(undefined) : underLock({ ...estate, store }, command, work);
}

/** Runs a command while its environment, which keeps state, is locked. Throws a Refusal. */
export async function underLock<T>(
  { store, actor: whoWorks, environment, project }: Estate & { readonly store: StateStore },
  command: string,
  work: (locked: Locked) => Promise<T>,
): Promise<T> {
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
      throw held(store, taken.heldBy, { project: project.name, environment: environment.name });
    }
    const { lock } = taken;
    const actor = await signingIn.catch(async (error) => {
      await lock.release().catch(() => undefined);
      throw error;
    });
    locked = { store, lock, actor };
  } catch (error) {
    throw new Refusal("unreachable", [stateProblem(error, environment)]);
  }
  const { lock } = locked;
  const unheard = giveBackWhenEnded(lock);
  try {
    return await work(locked);
  } catch (error) {
    if (!(error instanceof UnsettledState)) throw error;
    const own = { project: project.name, environment: environment.name };
    if (error.held !== undefined) throw held(store, error.held.by, own);
    throw new Refusal("unreachable", [stateProblem(error.cause, environment)]);
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

function held({ lockPlace }: StateStore, holder: LockHolder | undefined, own: StateOwner): Refusal {
  const who = holder === undefined ? "somebody" : holderWords(holder, own);
  return refusal("locked", {
    code: "locked",
    message: `'${own.environment}' is locked: ${who}`,
    why: `the lock is ${lockPlace}; it expires within a minute after its holder dies`,
    advice: "wait and run the command again, or remove the lock with `retain unlock`",
  });
}

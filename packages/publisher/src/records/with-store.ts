import type { StateStore } from "@retain/state/state";
import type { Exit } from "../cli/exit-codes.ts";
import { type OpenedEnvironment, openSessionEnvironment } from "../open-environment.ts";
import { openState } from "../open-state.ts";
import type { Session } from "../session.ts";
import { neededState, stateRefusal } from "../state-problem.ts";

/** Runs what reads nothing but the state of an environment. Throws a Refusal. */
export async function withStore(
  session: Session,
  work: (store: StateStore, opened: OpenedEnvironment) => Promise<Exit>,
): Promise<Exit> {
  const opened = await openSessionEnvironment(session);
  const { environment, project } = opened;
  const store = neededState(await openState(project, environment, session), environment);
  try {
    return await work(store, opened);
  } catch (error) {
    throw stateRefusal(error, environment);
  }
}

import type { CommandContext } from "../cli/command.ts";
import { openEnvironmentLake } from "../lake.ts";
import { openState } from "../state/open-state.ts";
import { openSynapseTarget } from "../target.ts";
import { type Check, openChecklist } from "./checklist.ts";
import { checkInfrastructure } from "./infrastructure-checks.ts";
import { checkFilesystem, checkLock, checkProbe, checkState } from "./lake-checks.ts";
import {
  checkEnvironment,
  checkProgram,
  checkRepository,
  firstOf,
  type OpenedEnvironment,
} from "./local-checks.ts";
import { checkSecrets } from "./vault-checks.ts";
import { checkClock, checkEndpoint, checkReading, checkSignIn, checkWriting } from "./workspace-checks.ts";

/** What was examined. */
export interface Examination {
  readonly place: OpenedEnvironment | undefined;
  readonly checks: readonly Check[];
}

/** Checks everything that publishing needs, in the order in which it needs it; `report` is told of each as it ends. */
export async function examine(
  context: CommandContext<{ readonly env?: string }>,
  report: (check: Check) => void,
): Promise<Examination> {
  const { check, checks } = openChecklist(report);
  const step = <T>(name: string, work: Parameters<typeof check<T>>[1], otherwise?: string) => {
    context.terminal.progress(`checking ${name}`);
    return check<T>(name, work, otherwise);
  };
  await step("program", () => checkProgram());
  const place = await step("environment", () => checkEnvironment(context));
  const judged = await step("repository", place && (() => checkRepository(context)));

  const target = place && (await openSynapseTarget(place.environment, place.project.root, context));
  const synapse = target !== undefined && "problems" in target ? undefined : target;
  const reached = await step(
    "endpoint",
    target && (() => ("problems" in target ? firstOf(target.problems) : checkEndpoint(target))),
  );
  await step("clock", reached && (() => checkClock(reached)));
  const actor = await step("sign-in", synapse && reached && (() => checkSignIn(synapse)));
  const reads = await step("reading", synapse && actor && (() => checkReading(synapse)));
  await step("references", judged && reads && (() => checkInfrastructure(judged.loaded.artifacts, reads)));
  await step(
    "secrets",
    place && judged && synapse && actor && (() => checkSecrets(judged.loaded.artifacts, place, synapse)),
  );
  const triggers = judged?.loaded.artifacts.some(({ ref }) => ref.kind === "trigger") === true;
  await step(
    "writing",
    synapse && reads && actor?.id !== undefined ? () => checkWriting(synapse, actor, triggers) : undefined,
    reads && "the token does not tell who is signed in, so Synapse cannot be asked",
  );
  await examineLake(context, place, actor !== undefined, step);
  return { place, checks };
}

/** Lake, lock and state; a lake that is not named is no fault. */
async function examineLake(
  context: CommandContext<{ readonly env?: string }>,
  place: OpenedEnvironment | undefined,
  isSignedIn: boolean,
  step: ReturnType<typeof openChecklist>["check"],
): Promise<void> {
  const named = place?.environment.lake;
  const none = place !== undefined && named === undefined ? "the environment names no lake" : undefined;
  const opened = place && (await openEnvironmentLake(place.environment, place.project.root, context));
  const state = place && (await openState(place.project, place.environment, context));
  const lake = opened !== undefined && "lake" in opened ? opened.lake : undefined;
  const store = state !== undefined && "store" in state ? state.store : undefined;
  const found = await step(
    "lake",
    opened === undefined || !isSignedIn
      ? undefined
      : () => ("problems" in opened ? firstOf(opened.problems) : checkFilesystem(opened.lake)),
    none,
  );
  const writes = await step(
    "lake writing",
    lake && named && found && (() => checkProbe(lake, named.state)),
    none,
  );
  const holder = await step(
    "lock",
    store &&
      writes &&
      (() =>
        checkLock(store, { project: place?.project.name ?? "", environment: place?.environment.name ?? "" })),
    none,
  );
  await step("state", store && holder !== undefined ? () => checkState(store, holder) : undefined, none);
}

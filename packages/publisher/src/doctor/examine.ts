import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Actor } from "@retain/state/state";
import { openStateLake } from "../lake.ts";
import type { OpenedEnvironment } from "../open-environment.ts";
import { openState } from "../open-state.ts";
import { entryOf } from "../reach-workspace.ts";
import { Refusal } from "../refusal.ts";
import type { Session } from "../session.ts";
import { openOne } from "../target.ts";
import { type Check, openChecklist } from "./checklist.ts";
import { checkInfrastructure } from "./infrastructure-checks.ts";
import { checkFilesystem, checkLock, checkProbe, checkState } from "./lake-checks.ts";
import { checkEnvironment, checkProgram, checkRepository } from "./local-checks.ts";
import { checkClock, checkEndpoint, checkReading, checkSignIn } from "./workspace-checks.ts";

/** What was examined. */
export interface Examination {
  readonly place: OpenedEnvironment | undefined;
  readonly checks: readonly Check[];
}

/** Checks everything that publishing needs, in the order in which it needs it; `report` is told of each as it ends. */
export async function examine(session: Session, report: (check: Check) => void): Promise<Examination> {
  const { check, checks } = openChecklist(report);
  const step = <T>(name: string, work: Parameters<typeof check<T>>[1], otherwise?: string) => {
    session.progress(`checking ${name}`);
    return check<T>(name, work, otherwise);
  };
  await step("program", () => checkProgram());
  const place = await step("environment", () => checkEnvironment(session));
  const judged = await step("repository", place && (() => checkRepository(session)));

  const target =
    place && (await tried(openOne(mainName(place), place.environment, place.project.root, session)));
  const main = openedOf(target);
  const reached = await step("endpoint", target && (() => checkEndpoint(needed(target))));
  await step("clock", reached && (() => checkClock(reached)));
  const actor = await step("sign-in", main && reached && (() => checkSignIn(main)));
  const reads = await step("reading", main && actor && (() => checkReading(main)));
  await step("references", judged && reads && (() => checkInfrastructure(judged.loaded.artifacts, reads)));
  for (const { name, run } of session.checks) {
    await step(name, place && judged && main && actor && (() => run(judged.loaded.artifacts, place, main)));
  }
  const checkAccess = place && entryOf(mainName(place), session).permissions?.check;
  await step(
    "writing",
    checkAccess && judged && main && reads && actor?.id !== undefined
      ? () => checkAccess(main, actor, judged.loaded.artifacts)
      : undefined,
    reads && "the token does not say who is signed in, so permissions cannot be checked",
  );
  if (place) await examineOthers(session, place, { actor, artifacts: judged?.loaded.artifacts }, step);
  await examineLake(session, place, actor !== undefined, step);
  return { place, checks };
}

/** Lake, lock and state; a lake that is not named is no fault. */
async function examineLake(
  session: Session,
  place: OpenedEnvironment | undefined,
  isSignedIn: boolean,
  step: ReturnType<typeof openChecklist>["check"],
): Promise<void> {
  const named = place?.environment.state;
  const none = place !== undefined && named === undefined ? "the environment names no lake" : undefined;
  const opened = place && (await tried(openStateLake(place.environment, place.project.root, session)));
  const lake = openedOf(opened);
  const store = openedOf(place && (await tried(openState(place.project, place.environment, session))));
  const found = await step(
    "lake",
    opened === undefined || !isSignedIn ? undefined : () => checkFilesystem(needed(opened)),
    none,
  );
  const writes = await step(
    "lake writing",
    lake && named && found && (() => checkProbe(lake, named.folder)),
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

/** The name of the workspace that an environment is about. */
function mainName({ environment }: OpenedEnvironment): string {
  return Object.keys(environment.places)[0] ?? "";
}

/** The workspaces of an environment beside the one it is about, and the one that keeps its state. */
async function examineOthers(
  session: Session,
  place: OpenedEnvironment,
  {
    actor,
    artifacts,
  }: { readonly actor: Actor | undefined; readonly artifacts: readonly Artifact[] | undefined },
  step: ReturnType<typeof openChecklist>["check"],
): Promise<void> {
  const { project, environment } = place;
  const told = [mainName(place), environment.state?.workspace];
  for (const name of Object.keys(environment.places).filter((one) => !told.includes(one))) {
    const target = await tried(openOne(name, environment, project.root, session));
    const { noun, permissions } = entryOf(name, session);
    const reached = await step(noun, () => checkEndpoint(needed(target)));
    const reads = await step(`${noun} reading`, reached && actor && (() => checkReading(needed(target))));
    const check = permissions?.check;
    if (check === undefined) continue;
    await step(
      `${noun} writing`,
      reads && artifacts && actor?.id !== undefined
        ? () => check(needed(target), actor, artifacts)
        : undefined,
      reads && "the token does not say who is signed in, so permissions cannot be checked",
    );
  }
}

/** What was opened, or the Refusal why not: it is told by the check that is about it. */
async function tried<T>(opening: Promise<T>): Promise<T | Refusal> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function openedOf<T>(opened: T | Refusal): T | undefined {
  return opened instanceof Refusal ? undefined : opened;
}

function needed<T>(opened: T | Refusal): T {
  if (opened instanceof Refusal) throw opened;
  return opened;
}

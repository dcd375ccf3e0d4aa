import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { ConflictPolicy } from "@retain/planner/plan/plan-input";
import { type Loaded, noEnvironment } from "@retain/project/load-desired";
import type { MoveOptions, SelectionOptions } from "./cli/options.ts";
import { type Estate, openEstate } from "./estate.ts";
import { type Judged, judgeLoaded, load } from "./judge.ts";
import { type EstatePlan, type PlanRequest, planEstate, readSides, type Sides } from "./plan-estate.ts";
import { cachePlace } from "./read-cache/place.ts";
import { Refusal } from "./refusal.ts";
import { count } from "./render/marks.ts";
import { type SecondThread, secondThread } from "./second-thread/second-thread.ts";
import { type MadeSelection, makeSelection } from "./selection.ts";
import type { Session, Watcher } from "./session.ts";
import { readingRefusal } from "./target.ts";

/** What the words of a command line name. Throws a Refusal where they are wrong. */
export function readSelection({ only, onlyExactly, except = [] }: SelectionOptions): MadeSelection {
  const made = makeSelection({ only: only ?? onlyExactly ?? [], except, exactly: onlyExactly !== undefined });
  if (made.diagnostics.length > 0) throw new Refusal("usage", made.diagnostics);
  return made;
}

/** The repository and an environment of it, ready to be compared. */
export interface Prepared {
  readonly judged: Judged;
  readonly desired: readonly Artifact[];
  readonly estate: Estate;
  readonly selection: MadeSelection;
  /** What was read ahead; rejects with what went wrong. */
  readonly sides?: Promise<Sides>;
}

/** How a command is prepared. */
interface PrepareOptions {
  /**
   * The workspace is read while the repository is still being validated: only for who takes no lock before. What
   * was begun is given up where the repository is refused.
   */
  readonly readsAhead?: boolean;
}

/** Loads, validates and opens. Nothing was changed yet, and nothing sent unless it reads ahead. Throws a Refusal. */
export async function prepare(
  session: Session,
  options: SelectionOptions,
  { readsAhead = false }: PrepareOptions = {},
): Promise<Prepared> {
  const selection = readSelection(options);
  session.progress("reading the repository");
  const thread = secondThread(cachePlace(session.cwd));
  const loaded = await load(session, { readBodies: thread.readBodies, digested: true });
  const { project, environment, artifacts } = loaded;
  const begun = readsAhead ? beginReading(loaded, session, thread) : undefined;
  const judged = await judgeLoaded(loaded, "if-refused");
  if (judged.hasErrors || !project || !environment) {
    begun?.giveUp();
    const unnamed = project && !judged.hasErrors ? [noEnvironment(project)] : [];
    throw new Refusal("invalid", [...judged.diagnostics, ...unnamed]);
  }
  warn(session, judged.diagnostics);
  const estate = await (begun?.estate ?? openEstate({ project, environment }, session, { thread }));
  return { judged, desired: artifacts, estate, selection, ...(begun && { sides: begun.sides }) };
}

/** Opens and reads the environment of a repository that shows no error yet; nothing of it is thrown or told here. */
function beginReading(loaded: Loaded, session: Session, thread: SecondThread) {
  const { project, environment, artifacts, diagnostics } = loaded;
  if (!project || !environment || diagnostics.some(({ severity }) => severity === "error")) return undefined;
  const stop = new AbortController();
  const estate = openEstate({ project, environment }, session, { thread, stop: stop.signal });
  estate.catch(() => undefined);
  const sides = estate.then((opened) => readSides(opened, artifacts, session, stop.signal));
  sides.catch(() => undefined);
  return { estate, sides, giveUp: () => stop.abort() };
}

/** What the options say of conflicts. */
export function readConflictPolicy({ overwrite, keepLive }: MoveOptions): ConflictPolicy {
  if (overwrite === true) return "overwrite";
  return keepLive === true ? "keep-live" : "refuse";
}

/** Reads the environment and plans as the options of the command say. Throws a Refusal. */
export async function makeLivePlan(
  { estate, desired, selection, sides }: Prepared,
  options: MoveOptions & { readonly pruneUnmanaged?: true },
  watcher: Watcher,
): Promise<EstatePlan> {
  const onConflict = readConflictPolicy(options);
  const pruneUnmanaged = options.pruneUnmanaged === true;
  try {
    const { selects, takes } = selection;
    const request: PlanRequest = { desired, selects, ...(takes && { takes }), onConflict, pruneUnmanaged };
    const made = await planEstate(estate, request, watcher, await sides);
    await estate.thread.remember();
    const known = [...desired, ...(made.recovered?.published.artifacts ?? []), ...made.live.artifacts];
    const idle = selection.idle(known);
    if (idle.length > 0) throw new Refusal("usage", idle);
    return made;
  } catch (error) {
    throw readingRefusal(error, estate.environment);
  }
}

/** Warnings do not stop a plan: they are counted here and shown by `validate`. */
function warn({ note }: Watcher, diagnostics: readonly Diagnostic[]): void {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  if (warnings > 0) note(`${count(warnings, "warning")}: see \`retain validate\``);
}

import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { ConflictPolicy } from "@retain/planner/plan/plan-input";
import { type Loaded, noEnvironment } from "@retain/project/load-desired";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import type { MoveOptions, SelectionOptions } from "./cli/options.ts";
import { type Estate, openEstate } from "./estate.ts";
import { type Judged, judgeLoaded, load } from "./judge.ts";
import { type EstatePlan, type PlanRequest, planEstate, readSides, type Sides } from "./plan-estate.ts";
import { cachePlace } from "./read-cache/place.ts";
import { count } from "./render/marks.ts";
import { type SecondThread, secondThread } from "./second-thread/second-thread.ts";
import { type MadeSelection, makeSelection } from "./selection.ts";
import { readingProblem, refuse } from "./target.ts";

/** What the words of a command line name, or how the command ends because they are wrong. */
export function readSelection(
  context: CommandContext<SelectionOptions>,
): MadeSelection | { readonly exit: Exit } {
  const { only, onlyExactly, except = [] } = context.options;
  const made = makeSelection({ only: only ?? onlyExactly ?? [], except, exactly: onlyExactly !== undefined });
  if (made.diagnostics.length === 0) return made;
  refuse(context, made.diagnostics);
  return { exit: "usage" };
}

/** The arguments of a command as what `--only` is given. */
export function withPatterns<Options extends object>(
  context: CommandContext<Options>,
): CommandContext<Options & Pick<SelectionOptions, "only">> {
  return { ...context, options: { ...context.options, only: context.args } };
}

/** The repository and an environment of it, ready to be compared. */
export interface Prepared {
  readonly judged: Judged;
  readonly desired: readonly Artifact[];
  readonly estate: Estate;
  readonly selection: MadeSelection;
  /** What was read ahead; rejects with what went wrong. */
  readonly sides?: Promise<Sides | undefined>;
}

/** How a command is prepared. */
interface PrepareOptions {
  /**
   * The workspace is read while the repository is still being validated: only for who takes no lock before. What
   * was begun is given up where the repository is refused.
   */
  readonly readsAhead?: boolean;
}

/**
 * Loads, validates and opens; every problem is shown before the exit is returned. Nothing was changed yet, and
 * nothing sent unless it reads ahead.
 */
export async function prepare(
  context: CommandContext<SelectionOptions & { readonly env?: string }>,
  { readsAhead = false }: PrepareOptions = {},
): Promise<Prepared | { readonly exit: Exit }> {
  const selection = readSelection(context);
  if ("exit" in selection) return selection;
  context.terminal.progress("reading the repository");
  const thread = secondThread(cachePlace(context.cwd));
  const loaded = await load(context, { readBodies: thread.readBodies, digested: true });
  const { project, environment, artifacts } = loaded;
  const begun = readsAhead ? beginReading(loaded, context, thread) : undefined;
  const judged = await judgeLoaded(loaded, "if-refused");
  if (judged.hasErrors || !project || !environment) {
    begun?.giveUp();
    const unnamed = project && !judged.hasErrors ? [noEnvironment(project)] : [];
    refuse(context, [...judged.diagnostics, ...unnamed]);
    return { exit: "invalid" };
  }
  warn(context, judged.diagnostics);
  const estate = await (begun?.estate ?? openEstate(project, environment, context, { thread }));
  if ("problems" in estate) {
    refuse(context, estate.problems);
    return { exit: "unreachable" };
  }
  return { judged, desired: artifacts, estate, selection, ...(begun && { sides: begun.sides }) };
}

/** Opens and reads the environment of a repository that shows no error yet; nothing of it is thrown or told here. */
function beginReading(loaded: Loaded, context: CommandContext, thread: SecondThread) {
  const { project, environment, artifacts, diagnostics } = loaded;
  if (!project || !environment || diagnostics.some(({ severity }) => severity === "error")) return undefined;
  const stop = new AbortController();
  const estate = openEstate(project, environment, context, { thread, stop: stop.signal });
  const sides = estate.then((opened) =>
    "problems" in opened ? undefined : readSides(opened, artifacts, context, stop.signal),
  );
  sides.catch(() => undefined);
  return { estate, sides, giveUp: () => stop.abort() };
}

/** What the options say of conflicts. */
export function readConflictPolicy({ overwrite, keepLive }: MoveOptions): ConflictPolicy {
  if (overwrite === true) return "overwrite";
  return keepLive === true ? "keep-live" : "refuse";
}

/** Reads the environment and plans as the options of the command say. */
export async function makeLivePlan(
  context: CommandContext<MoveOptions & { readonly pruneUnmanaged?: true }>,
  { estate, desired, selection, sides }: Prepared,
): Promise<EstatePlan | { readonly exit: Exit }> {
  const onConflict = readConflictPolicy(context.options);
  const pruneUnmanaged = context.options.pruneUnmanaged === true;
  try {
    const { selects, takes } = selection;
    const request: PlanRequest = { desired, selects, ...(takes && { takes }), onConflict, pruneUnmanaged };
    const made = await planEstate(estate, request, context, await sides);
    await estate.thread.remember();
    const known = [...desired, ...(made.recovered?.published.artifacts ?? []), ...made.live.artifacts];
    const idle = selection.idle(known);
    if (idle.length === 0) return made;
    refuse(context, idle);
    return { exit: "usage" };
  } catch (error) {
    refuse(context, [readingProblem(error, estate.environment)]);
    return { exit: "unreachable" };
  }
}

/** Warnings do not stop a plan: they are counted here and shown by `validate`. */
function warn({ terminal }: CommandContext, diagnostics: readonly Diagnostic[]): void {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  if (warnings > 0) terminal.note(`${count(warnings, "warning")}: see \`retain validate\``);
}

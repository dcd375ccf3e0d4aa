import { setImmediate } from "node:timers/promises";
import { type Validation, type ValidationInput, validateInSteps } from "@retain/artifacts/rules/validate";
import { compareDiagnostics, type Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Loaded, type LoadOptions, loadDesired } from "@retain/project/load-desired";
import type { Session } from "./session.ts";

/** What the repository says, and what is wrong with it. */
export interface Judged {
  readonly loaded: Loaded;
  /** Problems of loading and of validation together, in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  readonly exceptions: Validation["exceptions"];
  readonly hasErrors: boolean;
}

/** How a repository is loaded and judged. */
export interface JudgeOptions extends Pick<LoadOptions, "readBodies" | "digested"> {
  /** When problems get their own place in their file; default: always. */
  readonly placed?: ValidationInput["placed"];
}

/** Loads the repository of a command and validates it. Touches no workspace; bad input becomes diagnostics. */
export async function judge(
  session: Pick<Session, "cwd" | "asked" | "registry">,
  { placed = "always", ...how }: JudgeOptions = {},
): Promise<Judged> {
  return judgeLoaded(await load(session, how), placed);
}

/** Loads the repository of a command. */
export function load(
  { cwd, asked, registry }: Pick<Session, "cwd" | "asked" | "registry">,
  how: Pick<LoadOptions, "readBodies" | "digested">,
): Promise<Loaded> {
  return loadDesired({
    blocks: registry,
    root: cwd,
    ...(asked === undefined ? {} : { environment: asked }),
    judged: true,
    ...how,
  });
}

/** Validates what was loaded; whatever was begun beside it goes on meanwhile. */
export async function judgeLoaded(loaded: Loaded, placed: "always" | "if-refused"): Promise<Judged> {
  const { environment, project, artifacts, foreign } = loaded;
  const { diagnostics: found, exceptions } = await inSteps(
    validateInSteps(artifacts, {
      exceptions: project?.exceptions ?? [],
      placed,
      foreign,
      target: environment && { environment: environment.name, workspace: environment.workspace },
    }),
  );
  const diagnostics = each([...loaded.diagnostics, ...found]).sort(compareDiagnostics);
  return { loaded, diagnostics, exceptions, hasErrors: diagnostics.some((one) => one.severity === "error") };
}

async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/** The same finding once, by whichever rule or reader it was found again. */
function each(found: readonly Diagnostic[]): Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const one of found) {
    const key = JSON.stringify([one.code, one.message, one.ref, one.path, one.at]);
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}

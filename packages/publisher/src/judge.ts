import { compareDiagnostics, type Diagnostic } from "@retain/artifacts/diagnostic";
import { type Validation, type ValidationInput, validateArtifacts } from "@retain/artifacts/validate";
import type { CommandContext } from "./cli/command.ts";
import { type Loaded, loadDesired } from "./load/load-desired.ts";

/** What the repository says, and what is wrong with it. */
export interface Judged {
  readonly loaded: Loaded;
  /** Problems of loading and of validation together, in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  readonly exceptions: Validation["exceptions"];
  readonly hasErrors: boolean;
}

/**
 * Loads the repository of a command and validates it; `placed` says when problems get their own place in their
 * file. Touches no workspace; bad input becomes diagnostics.
 */
export async function judge(
  { cwd, options }: CommandContext,
  placed: ValidationInput["placed"] = "always",
): Promise<Judged> {
  const asked = typeof options.env === "string" ? options.env : undefined;
  const loaded = await loadDesired({ root: cwd, ...(asked === undefined ? {} : { environment: asked }) });
  const { environment } = loaded;
  const { diagnostics: found, exceptions } = validateArtifacts(loaded.artifacts, {
    exceptions: loaded.project?.exceptions ?? [],
    placed,
    foreign: loaded.foreign,
    target: environment && { environment: environment.name, workspace: environment.workspace },
  });
  const diagnostics = each([...loaded.diagnostics, ...found]).sort(compareDiagnostics);
  return { loaded, diagnostics, exceptions, hasErrors: diagnostics.some((one) => one.severity === "error") };
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

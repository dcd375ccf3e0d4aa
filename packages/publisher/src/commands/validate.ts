import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { validateDeclared } from "../cli/specs/validate.ts";
import { type Judged, judge } from "../judge.ts";
import { cachePlace } from "../read-cache/place.ts";
import { diagnosticJson, diagnosticsLines, tally } from "../render/diagnostics.ts";
import { effectsJson, effectsLines } from "../render/environment-effects.ts";
import { count } from "../render/marks.ts";
import { validationSarif } from "../render/validation-sarif.ts";
import { repositoryPlace } from "../repository-place.ts";
import { saveFile } from "../save-file.ts";
import { secondThread } from "../second-thread/second-thread.ts";

/** `retain validate`. */
export async function runValidate(context: ContextOf<typeof validateDeclared>): Promise<Exit> {
  const thread = secondThread(cachePlace(context.cwd));
  const judged = await judge(context, { readBodies: thread.readBodies });
  await thread.remember();
  const { terminal, options, cwd } = context;
  if (options.sarif !== undefined) {
    const { project, environment } = judged.loaded;
    const base = repositoryPlace(project?.root ?? cwd);
    const text = validationSarif(judged.diagnostics, { environment: environment?.name, base });
    await saveFile(cwd, options.sarif, text);
  }
  if (options.json === true) terminal.out(JSON.stringify(validationJson(judged), null, 2));
  else {
    const quiet = options.quiet === true;
    for (const line of diagnosticsLines(judged.diagnostics, terminal.paint, { quiet }))
      terminal.problem(line);
    for (const line of exceptionLines(judged)) terminal.out(line);
    const { effects, environment } = judged.loaded;
    // Whoever names an environment asks what it does; without, only the verdict is.
    if (effects && environment && options.env !== undefined) {
      for (const line of effectsLines(environment.name, effects)) terminal.out(line);
    }
    terminal.out(
      `${judged.hasErrors ? "Invalid" : "Valid"}: ${count(judged.loaded.artifacts.length, "artifact")}, ${tally(judged.diagnostics)}`,
    );
  }
  return judged.hasErrors ? "invalid" : "done";
}

function exceptionLines({ exceptions }: Judged): readonly string[] {
  if (exceptions.length === 0) return [];
  const lines = exceptions.map(
    ({ exception, applied }) =>
      `  ${exception.rule}: lowered for ${count(applied.length, "artifact")} (${exception.artifacts.join(", ")}), because ${exception.reason}`,
  );
  return [`${count(exceptions.length, "exception")} in retain.yaml:`, ...lines, ""];
}

function validationJson({ loaded, diagnostics, exceptions, hasErrors }: Judged): unknown {
  return {
    version: 1,
    valid: !hasErrors,
    artifacts: loaded.artifacts.length,
    ...(loaded.effects && loaded.environment
      ? { environment: effectsJson(loaded.environment.name, loaded.effects) }
      : {}),
    diagnostics: diagnostics.map(diagnosticJson),
    exceptions: exceptions.map(({ exception, applied }) => ({
      rule: exception.rule,
      artifacts: exception.artifacts,
      reason: exception.reason,
      applied,
    })),
  };
}

import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { type Judged, judge } from "../judge.ts";
import { diagnosticJson, diagnosticsLines, tally } from "../render/diagnostics.ts";
import { count } from "../render/marks.ts";

/** `retain validate`. */
export async function runValidate(context: CommandContext): Promise<Exit> {
  const judged = await judge(context);
  const { terminal } = context;
  if (context.options.json === true) terminal.out(JSON.stringify(validationJson(judged), null, 2));
  else {
    for (const line of diagnosticsLines(judged.diagnostics, terminal.paint)) terminal.problem(line);
    for (const line of exceptionLines(judged)) terminal.out(line);
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
    diagnostics: diagnostics.map(diagnosticJson),
    exceptions: exceptions.map(({ exception, applied }) => ({
      rule: exception.rule,
      artifacts: exception.artifacts,
      reason: exception.reason,
      applied,
    })),
  };
}

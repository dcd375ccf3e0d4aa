import { type Diagnostic, formatPlace, formatPosition } from "@retain/artifacts/diagnostic";
import type { Paint } from "../cli/terminal.ts";
import { count } from "./marks.ts";

/** The lines of one problem: severity and sentence, where, why, what to do. */
export function diagnosticLines(diagnostic: Diagnostic, paint: Paint): readonly string[] {
  const lines = [
    `${severityWord(diagnostic, paint)}: ${diagnostic.message} ${paint.dim(`[${diagnostic.code}]`)}`,
  ];
  const place = formatPlace(diagnostic);
  if (place !== "") lines.push(`  at ${place}`);
  if (diagnostic.at) lines.push(`  in ${formatPosition(diagnostic.at)}`);
  if (diagnostic.why) lines.push(`  because ${diagnostic.why}`);
  if (diagnostic.advice)
    lines.push(
      ...diagnostic.advice.split("\n").map((line, at) => (at === 0 ? `  -> ${line}` : `     ${line}`)),
    );
  return lines;
}

function severityWord({ severity }: Diagnostic, paint: Paint): string {
  if (severity === "note") return "Note";
  return severity === "error" ? paint.red("Error") : paint.yellow("Warning");
}

/** All problems, and a line that counts them. */
export function diagnosticsLines(diagnostics: readonly Diagnostic[], paint: Paint): readonly string[] {
  if (diagnostics.length === 0) return [];
  return [...diagnostics.flatMap((one) => [...diagnosticLines(one, paint), ""]), tally(diagnostics)];
}

/** `2 errors, 1 warning`. */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const amount = diagnostics.filter((one) => one.severity === severity).length;
    return amount === 0 ? [] : [count(amount, severity)];
  });
  return parts.join(", ") || "no problems";
}

/** A problem as JSON: refs and paths in their text form. */
export function diagnosticJson(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { ref, path, ...rest } = diagnostic;
  return {
    ...rest,
    ...(ref ? { ref: `${ref.kind}/${ref.name}` } : {}),
    ...(path ? { path: formatPlace({ severity: "error", code: "", message: "", path }) } : {}),
  };
}

import { type Diagnostic, formatPlace, formatPosition } from "@retain/artifacts/words/diagnostic";
import { count } from "./marks.ts";
import type { Paint } from "./paint.ts";

/** The lines of one problem: severity and sentence, where and in how many more places, why, what to do. */
export function diagnosticLines(diagnostic: Diagnostic, paint: Paint, more = 0): readonly string[] {
  const lines = [
    `${severityWord(diagnostic, paint)}: ${diagnostic.message} ${paint.dim(`[${diagnostic.code}]`)}`,
  ];
  const place = formatPlace(diagnostic);
  if (place !== "") lines.push(`  at ${place}`);
  if (diagnostic.at) lines.push(`  in ${formatPosition(diagnostic.at)}`);
  if (more > 0) lines.push(`  and in ${count(more, "more place")}`);
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

/**
 * All problems and a line that counts them. Errors come last, where the eye is when the output ends; warnings that say
 * the same of many places are one, with the first place and the number of the others. With `quiet` only errors are shown.
 */
export function diagnosticsLines(
  diagnostics: readonly Diagnostic[],
  paint: Paint,
  { quiet = false }: { readonly quiet?: boolean } = {},
): readonly string[] {
  const groups = grouped(diagnostics).filter(({ first }) => !quiet || first.severity === "error");
  if (groups.length === 0) return [];
  const ordered = (["note", "warning", "error"] as const).flatMap((severity) =>
    groups.filter(({ first }) => first.severity === severity),
  );
  return [
    ...ordered.flatMap(({ first, more }) => [...diagnosticLines(first, paint, more), ""]),
    tally(diagnostics),
  ];
}

/**
 * What a command that cannot go on shows: each error, and how many warnings there are beside them. Where nothing is an
 * error, all is shown. With `quiet` nothing is said of warnings.
 */
export function refusalLines(
  diagnostics: readonly Diagnostic[],
  paint: Paint,
  { quiet = false }: { readonly quiet?: boolean } = {},
): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  if (errors.length === 0) return diagnosticsLines(diagnostics, paint, { quiet });
  const beside = quiet || warnings === 0 ? "" : `and ${count(warnings, "warning")}: see \`retain validate\``;
  const [only] = errors;
  if (errors.length === 1 && only !== undefined)
    return [...diagnosticLines(only, paint), ...(beside === "" ? [] : ["", beside])];
  const shown = diagnosticsLines(errors, paint);
  return beside === "" ? shown : [...shown.slice(0, -1), `${shown.at(-1)}, ${beside}`];
}

interface Group {
  readonly first: Diagnostic;
  /** How many more places it is true of. */
  readonly more: number;
}

/** Problems in their order; warnings of many places are one. */
function grouped(diagnostics: readonly Diagnostic[]): readonly Group[] {
  const groups = new Map<string, { first: Diagnostic; more: number }>();
  for (const [index, one] of diagnostics.entries()) {
    const { severity, code, message, why, advice } = one;
    const key = severity === "error" ? `${index}` : JSON.stringify([severity, code, message, why, advice]);
    const known = groups.get(key);
    if (known) known.more += 1;
    else groups.set(key, { first: one, more: 0 });
  }
  return [...groups.values()];
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

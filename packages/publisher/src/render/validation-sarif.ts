import { allRules } from "@retain/artifacts/rules/rules";
import { type Diagnostic, formatPlace } from "@retain/artifacts/words/diagnostic";
import { formatPath } from "@retain/artifacts/words/path";
import { formatRef } from "@retain/artifacts/words/ref";
import { type SarifFinding, sarifText } from "./sarif.ts";

/** What `validate` found, as SARIF. */
export function validationSarif(
  diagnostics: readonly Diagnostic[],
  options: { readonly environment: string | undefined; readonly base: string },
): string {
  return sarifText(diagnostics.map(findingOf), {
    category: options.environment === undefined ? "validate" : `validate/${options.environment}`,
    rules: new Map(allRules().map(({ code, says }) => [code, says])),
    base: options.base,
  });
}

function findingOf(diagnostic: Diagnostic): SarifFinding {
  const { code, severity, message, ref, path, at, why, advice } = diagnostic;
  const place = formatPlace(diagnostic);
  return {
    rule: code,
    level: severity,
    message: [
      message,
      ...(place === "" ? [] : [`at ${place}`]),
      ...(why === undefined ? [] : [`because ${why}`]),
      ...(advice === undefined ? [] : [`-> ${advice}`]),
    ].join("\n"),
    ref: ref && formatRef(ref),
    detail: path && formatPath(path),
    at,
  };
}

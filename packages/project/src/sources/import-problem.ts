import { basename, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { readListedNow } from "../read-plain.ts";
import { positionAt } from "../text-position.ts";

interface ModulePlace {
  readonly absolute: string;
  readonly line: number;
  readonly column: number;
}

const location =
  /((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\n()]*?\.[cm]?[jt]sx?)(?:\?[^:\n]*)?:(\d+)(?::(\d+))?/;

/** Says why a module could not be imported: what and where in the author's files, without a stack. */
export function importProblem(
  error: unknown,
  module: string,
  folder: string,
  shown: (absolute: string) => string,
): Diagnostic {
  const text =
    error instanceof Error
      ? error.message
      : `it threw ${JSON.stringify(error) ?? String(error)}, which is not an Error`;
  const place = placeOf(error, folder) ?? { absolute: module, line: 1, column: 1 };
  return {
    severity: "error",
    code: "module-failed",
    message: `the module '${shown(module)}' cannot be imported: ${words(text, folder)}`,
    at: { file: shown(place.absolute), line: place.line, column: place.column },
    advice: adviceFor(error),
  };
}

function adviceFor(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_MODULE_NOT_FOUND") return "correct the import, or install the package";
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX")
    return "use only erasable TypeScript syntax: no enum, no namespace";
  return "fix the module; its artifacts are left out until it can be imported";
}

/** The one line that says what is wrong; bundlers lead with a count and the place. */
function words(text: string, folder: string): string {
  const line = /ERROR: (.+)/.exec(text)?.[1] ?? text.split("\n")[0] ?? "";
  return line.replaceAll(`${folder}${sep}`, "");
}

function placeOf(error: unknown, folder: string): ModulePlace | undefined {
  if (!(error instanceof Error)) return undefined;
  const importer = /imported from (\S.*?)(?:\n|$)/.exec(error.message)?.[1];
  if (importer !== undefined) return importPlace(toPath(importer), error.message);
  const lines = `${error.message}\n${error.stack ?? ""}`.split("\n");
  const places = lines.flatMap((line, index): readonly ModulePlace[] => {
    const [, where, row, column] = location.exec(line) ?? [];
    if (where === undefined) return [];
    // Without a column there is a line of carets below the quoted source.
    const carets = (lines[index + 2] ?? "").indexOf("^");
    return [
      { absolute: toPath(where), line: Number(row), column: Number(column ?? Math.max(carets, 0) + 1) },
    ];
  });
  return places.find(({ absolute }) => absolute.startsWith(`${folder}${sep}`)) ?? undefined;
}

/** The place of the import that leads nowhere. */
function importPlace(absolute: string, message: string): ModulePlace {
  const wanted = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1] ?? "";
  try {
    const text = readListedNow(absolute).toString("utf8");
    const offset = text.indexOf(basename(wanted));
    const { line, column } = positionAt(absolute, text, Math.max(offset, 0));
    return { absolute, line, column };
  } catch {
    return { absolute, line: 1, column: 1 };
  }
}

function toPath(where: string): string {
  if (!where.startsWith("file://")) return where.replace(/\?.*$/, "");
  const url = new URL(where);
  url.search = "";
  return fileURLToPath(url);
}

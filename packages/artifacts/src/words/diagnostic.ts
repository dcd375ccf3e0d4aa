import type { Position } from "./artifact.ts";
import { formatPath, type Path } from "./path.ts";
import { formatRef, type Ref } from "./ref.ts";

/** How grave a problem is: errors stop a plan, warnings are shown, notes tell what is in order and good to know. */
export type Severity = "error" | "warning" | "note";

/** A problem as data; sentences are made where it is found, lines at the edge. */
export interface Diagnostic {
  readonly severity: Severity;
  /** The stable name of the rule, e.g. `reference-missing`; wording may change, this does not. */
  readonly code: string;
  /** One sentence without a trailing stop: what is wrong. */
  readonly message: string;
  /** The artifact it is about, when it is about one. */
  readonly ref?: Ref;
  /** Where in the body. */
  readonly path?: Path;
  /** Where in the file. */
  readonly at?: Position;
  /** Why it is wrong, when that is not plain. */
  readonly why?: string;
  /** What to do next. */
  readonly advice?: string;
}

/** Why there is nothing: what is returned instead of what was asked for, where the caller gathers what is wrong. */
export interface Problems {
  readonly problems: readonly Diagnostic[];
}

/** One line naming the place of a diagnostic: artifact, path in the body, file:line:col. */
export function formatPlace(diagnostic: Diagnostic): string {
  const parts: string[] = [];
  if (diagnostic.ref) parts.push(formatRef(diagnostic.ref));
  if (diagnostic.path && diagnostic.path.length > 0) parts.push(formatPath(diagnostic.path));
  return parts.join(" at ");
}

/** `file:line:col`, clickable in terminals and editors. */
export function formatPosition(position: Position): string {
  return `${position.file}:${position.line}:${position.column}`;
}

/** Orders diagnostics for people: by file, line, column, then code. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  const key = (d: Diagnostic) => d.at?.file ?? "";
  if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
  const line = (a.at?.line ?? 0) - (b.at?.line ?? 0);
  if (line !== 0) return line;
  const column = (a.at?.column ?? 0) - (b.at?.column ?? 0);
  if (column !== 0) return column;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

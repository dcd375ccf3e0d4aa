import type { Diagnostic } from "@retain/artifacts/diagnostic";
import { type JsonObject, member, textAt } from "@retain/artifacts/json";
import { kinds, type Ref } from "@retain/artifacts/ref";
import picomatch from "picomatch";

/** Tells whether an artifact is meant by the command. */
export type Selection = (ref: Ref, body: JsonObject) => boolean;

/** What `--only` and `--except` were given. */
export interface SelectionPatterns {
  readonly only: readonly string[];
  readonly except: readonly string[];
}

/** Compiles patterns: a kind, `kind/name`, a name, `folder:PATH`; `*` is any text. All problems at once. */
export function makeSelection(patterns: SelectionPatterns): {
  readonly selects: Selection;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const compile = (texts: readonly string[]): readonly Selection[] =>
    texts.flatMap((text) => {
      const made = compilePattern(text);
      if (typeof made === "function") return [made];
      diagnostics.push(made);
      return [];
    });
  const only = compile(patterns.only);
  const except = compile(patterns.except);
  const everything = patterns.only.length === 0;
  return {
    selects: (ref, body) =>
      (everything || only.some((matches) => matches(ref, body))) &&
      !except.some((matches) => matches(ref, body)),
    diagnostics,
  };
}

function compilePattern(text: string): Selection | Diagnostic {
  if (text.trim() === "" || text === "folder:") {
    return {
      severity: "error",
      code: "selection",
      message: "an empty pattern selects nothing",
      advice: "give a kind, kind/name, a name or folder:PATH",
    };
  }
  if (text.startsWith("folder:")) {
    const matches = globOf(text.slice("folder:".length));
    return (_, body) => matches(folderOf(body));
  }
  if (kinds.some((kind) => kind === text)) return (ref) => ref.kind === text;
  const slash = text.indexOf("/");
  const kindText = slash < 0 ? "" : text.slice(0, slash);
  if (kindText !== "" && kindText !== "*" && !kinds.some((kind) => kind === kindText)) {
    return {
      severity: "error",
      code: "selection",
      message: `'${text}' names no kind: '${kindText}' is unknown`,
      advice: `the kinds are ${kinds.join(", ")}`,
    };
  }
  const matches = nameGlob(slash < 0 ? text : text.slice(slash + 1));
  return (ref) => (kindText === "" || kindText === "*" || ref.kind === kindText) && matches(ref.name);
}

function globOf(pattern: string): (text: string) => boolean {
  return picomatch(pattern, { nocase: true, dot: true });
}

/** Names may hold brackets, parentheses and slashes: only `*` and `?` mean something. */
function nameGlob(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  const expression = new RegExp(`^${source}$`, "is");
  return (text) => expression.test(text);
}

/** The Studio folder of a body, or the empty text. */
function folderOf(body: JsonObject): string {
  return textAt(member(body.properties, "folder"), "name") ?? "";
}

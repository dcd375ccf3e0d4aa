import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { folderGlob, nameGlob } from "@retain/artifacts/words/glob";
import { type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import { formatRef, kinds, type Ref } from "@retain/artifacts/words/ref";
import { didYouMean } from "./load/did-you-mean.ts";

/** Tells whether an artifact is meant by the command. */
type Selection = (ref: Ref, body: JsonObject) => boolean;

/** What `--only` and `--except` were given. */
export interface SelectionPatterns {
  readonly only: readonly string[];
  readonly except: readonly string[];
  /** Nothing else is taken along. */
  readonly exactly?: boolean;
}

/** Patterns that were understood. */
export interface MadeSelection {
  readonly selects: Selection;
  /** True for what may be taken along where something selected needs it; absent where nothing may be. */
  readonly takes?: Selection;
  readonly diagnostics: readonly Diagnostic[];
  /** A problem for each pattern, kinds aside, that selects none of these: a slip of the pen must not pass for "nothing to do". */
  readonly idle: (artifacts: readonly Selectable[]) => readonly Diagnostic[];
}

/** What can be selected. */
interface Selectable {
  readonly ref: Ref;
  readonly body?: JsonObject;
}

/** Compiles patterns: a kind, `kind/name`, a name, `folder:PATH`; `*` is any text. All problems at once. */
export function makeSelection(patterns: SelectionPatterns): MadeSelection {
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
    ...(everything || patterns.exactly === true
      ? {}
      : { takes: (ref: Ref, body: JsonObject) => !except.some((matches) => matches(ref, body)) }),
    diagnostics,
    idle: (artifacts) =>
      [...patterns.only, ...patterns.except].flatMap((text) => {
        const matches = compilePattern(text);
        const hits =
          isKind(text) ||
          typeof matches !== "function" ||
          artifacts.some(({ ref, body }) => matches(ref, body ?? {}));
        return hits ? [] : [selectsNothing(text, artifacts)];
      }),
  };
}

function selectsNothing(text: string, artifacts: readonly Selectable[]): Diagnostic {
  const known = artifacts.flatMap(({ ref }) => [ref.kind, ref.name, formatRef(ref)]);
  return {
    severity: "error",
    code: "selection",
    message: `'${text}' selects nothing`,
    advice: didYouMean(text, new Set(known), "give a kind, kind/name, a name or folder:PATH; * is any text"),
  };
}

/** More than a name and its folders can have, in characters. */
const longestPattern = 1_000;

/** Compiles one pattern, or tells what is wrong with it. */
export function compilePattern(text: string): Selection | Diagnostic {
  if (text.trim() === "" || text === "folder:") {
    return {
      severity: "error",
      code: "selection",
      message: "an empty pattern selects nothing",
      advice: "give a kind, kind/name, a name or folder:PATH",
    };
  }
  if (text.length > longestPattern) {
    return {
      severity: "error",
      code: "selection",
      message: `a pattern of ${text.length} characters is longer than any name`,
      advice: `write at most ${longestPattern} characters; * is any text`,
    };
  }
  if (text.startsWith("folder:")) {
    const matches = folderGlob(text.slice("folder:".length));
    return (_, body) => matches(folderOf(body));
  }
  if (isKind(text)) return (ref) => ref.kind === text;
  const slash = text.indexOf("/");
  const kindText = slash < 0 ? "" : text.slice(0, slash);
  if (kindText !== "" && kindText !== "*" && !isKind(kindText)) {
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

/** True for the name of a kind. */
export function isKind(text: string): boolean {
  return kinds.some((kind) => kind === text);
}

/** The Studio folder of a body, or the empty text. */
function folderOf(body: JsonObject): string {
  return textAt(member(body.properties, "folder"), "name") ?? "";
}

import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import { didYouMean } from "@retain/project/did-you-mean";
import { compilePattern, isKind, type Selection } from "@retain/project/selection-pattern";

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
    message: `'${text}' matches nothing`,
    advice: didYouMean(
      text,
      new Set(known),
      "use a kind, kind/name, a name or folder:PATH; * matches any text",
    ),
  };
}

import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Ref } from "@retain/artifacts/words/ref";
import { compilePattern, isKind } from "./selection-pattern.ts";

/** A pattern of refs that was understood. */
export type RefPattern = (ref: Ref) => boolean;

/**
 * Compiles a pattern that is to name artifacts beyond doubt: a kind or `kind/name`, where `*` is any text. A name
 * alone is refused: what is protected or given up must not depend on what else bears it.
 */
export function compileRefPattern(text: string): RefPattern | Diagnostic {
  if (text.trim() === "" || text.startsWith("folder:") || !(text.includes("/") || isKind(text))) {
    return {
      severity: "error",
      code: "selection",
      message: `'${text}' does not name an artifact`,
      advice: "use kind/name, such as dataset/Old_*, or a kind; * matches any text",
    };
  }
  const matches = compilePattern(text);
  return typeof matches === "function" ? (ref) => matches(ref, {}) : matches;
}

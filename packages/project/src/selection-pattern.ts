import { allKinds } from "@retain/artifacts/kinds/contracts";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { folderGlob, nameGlob } from "@retain/artifacts/words/glob";
import { type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";

/** Tells whether an artifact is meant. */
export type Selection = (ref: Ref, body: JsonObject) => boolean;

/** More than a name and its folders can have, in characters. */
const longestPattern = 1_000;

/** Compiles one pattern, or tells what is wrong with it. */
export function compilePattern(text: string): Selection | Diagnostic {
  if (text.trim() === "" || text === "folder:") {
    return {
      severity: "error",
      code: "selection",
      message: "an empty pattern selects nothing",
      advice: "use a kind, kind/name, a name or folder:PATH",
    };
  }
  if (text.length > longestPattern) {
    return {
      severity: "error",
      code: "selection",
      message: `a pattern of ${text.length} characters is longer than any name can be`,
      advice: `use at most ${longestPattern} characters; * matches any text`,
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
      message: `unknown kind '${kindText}' in '${text}'`,
      advice: `the kinds are ${allKinds().join(", ")}`,
    };
  }
  const matches = nameGlob(slash < 0 ? text : text.slice(slash + 1));
  return (ref) => (kindText === "" || kindText === "*" || ref.kind === kindText) && matches(ref.name);
}

/** True for the name of a kind. */
export function isKind(text: string): boolean {
  return allKinds().some((kind) => kind === text);
}

/** The Studio folder of a body, or the empty text. */
function folderOf(body: JsonObject): string {
  return textAt(member(body.properties, "folder"), "name") ?? "";
}

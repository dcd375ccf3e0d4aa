import { isObject } from "../words/json.ts";
import { placeInText } from "../words/text-place.ts";
import { type Holder, pathIn } from "../words/text-walk.ts";
import { placeholderIn } from "./placeholder-marks.ts";
import type { Rule } from "./rule.ts";
import { withoutComments } from "./sql-comments.ts";

/** Words of people about an artifact: to-dos may stand there. */
const remarks: ReadonlySet<string | number | undefined> = new Set(["description", "annotations"]);

/** Texts that somebody meant to replace. */
export const placeholder: Rule = {
  code: "placeholder",
  says: "no placeholder such as `#SERVER#` or `<your server>` is left in a body",
  checkText: ({ artifact, text, step, holder }) => {
    if (remarks.has(step) || remarks.has(holder.step)) return [];
    const anywhere = placeholderIn(text);
    if (anywhere === undefined || isCellText(step, holder)) return [];
    const script = artifact.ref.kind === "sql-script";
    const found = script ? placeholderIn(withoutComments(text)) : anywhere;
    if (found === undefined) return [];
    return [
      {
        // Scripts are kept as they are, for people who run them: public repositories hold many with marks to fill in.
        severity: script ? "warning" : "error",
        artifact,
        path: pathIn(holder, step),
        inside: placeInText(text, found.offset),
        message: `the placeholder ${found.mark} was never replaced`,
        why: script
          ? "the script is published unchanged and fails when it runs"
          : "the service accepts it unchanged and fails when it runs",
        advice: "write the real value, or an environment parameter",
      },
    ];
  },
};

/** True in the code of a notebook and what it printed: a mark there is part of the code. */
function isCellText(step: string | number, holder: Holder): boolean {
  let below: string | number | undefined = step;
  for (let at: Holder | undefined = holder; at; at = at.above) {
    if (
      (below === "source" || below === "outputs") &&
      isObject(at.value) &&
      Object.hasOwn(at.value, "cell_type")
    )
      return true;
    below = at.step;
  }
  return false;
}

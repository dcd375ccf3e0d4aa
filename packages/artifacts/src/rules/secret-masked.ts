import { promisesSecret } from "../secrets/fields.ts";
import type { Kind } from "../words/ref.ts";
import { placeInText } from "../words/text-place.ts";
import { pathIn } from "../words/text-walk.ts";
import type { Rule, TextIn } from "./rule.ts";
import { withoutComments } from "./sql-comments.ts";

/** Kinds whose texts people write: a line of asterisks there is a line. */
const prose: ReadonlySet<Kind> = new Set(["sql-script", "kql-script"]);

/** Asterisks instead of the secret of a connection string, of an address or of a statement. */
const pair =
  /(?:password|passwd|pwd|(?:account|access|subscription)_?key|shared_?access_?(?:key|signature)|secret|token|sig)["']?\s{0,8}[=:]\s{0,8}(?:N?["']{0,2})([*•]{3,256})(?![\w*•])/i;

/** Masks that a workspace returns instead of secrets, pulled and about to be written. */
export const secretMasked: Rule = {
  code: "secret-masked",
  says: "no body contains asterisks instead of a secret",
  checkText: (place) => {
    const offset = maskIn(place);
    if (offset === undefined) return [];
    const { artifact, text, step, holder } = place;
    return [
      {
        severity: "error",
        artifact,
        path: pathIn(holder, step),
        inside: placeInText(text, offset),
        message: "asterisks instead of a secret",
        why: "a workspace returns them instead of the secret; publishing them would make them the secret",
        advice:
          "reference the secret in Key Vault, use the managed identity of the workspace, or remove the property",
      },
    ];
  },
};

/** Where a mask begins in a text, in characters from 0. */
function maskIn({ artifact, text, step, holder }: TextIn): number | undefined {
  const { kind } = artifact.ref;
  if (kind === "synapse-notebook" || !/[*•]/.test(text)) return undefined;
  if (/^[*•]+$/.test(text)) {
    // One and two of them are wildcards of files and folders.
    const masks = promisesSecret(step, holder.value, holder.step) || (text.length > 2 && !prose.has(kind));
    return masks && step !== "description" && holder.step !== "annotations" ? 0 : undefined;
  }
  const match = pair.exec(prose.has(kind) ? withoutComments(text) : text);
  return match ? match.index + match[0].length - (match[1] ?? "").length : undefined;
}

import { formatRef, type Ref } from "@retain/artifacts/words/ref";

/**
 * Everything that moves a cursor, changes colours, turns the direction of text or breaks a line; what cannot be told
 * from a space or from nothing; and halves of pairs of code units.
 */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200c\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A text from a workspace or a repository, or a ref, as one line that can do nothing to a terminal: control
 * characters are spelled out, tabs stay.
 */
export function visible(text: string | Ref): string {
  return (typeof text === "string" ? text : formatRef(text)).replace(unseen, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

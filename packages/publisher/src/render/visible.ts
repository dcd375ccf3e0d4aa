/** Everything that moves a cursor, changes colours, turns the direction of text or breaks a line. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A text from a workspace or a repository as one line that can do nothing to a terminal: control
 * characters are spelled out, tabs stay.
 */
export function visible(text: string): string {
  return text.replace(unseen, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** The beginning of a text that is longer than `width` characters, and how long it is. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  // No half of a pair of code units at the cut.
  const start = text.slice(0, width - 1).replace(/[\ud800-\udbff]$/, "");
  return `${start}… (${text.length.toLocaleString("en")} characters)`;
}

/** One line of a script: as it is echoed, and its words. */
export interface ScriptLine {
  readonly text: string;
  /** Empty for a remark. */
  readonly words: readonly string[];
}

/** Reads a script: a command a line, words split as a shell would, `#` begins a remark, blank lines are left out. */
export function readScript(script: string): readonly ScriptLine[] {
  return script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((text) => ({ text, words: text.startsWith("#") ? [] : splitWords(text) }));
}

/** The words of a line; quotes keep blanks together, a backslash outside single quotes keeps the next mark. */
function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const mark = line[at] as string;
    if (mark === "\\" && quote !== "'" && at + 1 < line.length) word = `${word ?? ""}${line[++at]}`;
    else if (quote !== "" && mark === quote) quote = "";
    else if (quote === "" && (mark === "'" || mark === '"')) {
      quote = mark;
      word ??= "";
    } else if (quote === "" && mark === " ") {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ""}${mark}`;
  }
  if (quote !== "") throw new Error(`the quote ${quote} is not closed: ${line}`);
  return word === undefined ? words : [...words, word];
}

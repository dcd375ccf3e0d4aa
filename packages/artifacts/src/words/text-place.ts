import type { Position } from "./artifact.ts";

/** A place in a text, without the file it may stand in. */
export type TextPlace = Omit<Position, "file">;

/** Line and column (from 1) of a character offset; CRLF, LF and a lone CR end a line. */
export function placeInText(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

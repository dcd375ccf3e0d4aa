import type { Position } from "@retain/artifacts/words/artifact";

/** Line and column (from 1) of a character offset; CRLF, LF and a lone CR end a line. */
export function positionAt(file: string, text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  const end = Math.min(Math.max(offset, 0), text.length);
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const endsLine = code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10);
    if (!endsLine) continue;
    line += 1;
    start = at + 1;
  }
  return { file, line, column: end - start + 1 };
}

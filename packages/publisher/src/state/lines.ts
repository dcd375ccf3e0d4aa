import { z } from "zod";
import { checkShape, type DocumentKind, damaged, parseJson, readValue } from "./read-document.ts";

/** The first line of a file of lines: it says the version of all that follow. */
const header = `${JSON.stringify({ version: 1 })}\n`;

const headers: DocumentKind<void>["versions"] = {
  1: { schema: z.looseObject({ version: z.literal(1) }), upgrade: () => undefined },
};

/** A file of JSON lines. */
export function writeLines(lines: readonly unknown[]): string {
  return header + lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Reads a file of JSON lines. Throws WorkspaceError that names the file and the line. */
export function readLines<T>(text: string, place: string, schema: z.ZodType, advice: string): readonly T[] {
  const [first = "", ...lines] = text.split("\n");
  readValue(parseJson(first, `${place}, line 1`, advice), place, { advice, versions: headers });
  // An append is durable as a whole: text behind the last line end was written by something else.
  if (lines.pop() !== "") throw damaged(place, "its last line has no end", advice);
  return lines.map((line, index) => {
    const here = `${place}, line ${index + 2}`;
    const value = parseJson(line, here, advice);
    checkShape(schema, value, here, advice);
    return value as T;
  });
}

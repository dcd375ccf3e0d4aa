import { z } from "zod";
import { checkShape, type DocumentKind, damaged, parseJson, readValue } from "./read-document.ts";

/** The first line says the version of all that follow, and whose they are. */
const headers: DocumentKind<{ readonly project?: string }>["versions"] = {
  1: {
    schema: z.looseObject({ version: z.literal(1), project: z.string().optional() }),
    upgrade: (value) => value as { readonly project?: string },
  },
};

/** How a file of JSON lines is read. */
interface LinesKind {
  readonly place: string;
  readonly schema: z.ZodType;
  /** What to do with one that cannot be read. */
  readonly advice: string;
  /** Whose it must be, where it says whose it is. */
  readonly project: string;
}

/** A file of JSON lines of a project. */
export function writeLines(lines: Iterable<unknown>, project: string): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      yield `${JSON.stringify({ version: 1, project })}\n`;
      for (const line of lines) yield `${JSON.stringify(line)}\n`;
    },
  };
}

/** Reads a file of JSON lines. Throws WorkspaceError that names the file and the line. */
export function readLines<T>(text: string, { place, schema, advice, project }: LinesKind): readonly T[] {
  const [first = "", ...lines] = text.split("\n");
  const header = readValue(parseJson(first, `${place}, line 1`, advice), place, {
    advice,
    versions: headers,
  });
  if (header.project !== undefined && header.project !== project)
    throw damaged(place, `it is of project '${header.project}', and this is '${project}'`, advice);
  // An append is durable as a whole: text behind the last line end was written by something else.
  if (lines.pop() !== "") throw damaged(place, "its last line has no end", advice);
  return lines.map((line, index) => {
    const here = `${place}, line ${index + 2}`;
    const value = parseJson(line, here, advice);
    checkShape(schema, value, here, advice);
    return value as T;
  });
}

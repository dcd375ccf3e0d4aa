import type { Json } from "@retain/artifacts/words/json";
import { z } from "zod";
import { checkShape, type DocumentKind, damaged, knownRefs, parseJson, readValue } from "./read-document.ts";

/** What a file of JSON lines holds. */
export interface LinesKind<T> {
  /** The version that is written; those before are read as well. */
  readonly version: 1 | 2;
  /** What to do with one that cannot be read. */
  readonly advice: string;
  /** Makes a line of an older version one of today; absent where there was none. */
  readonly upgrade?: (value: Json) => Json;
  readonly schema: z.ZodType;
  /** Of what fits the schema; throws UnknownRef. */
  readonly read: (value: Json) => T;
}

/** The first line says the version of all that follow, and whose they are. */
function headerOf(version: number): DocumentKind<{ readonly project?: string }>["versions"][number] {
  return {
    schema: z.looseObject({ version: z.literal(version), project: z.string().optional() }),
    upgrade: (value) => value as { readonly project?: string },
  };
}

const headers = { 1: { 1: headerOf(1) }, 2: { 1: headerOf(1), 2: headerOf(2) } } as const;

/** A file of JSON lines of a project. */
export function writeLines(lines: Iterable<unknown>, project: string, version: 1 | 2): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      yield `${JSON.stringify({ version, project })}\n`;
      for (const line of lines) yield `${JSON.stringify(line)}\n`;
    },
  };
}

/** Reads a file of JSON lines of a project. Throws WorkspaceError that names the file and the line. */
export function readLines<T>(
  text: string,
  { place, project }: { readonly place: string; readonly project: string },
  { version, advice, upgrade = (value) => value, schema, read }: LinesKind<T>,
): readonly T[] {
  const [first = "", ...lines] = text.split("\n");
  const header = readValue(parseJson(first, `${place}, line 1`, advice), place, {
    advice,
    versions: headers[version],
  });
  if (header.project !== undefined && header.project !== project)
    throw damaged(place, `it belongs to project '${header.project}', but this is '${project}'`, advice);
  // An append is durable as a whole: text behind the last line end was written by something else.
  if (lines.pop() !== "") throw damaged(place, "its last line is incomplete", advice);
  return lines.map((line, index) => {
    const here = `${place}, line ${index + 2}`;
    const value = upgrade(parseJson(line, here, advice));
    checkShape(schema, value, here, advice);
    return knownRefs(here, () => read(value));
  });
}

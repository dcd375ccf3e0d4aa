import { type Json, type JsonObject, member, textAt } from "../words/json.ts";
import type { Path } from "../words/path.ts";
import type { DynamicReference, Reference, References } from "./reference.ts";
import { callsInSource } from "./source-calls.ts";
import { hashSyntax, type Syntax, slashSyntax } from "./source-scan.ts";

/** Languages of a cell, by the magic in its first line or the notebook's own; undefined: not run as code. */
const languages: { readonly [name: string]: Syntax | undefined } = {
  python: hashSyntax,
  pyspark: hashSyntax,
  sparkr: hashSyntax,
  r: hashSyntax,
  scala: slashSyntax,
  spark: slashSyntax,
  csharp: slashSyntax,
  dotnet: slashSyntax,
};

/** Magics of cells that cannot call a notebook. */
const foreign: ReadonlySet<string> = new Set([
  "sql",
  "configure",
  "html",
  "markdown",
  "md",
  "latex",
  "svg",
  "bash",
  "sh",
  "javascript",
  "js",
  "writefile",
]);

/**
 * The notebooks that the code cells of a notebook call: `%run name`, and `run` and `runMultiple`
 * of `mssparkutils.notebook` and `notebookutils.notebook`. Names that are computed are dynamic.
 * Names are unique in a workspace, so the folders of a path only tell people where to look.
 */
export function notebookCalls(body: JsonObject): References {
  const found: Reference[] = [];
  const dynamic: DynamicReference[] = [];
  const properties = member(body, "properties");
  const own = textAt(body, "name")?.toLowerCase();
  const cells = member(properties, "cells");
  const language = textAt(member(member(properties, "metadata"), "language_info"), "name") ?? "python";
  for (const [index, cell] of (Array.isArray(cells) ? cells : []).entries()) {
    if (textAt(cell, "cell_type") !== "code") continue;
    const written = member(cell, "source");
    const source = sourceText(written);
    const syntax = mayCall(source) ? syntaxOf(source, language) : undefined;
    if (!syntax) continue;
    for (const call of callsInSource(source, syntax)) {
      const path: Path = ["properties", "cells", index, "source", ...elementAt(written, call.offset)];
      if (call.name === undefined)
        dynamic.push({ kind: "synapse-notebook", path, expression: call.expression });
      else if (call.name.toLowerCase() !== own) {
        const to = { kind: "synapse-notebook", name: call.name } as const;
        found.push({ to, path, form: "call", ...(call.arguments && { arguments: call.arguments }) });
      }
    }
  }
  return { static: found, dynamic };
}

/** The text of a cell, written as one text or as an array of lines. */
function sourceText(written: Json | undefined): string {
  if (typeof written === "string") return written;
  if (!Array.isArray(written)) return "";
  return written.map((line: Json) => (typeof line === "string" ? line : "")).join("");
}

/** Most cells call nothing: looking for the words costs less than scanning. */
function mayCall(source: string): boolean {
  return source.includes("%run") || source.includes("utils");
}

function syntaxOf(source: string, language: string): Syntax | undefined {
  const magic = /^\s*%%(\w+)/.exec(source)?.[1]?.toLowerCase();
  if (magic !== undefined && foreign.has(magic)) return undefined;
  const named = magic !== undefined && Object.hasOwn(languages, magic) ? magic : language.toLowerCase();
  return Object.hasOwn(languages, named) ? languages[named] : hashSyntax;
}

/** The element of an array of lines in which an offset of the joined text lies. */
function elementAt(written: Json | undefined, offset: number): Path {
  if (!Array.isArray(written)) return [];
  let end = 0;
  for (const [index, line] of written.entries()) {
    end += typeof line === "string" ? line.length : 0;
    if (offset < end) return [index];
  }
  return [];
}

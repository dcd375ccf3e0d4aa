import { join } from "node:path";
import { sqlScriptProperties } from "@retain/artifacts/define";
import type { Position } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Path } from "@retain/artifacts/words/path";
import type { TextPlace } from "@retain/artifacts/words/text-place";
import { z } from "zod";
import { readListed } from "../read-plain.ts";
import { checkDocument } from "../schema-problems.ts";
import { textOf, unreadable } from "../text-file.ts";
import { positionAt } from "../text-position.ts";
import { parseYaml, type YamlDocument } from "../yaml-document.ts";
import { eachInParallel, joinReads, type SourceRead } from "./source-read.ts";

const text = z.string().min(1, "must not be empty");

const frontMatterSchema = z.strictObject({
  name: text,
  folder: text.exactOptional(),
  description: text.exactOptional(),
  database: text.exactOptional(),
  pool: text.exactOptional(),
  resultLimit: z.int().exactOptional(),
});

/** A block comment, so that the file stays SQL for every other tool. */
const frontMatter = /^(\s*\/\*[ \t]*\r?\n---[ \t]*\r?\n)([\s\S]*?)^---[ \t]*\r?\n\*\/[ \t]*(?:\r?\n|$)/m;

/** Reads `.sql` files, each of them a SQL script, sent exactly as it stands below its front matter. */
export async function readSqlFiles(
  folder: string,
  files: readonly string[],
  shown: (path: string) => string,
): Promise<SourceRead> {
  return joinReads(await eachInParallel(files, 32, (path) => readSqlFile(join(folder, path), shown(path))));
}

async function readSqlFile(absolute: string, file: string): Promise<SourceRead> {
  let bytes: Buffer;
  try {
    bytes = await readListed(absolute);
  } catch (error) {
    return { artifacts: [], diagnostics: [unreadable(file, error)] };
  }
  const read = textOf(file, bytes);
  return "problems" in read ? { artifacts: [], diagnostics: read.problems } : parseSqlFile(file, read.text);
}

/** The text of a SQL file with another script below its front matter; undefined where it has none. */
export function withScript(content: string, script: string): string | undefined {
  const found = frontMatter.exec(content);
  return found?.index === 0 ? found[0] + script : undefined;
}

function parseSqlFile(file: string, content: string): SourceRead {
  const refused = (diagnostics: readonly Diagnostic[]): SourceRead => ({ artifacts: [], diagnostics });
  const found = frontMatter.exec(content);
  if (found === null || found.index !== 0) return refused([noFrontMatter(file)]);
  const [whole, opening = "", yaml = ""] = found;
  if (/\/\*|\*\//.test(yaml))
    return refused([commentInside(file, content, opening.length + yaml.search(/\/\*|\*\//))]);
  const read = parseYaml(yaml, file, opening.split("\n").length - 1);
  if ("problems" in read) return refused(read.problems);
  const checked = checkDocument(frontMatterSchema, read.document, "front-matter");
  if ("problems" in checked) return refused(checked.problems);
  const { name, ...options } = checked.value;
  const query = content.slice(whole.length);
  const body = { name, properties: sqlScriptProperties({ ...options, query }) };
  const queryStart = positionAt(file, content, whole.length);
  const locate = (path: Path, inside?: TextPlace): Position =>
    placeOf(path, inside, read.document, queryStart);
  const origin = { file, line: 1, column: 1, locate };
  return { artifacts: [{ ref: { kind: "sql-script", name }, body, origin }], diagnostics: [] };
}

/** Where the parts of the body stand in the file: path in the body, key of the front matter. */
const keys: readonly (readonly [path: string, key: string])[] = [
  ["name", "name"],
  ["properties/folder", "folder"],
  ["properties/description", "description"],
  ["properties/content/currentConnection/databaseName", "database"],
  ["properties/content/currentConnection/poolName", "pool"],
  ["properties/content/resultLimit", "resultLimit"],
];

/** The query begins at the start of a line: columns in it are columns of the file. */
function placeOf(
  path: Path,
  inside: TextPlace | undefined,
  document: YamlDocument,
  query: Position,
): Position {
  const joined = path.join("/");
  if (joined === "properties/content/query")
    return inside ? { ...query, line: query.line + inside.line - 1, column: inside.column } : query;
  const key = keys.find(([start]) => joined === start || joined.startsWith(`${start}/`))?.[1];
  return document.locate(key === undefined ? [] : [key]);
}

function noFrontMatter(file: string): Diagnostic {
  return {
    severity: "error",
    code: "front-matter",
    message: "the SQL file does not start with front matter",
    at: { file, line: 1, column: 1 },
    why: "front matter names the script and the database it runs in",
    advice: ["start the file with", "/*", "---", "name: My Script", "database: master", "---", "*/"].join(
      "\n",
    ),
  };
}

function commentInside(file: string, content: string, offset: number): Diagnostic {
  return {
    severity: "error",
    code: "front-matter",
    message: "the front matter contains a SQL comment delimiter",
    at: positionAt(file, content, offset),
    why: "the front matter is inside a block comment, which would end or nest here",
    advice: "write it without '/*' and '*/'",
  };
}

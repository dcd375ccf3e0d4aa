import { isContainer } from "../words/json.ts";
import { jsonIn } from "../words/json-numbers.ts";
import { literalText, type Syntax, skipInert, splitBracket } from "./source-scan.ts";

/** A call of a notebook found in the source of a cell. */
export type SourceCall = {
  /** Where the call begins in the source, in characters from 0. */
  readonly offset: number;
} & (
  | { readonly name: string; readonly arguments?: readonly string[] }
  | { readonly name?: undefined; readonly expression: string }
);

const call = /(?:mssparkutils|notebookutils)\s*\.\s*notebook\s*\.\s*(run|runMultiple)\s*\(/y;
const run = /%run[ \t]+([^\r\n]*)/y;

/** The calls of notebooks in the source of a cell; those in comments and texts do not count. */
export function callsInSource(source: string, syntax: Syntax): readonly SourceCall[] {
  const found: SourceCall[] = [];
  let lineIsBlank = true;
  for (let at = 0; at < source.length; ) {
    const skipped = skipInert(source, at, syntax);
    if (skipped > at) {
      at = skipped;
      lineIsBlank = false;
      continue;
    }
    const char = source[at] as string;
    if (char === "%" && lineIsBlank) {
      run.lastIndex = at;
      const line = run.exec(source);
      if (line) {
        found.push(...runLine(at, line[1] as string));
        at = run.lastIndex;
        continue;
      }
    }
    if ((char === "m" || char === "n") && !/[\w$]/.test(source[at - 1] ?? "")) {
      call.lastIndex = at;
      const open = call.exec(source);
      if (open) {
        const offset = at;
        at = call.lastIndex;
        const parts = splitBracket(source, at, syntax);
        if (open[1] === "run") found.push(...runCall(offset, parts, source.slice(offset, at), syntax));
        else found.push(...runMultipleCall(offset, parts, source.slice(offset, at), syntax));
        lineIsBlank = false;
        continue;
      }
    }
    if (char === "\n") lineIsBlank = true;
    else if (char !== " " && char !== "\t" && char !== "\r") lineIsBlank = false;
    at += 1;
  }
  return found;
}

/** `%run /folder/name { "parameter": 1 }`; with an option, `%run -b file.py`, it runs a file. */
function runLine(offset: number, line: string): SourceCall[] {
  const [, target = "", given] = /^\s*("[^"]*"|'[^']*'|[^{#]*)(?:[^{]*?(\{.*))?/.exec(line) ?? [];
  const path = target.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (path.startsWith("-") || line.trim() === "") return [];
  const name = lastSegment(path);
  if (name === "" || name.includes("$")) return [{ offset, expression: line.trim() }];
  const names = given === undefined ? undefined : jsonKeys(given);
  return [{ offset, name, ...(names && { arguments: names }) }];
}

/** `run(path, timeout, arguments, workspace)`, each also by its name. */
function runCall(
  offset: number,
  parts: readonly string[] | undefined,
  opened: string,
  syntax: Syntax,
): SourceCall[] {
  if (!parts) return [{ offset, expression: opened }];
  const path = argument(parts, 0, /^(?:path|notebookPath)\s*=\s*/);
  const workspace = argument(parts, 3, /^workspace\s*=\s*/);
  // a notebook of another workspace is none of ours
  if (workspace !== undefined && !/^(?:None|""|'')$/.test(workspace)) return [];
  if (path === undefined) return [{ offset, expression: opened }];
  const name = lastSegment(literalText(path, syntax) ?? "");
  if (name === "") return [{ offset, expression: path }];
  const given = argument(parts, 2, /^arguments\s*=\s*/);
  const names = given === undefined ? undefined : dictKeys(given, syntax);
  return [{ offset, name, ...(names && { arguments: names }) }];
}

/** `runMultiple(["a", "b"])`; a graph of notebooks is known when it runs. */
function runMultipleCall(
  offset: number,
  parts: readonly string[] | undefined,
  opened: string,
  syntax: Syntax,
): SourceCall[] {
  const list = parts?.[0];
  if (list === undefined) return [{ offset, expression: opened }];
  const elements = list.startsWith("[") ? splitBracket(list, 1, syntax) : undefined;
  if (!elements) return [{ offset, expression: list }];
  return elements.map((element) => {
    const name = lastSegment(literalText(element, syntax) ?? "");
    return name === "" ? { offset, expression: element } : { offset, name };
  });
}

function argument(parts: readonly string[], position: number, keyword: RegExp): string | undefined {
  const named = parts.find((part) => keyword.test(part));
  if (named !== undefined) return named.replace(keyword, "");
  const part = parts[position];
  return part === undefined || /^[A-Za-z_]\w*\s*=(?!=)/.test(part) ? undefined : part;
}

function dictKeys(code: string, syntax: Syntax): readonly string[] | undefined {
  const entries = code.startsWith("{") ? splitBracket(code, 1, syntax) : undefined;
  const keys = entries?.map((entry) => {
    const end = skipInert(entry, 0, syntax);
    return /^\s*:/.test(entry.slice(end)) ? literalText(entry.slice(0, end), syntax) : undefined;
  });
  return keys?.every((key) => key !== undefined) ? keys : undefined;
}

function jsonKeys(text: string): readonly string[] | undefined {
  // What is no JSON after the name is not for us to judge.
  const value = jsonIn(text);
  return isContainer(value) ? Object.keys(value) : undefined;
}

function lastSegment(path: string): string {
  return path.trim().split("/").at(-1)?.trim() ?? "";
}

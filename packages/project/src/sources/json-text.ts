import type { Position } from "@retain/artifacts/words/artifact";
import { isContainer, type Json } from "@retain/artifacts/words/json";
import { isPlain, parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { type ParseError, parseTree, printParseErrorCode, visit } from "jsonc-parser";
import { positionAt } from "../text-position.ts";

/** Deepest nesting a body may have; real ones stay under 40. */
const maxDepth = 200;

/** What is wrong with a JSON text, and where. */
export interface JsonProblem {
  readonly code: "json-syntax" | "json-duplicate-key" | "json-depth";
  readonly message: string;
  readonly at: Position;
  readonly why?: string;
  readonly advice: string;
}

/** The value of a strict JSON text, and whether it is plain (`isPlain`), or its problems. The text is gone through once unless it has problems. */
export function parseJson(
  file: string,
  text: string,
): { readonly value: Json; readonly plain: boolean } | { readonly problems: readonly JsonProblem[] } {
  let value: Json;
  const plain = isPlain(text);
  try {
    value = parseKeepingNumbers(text, plain);
  } catch (error) {
    return { problems: [error instanceof RangeError ? tooDeep(file) : syntaxProblem(file, text, error)] };
  }
  const counted = countKeys(value, 0);
  if (counted === undefined) return { problems: [tooDeep(file)] };
  if (counted === countWrittenKeys(text)) return { value, plain };
  const problems = duplicateKeys(file, text);
  return problems.length === 0 ? { value, plain } : { problems };
}

function tooDeep(file: string): JsonProblem {
  return {
    code: "json-depth",
    message: `the JSON is nested more than ${maxDepth} levels deep`,
    at: { file, line: 1, column: 1 },
    advice: "no workspace accepts such a body: flatten it",
  };
}

function syntaxProblem(file: string, text: string, cause: unknown): JsonProblem {
  if (text.trim() === "") {
    return {
      code: "json-syntax",
      message: "the file is empty",
      at: { file, line: 1, column: 1 },
      advice: "put an artifact into it, or delete it",
    };
  }
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  } catch {
    // Nested too deep for a recursive parser: the engine's own words below.
  }
  const [first] = errors;
  const words = first ? sentence(printParseErrorCode(first.error)) : engineWords(cause);
  const at = positionAt(file, text, first?.offset ?? engineOffset(cause, text));
  return {
    code: "json-syntax",
    message: `the file is not JSON: ${words}`,
    at,
    advice: "fix the file here; comments and trailing commas are not allowed",
  };
}

/** `CommaExpected` as `comma expected`. */
function sentence(code: string): string {
  return code.replace(/(?<=[a-z])([A-Z])/g, " $1").toLowerCase();
}

function engineWords(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message
    .replace(/,? ?(?:\.\.\..*|in JSON at position.*|".*" is not valid JSON.*)$/s, "")
    .toLowerCase();
}

function engineOffset(cause: unknown, text: string): number {
  const position = /at position (\d+)/.exec(cause instanceof Error ? cause.message : "")?.[1];
  return position === undefined ? text.length : Number(position);
}

/** Members of all objects in a value; undefined when it is nested too deep. */
function countKeys(value: Json, depth: number): number | undefined {
  if (!isContainer(value)) return 0;
  if (depth > maxDepth) return undefined;
  let total = 0;
  const list = Array.isArray(value);
  const members = (list ? value : Object.values(value)) as readonly Json[];
  if (!list) total += members.length;
  for (const one of members) {
    if (!isContainer(one)) continue;
    const inside = countKeys(one, depth + 1);
    if (inside === undefined) return undefined;
    total += inside;
  }
  return total;
}

/** Members written in a valid JSON text: strings followed by a colon. Leaps from quote to quote. */
function countWrittenKeys(text: string): number {
  let total = 0;
  for (let open = text.indexOf('"'); open >= 0; ) {
    let close = text.indexOf('"', open + 1);
    while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
    if (close < 0) break;
    let after = close + 1;
    while (isBlank(text.charCodeAt(after))) after += 1;
    if (text.charCodeAt(after) === 58) total += 1;
    open = text.indexOf('"', close + 1);
  }
  return total;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === 92) at -= 1;
  return (quote - 1 - at) % 2 === 1;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function duplicateKeys(file: string, text: string): readonly JsonProblem[] {
  const problems: JsonProblem[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (key, offset) => {
      const keys = open.at(-1);
      if (keys?.has(key)) {
        problems.push({
          code: "json-duplicate-key",
          message: `duplicate key '${key}'`,
          at: positionAt(file, text, offset),
          why: "only the last of them would be sent",
          advice: "keep one of them",
        });
      }
      keys?.add(key);
    },
  });
  return problems;
}

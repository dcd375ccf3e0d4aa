import type { Position } from "@retain/artifacts/words/artifact";
import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import { exactNumber } from "@retain/artifacts/words/json-numbers";
import type { Path } from "@retain/artifacts/words/path";
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from "yaml";
import { readPlain } from "./read-plain.ts";
import { textOf, unreadable } from "./text-file.ts";

/** A YAML text that was understood, and the way back from its values to their places. */
export interface YamlDocument {
  /** The file as shown to people. */
  readonly file: string;
  readonly value: unknown;
  /** The place of the deepest part of `path` that was written: the key of a member, the start of an item. */
  readonly locate: (path: Path) => Position;
}

/** A document, or the problems that kept it from being understood. */
export type YamlRead = { readonly document: YamlDocument } | Problems;

/** Reads a YAML file. */
export async function readYamlFile(absolute: string, file: string): Promise<YamlRead> {
  let bytes: Buffer;
  try {
    bytes = await readPlain(absolute);
  } catch (error) {
    return { problems: [unreadable(file, error)] };
  }
  const read = textOf(file, bytes);
  return "problems" in read ? read : parseYaml(read.text, file);
}

/** Reads YAML text; `lines` is how many lines of the file come before the text. */
export function parseYaml(text: string, file: string, lines = 0): YamlRead {
  const counter = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(line, 1) + lines, column: Math.max(col, 1) };
  };
  const problem = (offset: number, message: string): Diagnostic => ({
    severity: "error",
    code: "yaml-syntax",
    message: `this is not YAML: ${message.split("\n")[0]}`,
    at: place(offset),
    advice: "fix the line; check its indentation and look for duplicate keys",
  });
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => problem(error.pos[0], error.message)) };
  }
  visit(document, { Scalar: (place, node) => (place === "key" ? undefined : keepNumber(node)) });
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
    return { document: { file, value, locate: (path) => place(offsetOf(document.contents, path, resolve)) } };
  } catch (error) {
    return { problems: [problem(0, error instanceof Error ? error.message : String(error))] };
  }
}

/** A number that JSON could hold stays as it is written; YAML has more forms, which become doubles. */
function keepNumber(node: Scalar): void {
  const { value, source } = node;
  if (typeof value !== "number" || source === undefined) return;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(source)) node.value = exactNumber(source);
}

function offsetOf(root: Node | null, path: Path, resolve: (node: unknown) => unknown): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    node = resolve(node);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      offset = startOf(item) ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

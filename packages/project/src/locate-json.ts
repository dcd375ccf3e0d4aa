import type { Position } from "@retain/artifacts/words/artifact";
import type { Path } from "@retain/artifacts/words/path";
import { type Node, parseTree } from "jsonc-parser";
import { readListedNow } from "./read-plain.ts";
import { decodeText } from "./text-file.ts";
import { positionAt } from "./text-position.ts";

/**
 * Finds places in a JSON file: of the deepest part of a path that it holds,
 * the key of a member or the start of an item. The file is read again when a place is asked
 * for: holding every text and its tree would cost more than the artifacts.
 */
export function jsonLocator(absolute: string, file: string): (path: Path) => Position | undefined {
  return (path) => {
    const tree = treeOf(absolute);
    return tree && placeIn(file, tree.text, tree.root, path);
  };
}

/** The last file asked for: problems come file by file. */
let last: { readonly absolute: string; readonly text: string; readonly root: Node } | undefined;

function treeOf(absolute: string): typeof last {
  if (last?.absolute === absolute) return last;
  try {
    const text = decodeText(readListedNow(absolute));
    const root = text === undefined ? undefined : parseTree(text);
    last = text === undefined || root === undefined ? undefined : { absolute, text, root };
  } catch {
    last = undefined;
  }
  return last;
}

function placeIn(file: string, text: string, root: Node, path: Path): Position {
  let node = root;
  let offset = root.offset;
  for (const step of path) {
    const next = node.type === "object" ? memberOf(node, String(step)) : node.children?.[Number(step)];
    if (next === undefined) break;
    offset = next.type === "property" ? (next.children?.[0]?.offset ?? offset) : next.offset;
    const value = next.type === "property" ? next.children?.[1] : next;
    if (value === undefined) break;
    node = value;
  }
  return positionAt(file, text, offset);
}

function memberOf(node: Node, key: string): Node | undefined {
  return node.children?.findLast((property) => property.children?.[0]?.value === key);
}

import { canonicalText } from "@retain/artifacts/canonical/form";
import { isObject, type Json } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { type Node, parseTree } from "jsonc-parser";
import { pairElements } from "./pair-elements.ts";

/** How a file is written. */
interface Style {
  readonly text: string;
  readonly indent: string;
  readonly lineEnd: string;
}

/**
 * A JSON text that holds another value, with every byte that need not change as it was: order of keys,
 * indentation, line ends. What is new is written the way the rest is. The text must be valid JSON.
 */
export function editJson(text: string, value: Json): string {
  const root = parseTree(text);
  if (root === undefined) return `${JSON.stringify(value, null, "\t")}\n`;
  const style = {
    text,
    indent: /\n([ \t]+)\S/.exec(text)?.[1] ?? "\t",
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return text.slice(0, root.offset) + print(root, value, "", style) + text.slice(endOf(root));
}

/** `margin` is the white space before the line in which the node begins. */
function print(node: Node, value: Json, margin: string, style: Style): string {
  const written = style.text.slice(node.offset, endOf(node));
  const found = parseKeepingNumbers(written);
  if (canonicalText(found) === canonicalText(value)) return written;
  if (node.type === "object" && isObject(value)) {
    return container(node, margin, style, (inner, isOpen) => {
      const properties = node.children ?? [];
      const known = new Set(properties.map(keyOf));
      const kept = properties.flatMap((property): readonly Item[] => {
        const [key, child] = [keyOf(property), property.children?.[1]];
        if (child === undefined || !Object.hasOwn(value, key)) return [];
        const before = style.text.slice(property.offset, child.offset);
        return [{ text: before + print(child, value[key] as Json, inner, style), from: property }];
      });
      const added = Object.entries(value)
        .filter(([key]) => !known.has(key))
        .map(([key, one]) => ({ text: `${JSON.stringify(key)}: ${fresh(one, inner, style, isOpen)}` }));
      return [...kept, ...added];
    });
  }
  if (node.type === "array" && Array.isArray(value) && Array.isArray(found)) {
    const children = node.children ?? [];
    return container(node, margin, style, (inner, isOpen) =>
      pairElements(found, value).flatMap(({ before, after }): readonly Item[] => {
        if (after === undefined) return [];
        const [child, one] = [before === undefined ? undefined : children[before], value[after] as Json];
        return child === undefined
          ? [{ text: fresh(one, inner, style, isOpen) }]
          : [{ text: print(child, one, inner, style), from: child }];
      }),
    );
  }
  return fresh(value, margin, style, !isFlat(style));
}

/** An item of a container, and the node it was. */
interface Item {
  readonly text: string;
  readonly from?: Node;
}

/** A container with other items, in the white space of those it had. */
function container(
  node: Node,
  margin: string,
  style: Style,
  items: (inner: string, isOpen: boolean) => readonly Item[],
): string {
  const children = node.children ?? [];
  const [first, second, last] = [children[0], children[1], children.at(-1)];
  const [left, right] = node.type === "object" ? ["{", "}"] : ["[", "]"];
  const open =
    first === undefined
      ? `${left}${isFlat(style) ? "" : `${style.lineEnd}${margin}${style.indent}`}`
      : style.text.slice(node.offset, first.offset);
  const isOpen = open.includes("\n");
  const inner = isOpen ? open.slice(open.lastIndexOf("\n") + 1) : margin;
  const separator =
    first && second
      ? style.text.slice(endOf(first), second.offset)
      : isOpen
        ? `,${style.lineEnd}${inner}`
        : ", ";
  const close =
    last === undefined
      ? `${isOpen ? `${style.lineEnd}${margin}` : ""}${right}`
      : style.text.slice(endOf(last), endOf(node));
  const all = items(inner, isOpen);
  if (all.length === 0) return left + right;
  const parts = all.map(({ text, from }, at) => {
    const before = all[at - 1]?.from;
    const next = before && children[children.indexOf(before) + 1];
    const together = before && from && next === from;
    const between = together ? style.text.slice(endOf(before), from.offset) : separator;
    return at === 0 ? text : between + text;
  });
  return open + parts.join("") + close;
}

/** A value that was not there, on several lines where its surroundings are. */
function fresh(value: Json, margin: string, { indent, lineEnd }: Style, isOpen: boolean): string {
  if (!isOpen) return JSON.stringify(value);
  return JSON.stringify(value, null, indent).replaceAll("\n", `${lineEnd}${margin}`);
}

/** True for a text on one line. */
function isFlat({ text }: Style): boolean {
  return !text.trim().includes("\n");
}

function keyOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

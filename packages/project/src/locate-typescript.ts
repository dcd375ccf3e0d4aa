import { parse } from "@babel/parser";
import type { CallExpression, Expression, File, Node } from "@babel/types";
import type { Position } from "@retain/artifacts/words/artifact";
import type { Path } from "@retain/artifacts/words/path";
import { readListedNow } from "./read-plain.ts";

/** Where an artifact is defined: the call of a `define…` function. */
export interface DefinitionPlace extends Position {
  /** Path of the file on disk. */
  readonly absolute: string;
}

/**
 * Finds the place of a path of a body inside the object literal that was
 * handed to the `define…` call. Follows names to constants of the same file;
 * what is computed is placed where the computation stands.
 */
export function typescriptLocator(definition: DefinitionPlace): (path: Path) => Position | undefined {
  const { absolute, file, line, column } = definition;
  return (path) => {
    const program = programOf(absolute);
    const call = program && callAt(program, line, column);
    if (!call) return { file, line, column };
    const node = descend(program, call, path) ?? call;
    return { file, line: node.loc?.start.line ?? line, column: (node.loc?.start.column ?? 0) + 1 };
  };
}

/** The last file asked for: problems come file by file. */
let last: { readonly absolute: string; readonly program: File } | undefined;

function programOf(absolute: string): File | undefined {
  if (last?.absolute === absolute) return last.program;
  try {
    const program = parse(readListedNow(absolute).toString("utf8"), {
      sourceType: "module",
      plugins: ["typescript"],
      errorRecovery: true,
    });
    last = { absolute, program };
    return program;
  } catch {
    return undefined;
  }
}

/** The call at the place that a stack names: the start of the called name. */
function callAt(program: File, line: number, column: number): CallExpression | undefined {
  let found: CallExpression | undefined;
  walk(program.program, (node) => {
    if (node.type !== "CallExpression") return;
    const callee = node.callee.type === "MemberExpression" ? node.callee.property : node.callee;
    const start = callee.loc?.start;
    if (start?.line === line && start.column + 1 === column) found = node;
  });
  return found;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof child.type === "string") walk(child, visit);
    }
  }
}

/** `name` is the first argument of the call, `properties` the second. */
function descend(program: File, call: CallExpression, path: Path): Node | undefined {
  const [first, ...rest] = path;
  const argument = call.arguments[first === "name" ? 0 : 1];
  if (first === undefined || argument === undefined || argument.type === "SpreadElement") return call;
  if (argument.type === "ArgumentPlaceholder") return call;
  let place: Node = argument;
  let value: Node = argument;
  for (const step of rest) {
    const literal = literalOf(program, value);
    const next = literal && childOf(program, literal, step);
    if (next === undefined) break;
    place = next;
    value = next.type === "ObjectProperty" ? next.value : next;
  }
  return place;
}

/** Through `as const`, `satisfies`, parentheses and names of constants to the literal that was written. */
function literalOf(program: File, node: Node, hops = 0): Node | undefined {
  if (hops > 20) return undefined;
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return literalOf(program, node.expression, hops + 1);
    case "Identifier": {
      const init = constantOf(program, node.name);
      return init && literalOf(program, init, hops + 1);
    }
    default:
      return node;
  }
}

function constantOf(program: File, name: string): Expression | undefined {
  for (const statement of program.program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === "Identifier" && id.name === name) return init ?? undefined;
    }
  }
  return undefined;
}

function childOf(program: File, literal: Node, step: string | number): Node | undefined {
  if (literal.type === "ArrayExpression") return elementOf(literal.elements, Number(step));
  if (literal.type !== "ObjectExpression") return undefined;
  // What is written last counts.
  for (const member of literal.properties.toReversed()) {
    if (member.type === "SpreadElement") {
      const spread = literalOf(program, member.argument);
      const inside = spread && childOf(program, spread, step);
      if (inside !== undefined) return inside;
    } else if (member.type === "ObjectProperty" && !member.computed && keyOf(member.key) === String(step)) {
      return member;
    }
  }
  return undefined;
}

/** After a spread, the indices of elements are unknown. */
function elementOf(elements: readonly (Node | null)[], index: number): Node | undefined {
  const before = elements.slice(0, index + 1);
  return before.some((element) => element?.type === "SpreadElement")
    ? undefined
    : (elements[index] ?? undefined);
}

function keyOf(key: Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" || key.type === "NumericLiteral" ? String(key.value) : undefined;
}

import type { Usually } from "../src/shape/facts.ts";

/**
 * Reads out of the type declarations of the SDK what its mappers leave out:
 * the lists of values (a mapper calls such a property a string), and which
 * objects are required (a mapper says it of scalars and lists only), and what
 * the descriptions say of values that may be anything.
 */
export function readValues(declarations: string): {
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly properties: ReadonlyMap<string, string>;
  readonly required: ReadonlySet<string>;
  readonly usual: ReadonlyMap<string, Usually>;
} {
  const text = declarations.replaceAll("\r\n", "\n");
  const lists = new Map<string, readonly string[]>();
  for (const [, name, members] of text.matchAll(/declare enum Known(\w+) \{([^}]*)\}/g)) {
    if (name === undefined || members === undefined) continue;
    lists.set(
      name,
      [...members.matchAll(/= "([^"]*)"/g)].map(([, value]) => value ?? ""),
    );
  }
  const properties = new Map<string, string>();
  const required = new Set<string>();
  const usual = new Map<string, Usually>();
  const blocks = text.matchAll(/declare interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/g);
  for (const [, model, members] of blocks) {
    for (const [, property, optional, type = ""] of (members ?? "").matchAll(
      /^ {4}(\w+)(\??): (\w+)(?:\[\])?;$/gm,
    )) {
      if (lists.has(type)) properties.set(`${model}.${property}`, type);
      if (optional === "") required.add(`${model}.${property}`);
    }
    for (const [, words = "", property] of (members ?? "").matchAll(
      /\/\*\* ([^\n]*) \*\/\n {4}(\w+)\??: any;/g,
    )) {
      const said = property === undefined || objectsToo.has(property) ? undefined : usuallyOf(words);
      if (said !== undefined) usual.set(`${model}.${property}`, said);
    }
  }
  return { lists, properties, required, usual };
}

/** Described as text, and written as objects all the time (Azure documentation of the activities and of REST). */
const objectsToo: ReadonlySet<string> = new Set([
  "headers",
  "additionalHeaders",
  "body",
  "paginationRules",
  "value",
]);

/** What `Type: string (or Expression with resultType string).` says; undefined where nothing certain is said. */
function usuallyOf(words: string): Usually | undefined {
  const said = /\bType: ([A-Za-z]+(?: of (?:objects|strings))?)([^A-Za-z].*)?$/.exec(words);
  const [, type = "", rest = ""] = said ?? [];
  if (type.toLowerCase() === "string") return /^,? (?:SecureString|or)/i.test(rest) ? "secret" : "text";
  const known = type.toLowerCase().split(" ")[0];
  if (known === "boolean") return "boolean";
  if (known === "integer" || known === "number" || known === "double") return "number";
  return known === "array" || known === "object" ? "container" : undefined;
}

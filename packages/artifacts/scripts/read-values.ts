/**
 * Reads out of the type declarations of the SDK what its mappers leave out:
 * the lists of values (a mapper calls such a property a string), and which
 * objects are required (a mapper says it of scalars and lists only).
 */
export function readValues(declarations: string): {
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly properties: ReadonlyMap<string, string>;
  readonly required: ReadonlySet<string>;
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
  const blocks = text.matchAll(/declare interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/g);
  for (const [, model, members] of blocks) {
    for (const [, property, optional, type = ""] of (members ?? "").matchAll(
      /^ {4}(\w+)(\??): (\w+)(?:\[\])?;$/gm,
    )) {
      if (lists.has(type)) properties.set(`${model}.${property}`, type);
      if (optional === "") required.add(`${model}.${property}`);
    }
  }
  return { lists, properties, required };
}

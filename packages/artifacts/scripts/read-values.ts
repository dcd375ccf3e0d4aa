/**
 * Reads the lists of values out of the type declarations of the SDK: the
 * mappers call such a property a string, only its declared type names the list.
 */
export function readValues(declarations: string): {
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly properties: ReadonlyMap<string, string>;
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
  const blocks = text.matchAll(/declare interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/g);
  for (const [, model, members] of blocks) {
    for (const [, property, list] of (members ?? "").matchAll(/^ {4}(\w+)\??: (\w+)(?:\[\])?;$/gm)) {
      if (list !== undefined && lists.has(list)) properties.set(`${model}.${property}`, list);
    }
  }
  return { lists, properties };
}

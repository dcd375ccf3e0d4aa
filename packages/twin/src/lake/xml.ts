/** An element with text in it. */
export function element(name: string, text: string | undefined): string {
  return parent(name, escaped(text ?? ""));
}

/** An element with other elements in it, already written. */
export function parent(
  name: string,
  elements: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return elements === "" ? `<${name}${head.join("")} />` : `<${name}${head.join("")}>${elements}</${name}>`;
}

/** A whole document around its root element. */
export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root}`;
}

/** Text as it stands between tags. A character that XML cannot carry becomes a question mark. */
function escaped(text: string): string {
  return [...text]
    .map((character) => entities[character] ?? (isCarried(character) ? character : "?"))
    .join("");
}

/** Names and texts of the elements directly below the root, which hold no others. */
export function* innerElements(document: string): Iterable<{ readonly name: string; readonly text: string }> {
  for (const [, name = "", text = ""] of document.matchAll(/<([A-Za-z]+)>([^<]*)<\/\1>/g)) {
    yield { name, text: text.trim() };
  }
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function isCarried(character: string): boolean {
  return character >= " " || character === "\n" || character === "\t" || character === "\r";
}

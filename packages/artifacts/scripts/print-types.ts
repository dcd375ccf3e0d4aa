import type { WireFacts, WireNode, WireProperties } from "../src/shape/facts.ts";

/** The types that the define functions take: the others are reached through them. */
const exported = new Set([
  "Activity",
  "Credential",
  "DataFlow",
  "Dataset",
  "LinkedService",
  "Notebook",
  "Pipeline",
  "SparkConfiguration",
  "SparkJobDefinition",
  "Trigger",
]);

/** The facts as TypeScript types in wire shape. */
export function printTypes(facts: WireFacts, heading: string): string {
  const printer = makePrinter(facts);
  const models = Object.keys(facts.models)
    .filter((name) => name !== "Expression")
    .map(printer.model);
  const imports = [
    'import type { Choice, Expression, Flag, Num, Text, Unlisted } from "../define/wire.ts";',
    'import type { Json } from "../words/json.ts";',
  ];
  return `// ${heading}\n\n${imports.join("\n")}\n\n${models.join("\n")}`;
}

function makePrinter(facts: WireFacts): { model: (name: string) => string } {
  const keyword = (name: string) => (exported.has(name) ? "export " : "");
  const baseName = (name: string) => (facts.unions[name] ? `${name}Base` : name);
  const tags = new Map<string, { on: string; type: string }>();
  for (const { on, types } of Object.values(facts.unions)) {
    for (const [type, name] of Object.entries(types)) tags.set(name, { on, type });
  }

  const members = (properties: WireProperties, indent: string, skip?: string): string =>
    Object.entries(properties)
      .filter(([name]) => name !== skip)
      .map(
        ([name, node]) =>
          `${indent}${keyText(name)}${node.required ? "" : "?"}: ${typeText(node, indent)};\n`,
      )
      .join("");

  const typeText = (node: WireNode, indent: string): string => {
    switch (node.is) {
      case "any":
        return "Json";
      case "number":
        return "Num";
      case "boolean":
        return "Flag";
      case "text":
        return node.values === undefined ? "Text" : choiceText(facts.values[node.values] ?? []);
      case "list":
        return `readonly ${bracketed(typeText(node.item, indent))}[] | Expression`;
      case "map":
        return `{ [name: string]: ${typeText(node.item, indent)} }`;
      case "object":
        return `{\n${members(node.properties, `${indent}  `)}${indent}}`;
      case "model":
        return node.of;
    }
  };

  const model = (name: string): string => {
    const { base, open, properties } = facts.models[name] ?? { open: undefined, properties: {} };
    const union = facts.unions[name];
    const tag = tags.get(name);
    const on = tag?.on ?? union?.on;
    const above = base === undefined ? "" : ` extends ${baseName(base)}`;
    const tagLine = tag && !union ? `  ${tag.on}: ${JSON.stringify(tag.type)};\n` : "";
    const more = open ? "  [member: string]: unknown;\n" : "";
    const body = `interface ${baseName(name)}${above} {\n${tagLine}${members(properties, "  ", on)}${more}}\n`;
    if (!union) return `${keyword(name)}${body}`;
    const names = [...new Set(Object.values(union.types))].sort();
    const other = `interface Other${name} extends ${baseName(name)} {\n  ${union.on}: Unlisted;\n  [property: string]: unknown;\n}\n`;
    return `${body}${other}${keyword(name)}type ${name} =\n${[...names, `Other${name}`].map((one) => `  | ${one}`).join("\n")};\n`;
  };
  return { model };
}

/** A list of one value is a constant. */
function choiceText(values: readonly string[]): string {
  const literals = values.map((value) => JSON.stringify(value)).join(" | ");
  return values.length === 1 ? literals : `Choice<${literals || "never"}>`;
}

function bracketed(type: string): string {
  return /^[\w.]+$/.test(type) ? type : `(${type})`;
}

function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

import type { WireFacts } from "../src/shape/facts.ts";

/**
 * The facts as a module that exports one text: a bundler keeps it as it is
 * and nobody parses it before it is needed. One model a line, for reviews.
 */
export function printFacts(facts: WireFacts, heading: string): string {
  const parts = Object.entries(facts).map(([part, members]) => {
    const lines = Object.entries(members).map(
      ([name, fact]) => `${JSON.stringify(name)}:${JSON.stringify(fact)}`,
    );
    return `${JSON.stringify(part)}:{\n${lines.join(",\n")}\n}`;
  });
  const text = `{${parts.join(",\n")}}`
    .replaceAll("\\", "\\\\")
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${");
  return `// ${heading}\n\n/** The facts of \`WireFacts\` as JSON. */\nexport const wireFacts = \`${text}\`;\n`;
}

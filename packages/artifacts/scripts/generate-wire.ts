import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { generateWire } from "./generated-files.ts";

for (const { name, text } of await generateWire()) {
  await writeFile(fileURLToPath(new URL(`../src/generated/${name}`, import.meta.url)), text);
  process.stdout.write(`${name}: ${text.length} characters\n`);
}

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { commandsPage } from "./commands-page.ts";

const file = fileURLToPath(new URL("../../../docs/commands.md", import.meta.url));
await writeFile(file, commandsPage());
process.stdout.write("docs/commands.md\n");

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = readdirSync(new URL("../environments", import.meta.url)).map((file) =>
  file.replace(/\.yaml$/, ""),
);

test.each(names)(
  "this repository is sound in its environment %s: every parameter given, every given one used",
  async (name) => {
    const { code, out, problems } = await runCommand("validate", root, { env: name });
    expect(problems).toBe("");
    expect(out).toMatch(/^Valid: 46 artifacts, no problems$/m);
    expect(code).toBe(0);
  },
);

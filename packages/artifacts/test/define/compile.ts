import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");

/** What the compiler says of TypeScript sources by file name, as strict as this repository and with its packages at hand. */
export async function compile(sources: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "retain-compile-")));
  try {
    const config = { extends: join(root, "tsconfig.json"), include: ["*.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, name), text);
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", "."], { cwd: folder }).catch(
      (error: { readonly stdout?: string }) => ({ stdout: error.stdout ?? "the compiler did not run" }),
    );
    return stdout.split("\n").filter((line) => line !== "");
  } finally {
    await rm(folder, { recursive: true });
  }
}

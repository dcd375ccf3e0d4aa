import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { CommandContext } from "./cli/command.ts";
import { refuse } from "./target.ts";

/** Writes a file whole or not at all; false, with the problem shown, where that is impossible. */
export async function saveFile(
  context: CommandContext,
  folder: string,
  path: string,
  text: string,
): Promise<boolean> {
  const file = resolve(folder, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, text);
    return true;
  } catch (error) {
    refuse(context, [
      {
        severity: "error",
        code: "file-unwritable",
        message: `'${path}' cannot be written`,
        why: error instanceof Error ? error.message : String(error),
        advice: "name a file in a folder you may write to",
      },
    ]);
    return false;
  }
}

/** Writes beside the file and renames: a reader sees the old text or the new one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  await writeFile(beside, text);
  await rename(beside, file);
}

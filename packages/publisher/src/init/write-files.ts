import { access, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeWhole } from "../save-file.ts";
import { ignoringText, type NewFile } from "./project-files.ts";

/** What became of a file. */
export interface WrittenFile {
  /** From the folder that was initialised, with `/`. */
  readonly path: string;
  readonly is: "written" | "extended" | "left";
}

/** Writes the files that are not there yet, and leaves those that are. Throws what the file system throws. */
export async function writeFiles(
  root: string,
  up: string,
  files: readonly NewFile[],
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const { from, path, text } of files) {
    const shown = from === "repository" ? `${up}${path}` : path;
    const file = join(root, shown);
    if (await exists(file)) {
      written.push({ path: shown, is: "left" });
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, text);
    written.push({ path: shown, is: "written" });
  }
  const ignore = join(root, ".gitignore");
  const before = await readFile(ignore, "utf8").catch(() => "");
  const after = ignoringText(before);
  if (after !== undefined) await writeWhole(ignore, after);
  const is = after === undefined ? "left" : before === "" ? "written" : "extended";
  return [...written, { path: ".gitignore", is }];
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

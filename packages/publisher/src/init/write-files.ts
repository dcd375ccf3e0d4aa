import { access, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";
import { writeWhole } from "../save-file.ts";
import { ignoringText, type NewFile } from "./project-files.ts";

/** What became of a file. */
export interface WrittenFile {
  /** From the folder that was initialised, with `/`. */
  readonly path: string;
  readonly status: "written" | "extended" | "left";
}

/** Writes the files that are not there yet, and leaves those that are. Throws what the file system throws. */
export async function writeFiles(
  root: string,
  up: string,
  files: readonly NewFile[],
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  // Read before anything is written: what cannot be read must not be written over.
  const ignore = join(root, ".gitignore");
  const before = (await exists(ignore)) ? await readIgnored(ignore) : "";
  for (const { from, path, text } of files) {
    const shown = from === "repository" ? `${up}${path}` : path;
    const file = join(root, shown);
    if (await exists(file)) {
      written.push({ path: shown, status: "left" });
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, text);
    written.push({ path: shown, status: "written" });
  }
  const after = ignoringText(before);
  if (after !== undefined) await writeWhole(ignore, after);
  const status = after === undefined ? "left" : before === "" ? "written" : "extended";
  return [...written, { path: ".gitignore", status }];
}

async function readIgnored(file: string): Promise<string> {
  try {
    return (await readPlain(file)).toString("utf8");
  } catch (error) {
    throw new Error(`.gitignore cannot be read: ${readFailure(error)}`, { cause: error });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

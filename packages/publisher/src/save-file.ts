import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { unwritablePlace } from "@retain/project/read-plain";
import { Refusal, refusal } from "./refusal.ts";

/** Writes a file whole or not at all. Throws a Refusal where that is impossible. */
export async function saveFile(folder: string, path: string, text: string): Promise<void> {
  const file = resolve(folder, path);
  const obstacle = await unwritablePlace(file);
  if (obstacle !== undefined) {
    throw refusal("failed", {
      code: "file-unwritable",
      message: `'${path}' cannot be written`,
      why: obstacle,
      advice: "name a file in a writable folder; without the option, results go to stdout",
    });
  }
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, text);
  } catch (error) {
    throw new Refusal("failed", [unwritable(path, error, "name a file in a writable folder")]);
  }
}

/** The problem that a file or folder cannot be written. */
export function unwritable(path: string, error: unknown, advice: string): Diagnostic {
  return {
    severity: "error",
    code: "file-unwritable",
    message: `'${path}' cannot be written`,
    why: writeFailure(error),
    advice,
  };
}

/** Writes beside the file and renames: a reader sees the old text or the new one. */
export async function writeWhole(file: string, text: string | Uint8Array): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EISDIR: "it is a folder",
  ENOTDIR: "part of its path is a file",
  EEXIST: "part of its path is a file",
  ENAMETOOLONG: "its name is too long for this system",
};

/** Why a file could not be written, in a clause. */
export function writeFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

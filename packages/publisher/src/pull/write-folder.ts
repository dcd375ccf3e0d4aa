import { lstat, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { writeWhole } from "../save-file.ts";
import type { PulledFile } from "./pull-file.ts";

/** Longest name of a file that common file systems take, in bytes. */
const longestName = 255;

/** Files that a file system takes for one: it may ignore case, and forms of Unicode. */
export function clashes(files: readonly Pick<PulledFile, "path">[]): readonly Diagnostic[] {
  const first = new Map<string, string>();
  return files.flatMap(({ path }): readonly Diagnostic[] => {
    const key = path.normalize("NFC").toLowerCase();
    const other = first.get(key);
    first.set(key, other ?? path);
    if (other === undefined) return [];
    return [
      {
        severity: "error",
        code: "pull-same-file",
        message: `'${path}' and '${other}' are the same file on many file systems`,
        advice: "rename one of the two in Synapse Studio, or leave it out with --except",
      },
    ];
  });
}

/** What would stop the writing half-way: names that are too long, links and files in the place of folders. */
export async function obstacles(
  folder: string,
  files: readonly Pick<PulledFile, "path">[],
): Promise<readonly Diagnostic[]> {
  const asked = new Map<string, Promise<Diagnostic | undefined>>();
  const found: Diagnostic[] = [];
  for (const { path } of files) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    // Beside it lies, for a moment, the file that is moved over it.
    if (Buffer.byteLength(`${name}.${process.pid}.part`) > longestName) found.push(tooLong(path));
    const steps = path.split("/");
    for (const end of steps.keys()) {
      const part = steps.slice(0, end + 1).join("/");
      if (asked.has(part)) continue;
      const answer = obstacleAt(folder, part, end < steps.length - 1);
      asked.set(part, answer);
      const problem = await answer;
      if (problem !== undefined) {
        found.push(problem);
        break;
      }
    }
  }
  return found;
}

async function obstacleAt(folder: string, part: string, asFolder: boolean): Promise<Diagnostic | undefined> {
  const there = await lstat(join(folder, part)).catch(() => undefined);
  if (there === undefined) return undefined;
  if (asFolder ? there.isDirectory() : there.isFile()) return undefined;
  return {
    severity: "error",
    code: "pull-in-the-way",
    message: there.isSymbolicLink()
      ? `'${part}' is a link: the files would be written to its target`
      : `'${part}' is not a ${asFolder ? "folder" : "file"}`,
    advice: "remove or rename it, or pull into another folder",
  };
}

function tooLong(path: string): Diagnostic {
  return {
    severity: "error",
    code: "pull-name-too-long",
    message: `the file name of '${path}' is longer than the ${longestName} bytes that file systems allow`,
    advice: "rename the artifact in Synapse Studio, or leave it out with --except",
  };
}

/** Writes the files one after another, each whole. Throws what the file system throws. */
export async function writeFolder(folder: string, files: readonly PulledFile[]): Promise<void> {
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeWhole(join(folder, path), content);
  }
}

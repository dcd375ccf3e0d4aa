import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import { isObject, type JsonObject } from "@retain/artifacts/json";
import { parseKeepingNumbers } from "@retain/artifacts/json-numbers";
import { decodeText } from "../load/text-file.ts";
import { writeWhole } from "../save-file.ts";
import type { LayoutFile } from "./git-layout.ts";

/** What is to be done with a file: it is not there, differs, or says the same already. */
type FileState = "new" | "differs" | "equal";

/** A file of the layout and how it stands in the folder. */
export interface FoundFile extends LayoutFile {
  readonly state: FileState;
}

/** Compares files with those of a folder. Layout does not count: another indent, BOM or CRLF says the same. */
export async function compareFolder(
  folder: string,
  files: readonly LayoutFile[],
): Promise<readonly FoundFile[]> {
  return Promise.all(
    files.map(async (file) => ({ ...file, state: stateOf(file, await bytesOf(join(folder, file.path))) })),
  );
}

/** Files that a file system takes for one: it may ignore case, and forms of Unicode. */
export function clashes(files: readonly LayoutFile[]): readonly Diagnostic[] {
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
        message: `'${path}' and '${other}' are one file on many file systems`,
        advice: "rename one of the two in Synapse Studio, or leave it out with --except",
      },
    ];
  });
}

/** Writes the files one after another, each whole. Throws what the file system throws. */
export async function writeFolder(folder: string, files: readonly LayoutFile[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file.path)), { recursive: true });
    await writeWhole(join(folder, file.path), file.text);
  }
}

function stateOf(file: LayoutFile, bytes: Buffer | undefined): FileState {
  if (bytes === undefined) return "new";
  const text = decodeText(bytes);
  if (text === file.text) return "equal";
  return text !== undefined && compact(text) === compact(file.text) ? "equal" : "differs";
}

/** What a file of a folder says; undefined where there is none, or where it is no object. */
export async function bodyIn(folder: string, path: string): Promise<JsonObject | undefined> {
  const bytes = await bytesOf(join(folder, path));
  const text = bytes === undefined ? undefined : decodeText(bytes);
  if (text === undefined) return undefined;
  try {
    const value = parseKeepingNumbers(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function compact(text: string): string | undefined {
  try {
    return JSON.stringify(parseKeepingNumbers(text));
  } catch {
    return undefined;
  }
}

async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}

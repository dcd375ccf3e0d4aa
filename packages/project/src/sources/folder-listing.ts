import { type Dirent, existsSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { unreadable } from "../text-file.ts";

/** The files below a folder. */
export interface Listing {
  /** Relative paths with `/`, sorted. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lists the files below a folder. Links are followed, except round in a
 * circle and out of the repository; hidden folders and node_modules are left out. `shown` turns a
 * relative path into the one that people know.
 */
export async function listFiles(folder: string, shown: (path: string) => string): Promise<Listing> {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];

  const boundary = await realpath(repositoryOf(folder)).catch(() => folder);

  const enter = async (path: string, above: readonly string[]): Promise<void> => {
    const absolute = join(folder, path);
    let real: string;
    let entries: Dirent[];
    try {
      real = await realpath(absolute);
      if (above.includes(real)) {
        diagnostics.push(circle(shown(path)));
        return;
      }
      entries = await readdir(absolute, { withFileTypes: true });
    } catch (error) {
      diagnostics.push(unreadable(shown(path), error));
      return;
    }
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const inside = path === "" ? entry.name : `${path}/${entry.name}`;
      try {
        const target = entry.isSymbolicLink() ? await stat(join(folder, inside)) : entry;
        if (entry.isSymbolicLink() && leadsOut(await realpath(join(folder, inside)), boundary)) {
          diagnostics.push(outside(shown(inside)));
          continue;
        }
        if (target.isDirectory()) await enter(inside, [...above, real]);
        else if (target.isFile()) files.push(inside);
      } catch (error) {
        diagnostics.push(unreadable(shown(inside), error));
      }
    }
  };

  await enter("", []);
  return { files: files.sort(), diagnostics };
}

/** The git repository that a folder lies in, else the project, else the folder itself. */
function repositoryOf(folder: string): string {
  for (const mark of [".git", "retain.yaml"]) {
    for (let above = folder; ; above = dirname(above)) {
      if (existsSync(join(above, mark))) return above;
      if (above === dirname(above)) break;
    }
  }
  return folder;
}

function leadsOut(real: string, boundary: string): boolean {
  const path = relative(boundary, real);
  return path.startsWith("..") || isAbsolute(path);
}

function outside(file: string): Diagnostic {
  return {
    severity: "error",
    code: "link-outside",
    message: `the link '${file}' points outside the repository`,
    at: { file, line: 1, column: 1 },
    why: "nobody reviews its target, and another machine may have something else there",
    advice: "replace the link with the file",
  };
}

function circle(file: string): Diagnostic {
  return {
    severity: "warning",
    code: "link-circle",
    message: `the link '${file}' points to a folder above it and is not followed`,
    at: { file, line: 1, column: 1 },
    advice: "remove the link",
  };
}

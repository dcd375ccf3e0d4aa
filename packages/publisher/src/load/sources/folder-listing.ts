import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import { unreadable } from "../text-file.ts";

/** The files below a folder. */
export interface Listing {
  /** Relative paths with `/`, sorted. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lists the files below a folder. Links are followed, except round in a
 * circle; hidden folders and node_modules are left out. `shown` turns a
 * relative path into the one that people know.
 */
export async function listFiles(folder: string, shown: (path: string) => string): Promise<Listing> {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];

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

function circle(file: string): Diagnostic {
  return {
    severity: "warning",
    code: "link-circle",
    message: `the link '${file}' leads back to a folder above it and is not followed`,
    at: { file, line: 1, column: 1 },
    advice: "remove the link",
  };
}

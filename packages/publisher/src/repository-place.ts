import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { shownPath } from "@retain/project/shown-path";

/** Where a folder lies in its git repository, with `/`; empty for its root, or where there is no repository. */
export function repositoryPlace(folder: string): string {
  for (let above = folder; ; above = dirname(above)) {
    // In a worktree `.git` is a file.
    if (existsSync(join(above, ".git"))) return above === folder ? "" : shownPath(above, folder);
    if (above === dirname(above)) return "";
  }
}

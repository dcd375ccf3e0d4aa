import { hash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readListedNow } from "@retain/project/read-plain";
import envPaths from "env-paths";

/** Where a cache lies, and which program may use it. */
export interface CachePlace {
  readonly file: string;
  /** Changes with the program: what another one found says nothing. */
  readonly program: string;
}

/**
 * The place of what is known of a project: in the user's own cache folder, never in the repository, where whoever
 * sends a change could say what is to be found in it. `RETAIN_CACHE` names another folder; `off` is none. Undefined
 * without a place, and where the program is not built: its parts may change while it is written.
 */
export function cachePlace(folder: string): CachePlace | undefined {
  const asked = process.env.RETAIN_CACHE ?? "";
  if (asked === "off") return undefined;
  const program = builtProgram();
  if (program === undefined) return undefined;
  const caches = asked === "" ? envPaths("retain", { suffix: "" }).cache : asked;
  return { file: join(caches, `read-${hash("sha256", folder).slice(0, 16)}.json`), program };
}

/** The names of the parts of a built program tell of all that is in them. */
function builtProgram(): string | undefined {
  const here = fileURLToPath(new URL(".", import.meta.url));
  for (const dist of [here, join(here, "..")]) {
    try {
      const parts = readdirSync(join(dist, "parts"));
      return hash("sha256", `${parts.join()}${readListedNow(join(dist, "retain.js"))}`);
    } catch {}
  }
  return undefined;
}

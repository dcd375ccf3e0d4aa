import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningTwin, startTwin, type TwinOptions } from "@retain/twin/start-twin";

/** A twin for many tests, and folders for each of them. */
export interface World {
  readonly twin: RunningTwin;
  /** State folder of the twin. */
  readonly folder: string;
  /** Makes an empty folder that lives as long as the world. */
  readonly makeFolder: (name: string) => string;
  readonly close: () => Promise<void>;
}

const unlisted = {
  error: { code: "Forbidden", message: "Caller is not authorized to perform action on resource." },
};

/** Starts a twin with one workspace a test. Operations are quick: they are waited for thousands of times. */
export function openWorld(
  workspaces: readonly string[],
  settings: TwinOptions["settings"] = { operationMs: 5 },
): Promise<World> {
  // One lake for all: each workspace has a file system of its name in it. One vault of two lets nobody list.
  return openWorldOf({
    workspaces,
    filesystems: workspaces,
    vaults: { "shop-kv": ["ftp-password", "sql-password"], "closed-kv": [] },
    faults: [{ vault: "closed-kv", fault: { kind: "status", status: 403, body: unlisted } }],
    settings,
  });
}

/** Starts a twin for many tests, with its state in a folder that goes with it. */
export async function openWorldOf(options: Omit<TwinOptions, "folder">): Promise<World> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "retain-acceptance-")));
  const folder = join(root, "twin");
  const twin = await startTwin({ folder, ...options });
  return {
    twin,
    folder,
    makeFolder: (name) => {
      const made = join(root, "cases", name);
      mkdirSync(made, { recursive: true });
      return made;
    },
    close: async () => {
      await twin.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The words that `{{…}}` in the YAML files of a repository stand for. */
export type Placeholders = Readonly<Record<string, string>>;

/** Copies a repository and tells its YAML files where the twin is. */
export function copyRepository(from: string, to: string, placeholders: Placeholders): void {
  cpSync(from, to, { recursive: true });
  for (const path of readdirSync(to, { recursive: true, encoding: "utf8" })) {
    if (!/\.ya?ml$/.test(path)) continue;
    const text = readFileSync(join(to, path), "utf8");
    writeFileSync(
      join(to, path),
      text.replace(/\{\{(\w+)\}\}/g, (whole, word: string) => placeholders[word] ?? whole),
    );
  }
}

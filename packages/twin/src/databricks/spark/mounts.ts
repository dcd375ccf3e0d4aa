import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where the files of storage accounts lie, by account: a folder for each file system. */
export type LakeFolders = Readonly<Record<string, string>>;

/**
 * Settings of Hadoop by which `abfss://` of these accounts reads and writes their folders. Every directory at the top
 * of a file system is a link of its own; what is outside of them is refused, also a file system that is not here: the
 * class that would serve it, which by default is the machine's disk from its root, does not exist.
 */
export function mountsOf(lakes: LakeFolders): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {
    "fs.abfss.impl": "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme",
    "fs.AbstractFileSystem.abfss.impl": "org.apache.hadoop.fs.viewfs.ViewFs",
    "fs.viewfs.overload.scheme.target.abfss.impl": "twin.serves.no.such.place",
    // A directory that came since the last run is a link that a kept file system does not have.
    "fs.abfss.impl.disable.cache": "true",
  };
  for (const [account, folder] of Object.entries(lakes)) {
    const host = `${account}.dfs.core.windows.net`;
    const filesystems = foldersIn(folder);
    for (const filesystem of filesystems) {
      const root = join(folder, filesystem);
      // Hadoop looks for the name of the host in some versions, and for the whole authority in others.
      const names = [`${filesystem}@${host}`, ...(filesystems.length === 1 ? [host] : [])];
      for (const name of names) {
        for (const directory of foldersIn(root)) {
          const link = `fs.viewfs.mounttable.${name}.link./${directory}`;
          settings[link] = pathToFileURL(join(root, directory)).href;
        }
      }
    }
  }
  return settings;
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

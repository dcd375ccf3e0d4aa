import { sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Imports modules by absolute path, TypeScript among them, and is closed when all are imported. */
export interface ModuleImporter {
  readonly load: (absolute: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly close: () => Promise<void>;
}

/**
 * The importer for the modules of one folder: Node's own where it strips types
 * (22.18 and later, outside node_modules), tsx everywhere else. One importer
 * for all modules, so that each of them runs once.
 */
export async function openImporter(folder: string): Promise<ModuleImporter> {
  const strips = Boolean((process.features as { readonly typescript?: unknown }).typescript);
  const installed = folder.split(sep).includes("node_modules");
  if (strips && !installed) {
    return {
      load: (absolute) => import(/* @vite-ignore */ pathToFileURL(absolute).href),
      close: async () => {},
    };
  }
  const { register } = await import("tsx/esm/api");
  // The namespace keeps the hooks away from the modules of this program.
  const hooks = register({ namespace: "retain" });
  return {
    load: (absolute) => hooks.import(pathToFileURL(absolute).href, import.meta.url),
    close: () => hooks.unregister(),
  };
}

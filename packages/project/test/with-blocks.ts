import { registry } from "@retain/workspaces/registry";
import * as loading from "../src/load-desired.ts";

/** Loads a project whose environments may name the workspaces that are shipped. */
export function loadDesired(options: Omit<loading.LoadOptions, "blocks">) {
  return loading.loadDesired({ blocks: registry, ...options });
}

/** Opens an environment that may name the workspaces that are shipped. */
export function openEnvironment(from: string, name?: string) {
  return loading.openEnvironment(from, registry, name);
}

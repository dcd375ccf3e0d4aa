import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTwin } from "@retain/twin/start-twin";
import type { World } from "./world.ts";

/** A workspace of the twin, and the file system of a lake that holds its state. */
export interface Place {
  readonly workspace: string;
  readonly account: string;
  readonly filesystem: string;
}

/** Starts a twin that has a storage account a name for itself, so that its faults are nobody else's. */
export async function openPlaces(
  names: readonly string[],
): Promise<{ readonly world: World; readonly places: readonly Place[] }> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "retain-places-")));
  const folder = join(root, "twin");
  const places = names.map((name) => ({
    workspace: name,
    account: `lake${name.replaceAll("-", "")}`,
    filesystem: "state",
  }));
  const twin = await startTwin({
    folder,
    workspaces: names,
    lakes: places.map(({ account }) => account),
    filesystems: ["state"],
    settings: { operationMs: 0, retryAfterSeconds: 0 },
  });
  const world: World = {
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
  return { world, places };
}

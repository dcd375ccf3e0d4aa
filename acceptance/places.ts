import { openWorldOf, type World } from "./world.ts";

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
  const places = names.map((name) => ({
    workspace: name,
    account: `lake${name.replaceAll("-", "")}`,
    filesystem: "state",
  }));
  const world = await openWorldOf({
    workspaces: names,
    lakes: places.map(({ account }) => account),
    filesystems: ["state"],
    settings: { operationMs: 0, retryAfterSeconds: 0 },
  });
  return { world, places };
}

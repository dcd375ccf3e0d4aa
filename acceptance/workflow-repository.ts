import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { installProgram } from "./installed.ts";
import { writeOldWindows } from "./old-windows.ts";
import { type Happened, openStage, type Stage } from "./workflow-stage.ts";
import { copyRepository, openWorld, type World } from "./world.ts";

export const push: Happened = { name: "push" };
export const schedule: Happened = { name: "schedule", event: { schedule: "17 5 * * *" } };
export const matrix = { matrix: { environment: "prod" } };
export const inputs = { inputs: { environment: "prod" } };

type Body = Parameters<ReturnType<World["twin"]["workspace"]>["seed"]>[2];

/** A twin with so many workspaces and the packed program, installed: for the workflows that the tests of a file run. */
export function useWorkflows(workspaces: readonly string[]) {
  let world: World;
  const opened: Stage[] = [];

  beforeAll(async () => {
    world = await openWorld(workspaces);
    installProgram(world.makeFolder("installed"));
  });
  afterAll(async () => {
    for (const stage of opened) await stage.close();
    await world.close();
  });

  /** A repository that publishes to one workspace, on a stage of its own. */
  async function setUp(workspace: string) {
    const repository = world.makeFolder(workspace);
    copyRepository(estateFolder("shop"), repository, { workspace, twin: world.folder });
    // Two environments of one workspace would be warned of.
    renameSync(join(repository, "environments/twin.yaml"), join(repository, "environments/prod.yaml"));
    const project = join(repository, "retain.yaml");
    writeFileSync(project, readFileSync(project, "utf8").replace("environment: twin", "environment: prod"));
    const stage = await openStage(
      repository,
      world.makeFolder(`${workspace}-jobs`),
      world.makeFolder("installed"),
    );
    opened.push(stage);
    const live = world.twin.workspace(workspace);
    return {
      stage,
      live,
      scripts: () => Object.keys(live.snapshot().sqlscripts ?? {}),
      /** The repository holds the script no longer. */
      dropScript: () => rmSync(join(repository, "workspace/sqlscript/Views.json")),
      /** The repository holds a trigger that runs hundreds of windows as soon as it is started. */
      addOldWindows: () => writeOldWindows(repository),
      triggers: () => Object.keys(live.snapshot().triggers ?? {}).sort(),
      writes: () => live.requests.filter(({ method }) => method !== "GET").length,
      held: () => Object.keys(live.snapshot().datasets ?? {}).sort(),
      /** Edits a dataset in the workspace, past the repository; gives what puts it back. */
      editBehindTheBack: () => {
        const before = structuredClone(live.snapshot().datasets?.Orders) as Body;
        const properties = { ...(before.properties as object), description: "by hand" };
        live.seed("datasets", "Orders", { ...before, properties });
        return () => live.seed("datasets", "Orders", before);
      },
    };
  }

  return { setUp, twinFolder: () => world.folder };
}

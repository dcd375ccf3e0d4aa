import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import type { World } from "./world.ts";

/**
 * Two states of a repository. From the first to the second there is every kind of step: creates, updates,
 * deletes, a rename with what refers to it, and triggers that stand still meanwhile, change, come and go, and one
 * that is replaced because its windows cannot change.
 */
type Version = 1 | 2;

/** Changes between the two versions, and the trigger that somebody made and that stands still meanwhile. */
export const changesOfTwo = {
  create: ["dataset/Sales", "pipeline/Report", "trigger/Hourly", "trigger/Windows"],
  update: ["dataset/Orders", "pipeline/Load", "trigger/Weekly"],
  delete: ["dataset/Revenue", "pipeline/Export", "trigger/Nightly", "trigger/Windows"],
  stop: ["trigger/Daily", "trigger/Nightly", "trigger/Theirs", "trigger/Weekly", "trigger/Windows"],
  start: ["trigger/Daily", "trigger/Hourly", "trigger/Theirs", "trigger/Weekly", "trigger/Windows"],
} as const;

/** Writes a version of the repository into a folder, published to a workspace of the twin with its state in a lake. */
export function layOutVersion(version: Version, folder: string, place: Place, twin: string): void {
  rmSync(join(folder, "workspace"), { recursive: true, force: true });
  const put = (path: string, value: unknown) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), typeof value === "string" ? value : JSON.stringify(value));
  };
  const { workspace, account, filesystem } = place;
  put("retain.yaml", "name: moving\nenvironment: twin\nsources:\n  - synapse: ./workspace\n");
  put(
    "environments/twin.yaml",
    `workspace: ${workspace}\ntwin: ${JSON.stringify(twin)}\nlake: { account: ${account}, filesystem: ${filesystem} }\n`,
  );
  const artifact = (kind: string, name: string, properties: object) =>
    put(`workspace/${kind}/${name}.json`, { name, properties });
  const trigger = (name: string, pipeline: string, frequency: string, state?: "Started") =>
    artifact("trigger", name, triggerBody(pipeline, frequency, state));
  const isNew = version === 2;
  const table = isNew ? "Sales" : "Revenue";

  artifact("linkedService", "Lake", {
    type: "AzureBlobFS",
    typeProperties: { url: "https://shoplake.dfs.core.windows.net" },
  });
  artifact("dataset", "Orders", datasetBody(isNew ? "orders/v2" : "orders"));
  artifact("dataset", table, datasetBody("revenue"));
  artifact("pipeline", "Load", pipelineBody("Orders", table));
  artifact("pipeline", "Tidy", pipelineBody());
  // Without a state of its own it is left as it is found: it runs in the first version.
  trigger("Daily", "Load", "Day", isNew ? undefined : "Started");
  trigger("Weekly", "Tidy", isNew ? "Month" : "Week", "Started");
  artifact(
    "trigger",
    "Windows",
    windowsBody("Tidy", isNew ? "2026-01-02T00:00:00Z" : "2026-01-01T00:00:00Z"),
  );
  if (isNew) {
    artifact("pipeline", "Report", pipelineBody(table));
    trigger("Hourly", "Report", "Hour", "Started");
  } else {
    artifact("pipeline", "Export", pipelineBody("Orders"));
    trigger("Nightly", "Export", "Day", "Started");
  }
}

/**
 * Publishes the first version, lets somebody make a trigger in the workspace that runs a pipeline of the
 * repository, and lays out the second version. Returns its folder.
 */
export async function prepareMove(world: World, place: Place): Promise<string> {
  const folder = world.makeFolder(place.workspace);
  layOutVersion(1, folder, place, world.folder);
  const { code, out, problems } = await runCommand("apply", folder, { yes: true });
  if (code !== 0) throw new Error(`${out}\n${problems}`);
  const theirs = { name: "Theirs", properties: triggerBody("Load", "Month", "Started") };
  world.twin.workspace(place.workspace).seed("triggers", theirs.name, theirs);
  layOutVersion(2, folder, place, world.folder);
  return folder;
}

/** Brings another place to where `prepareMove` brought one, at the cost of a few files. Returns its folder. */
export function copyMove(world: World, from: Place, to: Place): string {
  const live = world.twin.workspace(to.workspace);
  for (const [kind, held] of Object.entries(world.twin.workspace(from.workspace).snapshot())) {
    for (const [name, body] of Object.entries(held)) {
      const id = String(body.id ?? "").replace(`/${from.workspace}/`, `/${to.workspace}/`);
      if (!name.includes(from.workspace)) live.seed(kind, name, { ...body, id });
    }
  }
  const filesOf = ({ account, filesystem }: Place) => join(world.twin.lake(account).files, filesystem);
  cpSync(filesOf(from), filesOf(to), { recursive: true });
  const manifest = join(filesOf(to), "_retain/moving/twin/manifest.json");
  const text = readFileSync(manifest, "utf8");
  writeFileSync(
    manifest,
    text
      .replace(`"workspace": "${from.workspace}"`, `"workspace": "${to.workspace}"`)
      .replace(world.twin.workspace(from.workspace).origin, live.origin),
  );
  const folder = world.makeFolder(to.workspace);
  layOutVersion(2, folder, to, world.folder);
  return folder;
}

function triggerBody(pipeline: string, frequency: string, state?: "Started") {
  return {
    type: "ScheduleTrigger",
    ...(state === undefined ? {} : { runtimeState: state }),
    typeProperties: {
      recurrence: { frequency, interval: 1, startTime: "2026-01-01T03:00:00Z", timeZone: "UTC" },
    },
    pipelines: [{ pipelineReference: { referenceName: pipeline, type: "PipelineReference" } }],
  };
}

/** Its few windows lie in the past: nobody is asked about them. */
function windowsBody(pipeline: string, startTime: string) {
  return {
    type: "TumblingWindowTrigger",
    runtimeState: "Started",
    pipeline: { pipelineReference: { referenceName: pipeline, type: "PipelineReference" } },
    typeProperties: {
      frequency: "Hour",
      interval: 24,
      startTime,
      endTime: "2026-01-05T00:00:00Z",
      maxConcurrency: 1,
    },
  };
}

function datasetBody(folderPath: string) {
  return {
    type: "Parquet",
    linkedServiceName: { referenceName: "Lake", type: "LinkedServiceReference" },
    typeProperties: { location: { type: "AzureBlobFSLocation", fileSystem: "shop", folderPath } },
    schema: [],
  };
}

function pipelineBody(...tables: readonly string[]) {
  return {
    activities: tables.map((name) => ({
      name: `Delete ${name}`,
      type: "Delete",
      typeProperties: {
        dataset: { referenceName: name, type: "DatasetReference" },
        storeSettings: { type: "AzureBlobFSReadSettings", recursive: true },
      },
    })),
  };
}

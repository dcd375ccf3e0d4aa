import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseRef } from "@retain/artifacts/kinds/refs";
import type { PlanDocument } from "@retain/planner/plan/document-values";
import { estateFolder, listEstates } from "./case-folders.ts";
import { runCommand } from "./run-command.ts";
import { copyRepository, type World } from "./world.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** An estate that the laws are about. */
export interface LawEstate {
  readonly name: string;
  /** Lays it out in a folder, published to a workspace of the twin; returns how many artifacts it holds. */
  readonly layOut: (folder: string, workspace: string, world: World) => Promise<number>;
  /** Copies what was laid out in one folder to another, where it is read in the opposite order. */
  readonly reverse: (from: string, to: string) => void;
}

/** The small estates of this folder, and the estate of this repository. */
export function ownEstates(): readonly LawEstate[] {
  return [
    ...listEstates().map(
      (name): LawEstate => ({
        name,
        reverse: reverseFiles,
        layOut: async (folder, workspace, world) => {
          copyRepository(estateFolder(name), folder, { workspace, twin: world.folder });
          return countArtifacts(folder);
        },
      }),
    ),
    { name: "churn", reverse: reverseSources, layOut: layOutChurn },
  ];
}

/** The one of them that has the most to trip over for its size: names and texts nobody would think of. */
export function smallEstates(): readonly LawEstate[] {
  return ownEstates().filter(({ name }) => name === "odd");
}

/** The workspaces of other people that lie in a folder. */
export function corpusEstates(corpora: string): readonly LawEstate[] {
  return corpusFolders(corpora).map((path) => ({
    name: path,
    reverse: reverseFiles,
    layOut: async (folder, workspace, world) => {
      cpSync(join(corpora, path), join(folder, "workspace"), { recursive: true });
      writeProject(folder, "  - synapse: ./workspace\n", workspace, world);
      await removeRefused(folder);
      await provideInfrastructure(folder, workspace, world);
      return countArtifacts(folder);
    },
  }));
}

/** Where the twin keeps what the infrastructure makes. */
const infrastructure = new Map<string, string>([
  ["integration-runtime", "integrationruntimes"],
  ["spark-pool", "bigdatapools"],
  ["sql-pool", "sqlpools"],
]);

/** Gives a workspace the runtimes and pools that a repository names: a plan without them cannot succeed. */
async function provideInfrastructure(folder: string, workspace: string, world: World): Promise<void> {
  const { out } = await runCommand("plan", folder, { json: true });
  const { unresolved } = JSON.parse(out) as Pick<PlanDocument, "unresolved">;
  for (const { to } of unresolved) {
    const ref = parseRef(to);
    const path = ref && infrastructure.get(ref.kind);
    if (ref === undefined || path === undefined) continue;
    world.twin.workspace(workspace).seed(path, ref.name, { properties: { type: "SelfHosted" } });
  }
}

/** The repository's own content, read from its packages, with the parameters of its twin. */
async function layOutChurn(folder: string, workspace: string, world: World): Promise<number> {
  const packages = ["lake", "linked-services", "synapse-sql", "pipelines"].map((name) =>
    join(root, "packages", name),
  );
  writeProject(folder, packages.map((path) => `  - package: ${path}\n`).join(""), workspace, world);
  const own = readFileSync(join(root, "environments/twin.yaml"), "utf8");
  const parameters = own.slice(own.indexOf("\nparameters:"));
  const file = join(folder, "environments/twin.yaml");
  const lake = `lake:\n  filesystem: ${workspace}`;
  writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n${lake}${parameters}`);
  return countArtifacts(folder);
}

/** Writes retain.yaml and the environment `twin`. */
export function writeProject(folder: string, sources: string, workspace: string, world: World): void {
  mkdirSync(join(folder, "environments"), { recursive: true });
  writeFileSync(join(folder, "retain.yaml"), `name: law\nenvironment: twin\nsources:\n${sources}`);
  writeFileSync(
    join(folder, "environments/twin.yaml"),
    `workspace: ${workspace}\ntwin: ${JSON.stringify(world.folder)}\n`,
  );
}

/** Moves every file into a folder whose name turns the order of the files round. */
function reverseFiles(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const workspace = join(to, "workspace");
  const files = filesIn(workspace);
  for (const [at, path] of files.entries()) {
    const place = join(workspace, dirname(path), String(files.length - at).padStart(5, "0"));
    mkdirSync(place);
    renameSync(join(workspace, path), join(place, basename(path)));
  }
}

function reverseSources(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const file = join(to, "retain.yaml");
  const [head = "", sources = ""] = readFileSync(file, "utf8").split("sources:\n");
  writeFileSync(file, `${head}sources:\n${sources.trimEnd().split("\n").reverse().join("\n")}\n`);
}

/** Every file below a folder, by its path in it. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Each workspace folder of a corpus: those that hold folders of Synapse's git layout. */
function corpusFolders(corpora: string): readonly string[] {
  const foldersOf = (path: string) =>
    readdirSync(join(corpora, path), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const isWorkspace = (path: string) =>
    foldersOf(path).some(({ name }) => /^(?:pipelines?|dataset|linkedService|notebook)$/.test(name));
  return foldersOf(".").flatMap(({ name }) =>
    isWorkspace(name)
      ? [name]
      : foldersOf(name)
          .map((inner) => `${name}/${inner.name}`)
          .filter(isWorkspace),
  );
}

/**
 * Other people's repositories hold passwords, placeholders and references to nothing, which validation
 * refuses and the service would. Only those artifacts go, then those that need them, until the rest is sound.
 */
async function removeRefused(folder: string): Promise<void> {
  for (;;) {
    const { diagnostics } = await validation(folder);
    const refused = new Set(
      diagnostics.flatMap(({ severity, at }) => (severity === "error" && at ? [at.file] : [])),
    );
    if (refused.size === 0) return;
    for (const file of refused) rmSync(join(folder, file));
  }
}

async function countArtifacts(folder: string): Promise<number> {
  return (await validation(folder)).artifacts;
}

interface Validation {
  readonly artifacts: number;
  readonly diagnostics: readonly { readonly severity: string; readonly at?: { readonly file: string } }[];
}

async function validation(folder: string): Promise<Validation> {
  return JSON.parse((await runCommand("validate", folder, { json: true })).out) as Validation;
}

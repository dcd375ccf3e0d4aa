import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import { type Json, member, textAt } from "@retain/artifacts/words/json";
import type { Risk } from "@retain/artifacts/words/kind";
import type { Demand, RiskPolicy } from "@retain/artifacts/words/risk-policy";
import { olderStateFolder, stateFolder } from "@retain/artifacts/words/state-place";
import type { WorkspaceBlocks } from "@retain/artifacts/words/workspace-block";
import type { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment, StatePlace, TerraformSource } from "./environment.ts";
import { environmentSchema } from "./environment-schema.ts";
import type { Project } from "./project.ts";
import { checkDocument } from "./schema-problems.ts";
import { shownPath } from "./shown-path.ts";
import { readYamlFile } from "./yaml-document.ts";

/** Reads the file of one environment of the project, with a block for each workspace it may have; all problems at once. */
export async function readEnvironment(
  project: Project,
  name: string,
  blocks: WorkspaceBlocks,
): Promise<{ readonly environment: Environment } | Problems> {
  const files = await environmentFiles(project.environments);
  const file = files.get(name);
  if (file === undefined) return { problems: [unknownEnvironment(project, name, [...files.keys()])] };
  const absolute = join(project.environments, file);
  const read = await readYamlFile(absolute, shownPath(project.root, absolute));
  if ("problems" in read) return read;
  const { document } = read;
  const said = document.value as Json;
  const context = { workspace: textAt(said, "workspace") ?? "", onTwin: member(said, "twin") !== undefined };
  const checked = checkDocument(environmentSchema(blocks, context), document, "environment-invalid");
  if ("problems" in checked) return checked;
  const {
    workspace,
    twin,
    places,
    parameters,
    terraform,
    triggers,
    overrides,
    consent,
    backfillLimit,
    scratch,
  } = checked.value;
  const state = statePlace(places, { project: project.name, name });
  const ca = Object.keys(places).find((one) => places[one]?.ca !== undefined);
  const environment: Environment = {
    name,
    workspace,
    places,
    ...(twin === undefined
      ? {}
      : { twin: { folder: resolve(project.root, twin), serves: startWords(places, blocks) } }),
    ...(ca === undefined
      ? {}
      : { ca: { file: resolve(project.root, places[ca]?.ca ?? ""), at: [ca, "ca"] } }),
    ...(state === undefined ? {} : { state }),
    parameters: parameters ?? {},
    ...(terraform === undefined ? {} : { terraform: terraformSource(terraform, project.root) }),
    triggers: triggers ?? {},
    ...(backfillLimit === undefined ? {} : { backfillLimit }),
    ...(scratch === true ? { scratch } : {}),
    overrides: overrides ?? {},
    consent: riskPolicy(consent ?? {}),
    document,
  };
  return { environment };
}

type Places = Environment["places"];

/** Options of `retain twin start` that serve what the file names; what is the default anyway is left out. */
function startWords(places: Places, blocks: WorkspaceBlocks): readonly string[] {
  return Object.entries(places).flatMap(([workspace, place]) => blocks[workspace]?.twin.start(place) ?? []);
}

/** Where the state of an environment is kept, if one of its workspaces can keep it. */
function statePlace(
  places: Places,
  { project, name }: { readonly project: string; readonly name: string },
): StatePlace | undefined {
  const [workspace, place] = Object.entries(places).find(([, { state }]) => state !== undefined) ?? [];
  if (workspace === undefined) return undefined;
  const { folder } = place?.state ?? {};
  return {
    workspace,
    folder: folder ?? stateFolder(project, name),
    olderFolder: folder ?? olderStateFolder(name),
  };
}

/** What the file says of risks, without those it leaves out. */
function riskPolicy(consent: { readonly [risk in Risk]?: Demand | undefined }): RiskPolicy {
  const said = Object.entries(consent).filter(([, demand]) => demand !== undefined);
  return Object.fromEntries(said);
}

type TerraformBlock = NonNullable<z.output<ReturnType<typeof environmentSchema>>["terraform"]>;

/** Where the outputs come from, with absolute paths. */
function terraformSource(
  { outputs, command, folder, parameters }: TerraformBlock,
  root: string,
): TerraformSource {
  const from =
    outputs === undefined
      ? { command: command ?? [], folder: resolve(root, folder ?? ".") }
      : { file: resolve(root, outputs) };
  return { from, parameters: parameters ?? {} };
}

/** The names of all environments of a project, whether or not their files can be read. */
export async function environmentNames({ environments }: Project): Promise<readonly string[]> {
  return [...(await environmentFiles(environments)).keys()];
}

/** Name of each environment and its file. */
async function environmentFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder).catch((): string[] => []);
  const files = entries.filter((entry) => /\.ya?ml$/i.test(entry)).sort();
  return new Map(files.map((entry) => [entry.replace(/\.ya?ml$/i, ""), entry]));
}

function unknownEnvironment(project: Project, name: string, known: readonly string[]): Diagnostic {
  const folder = shownPath(project.root, project.environments);
  const byDefault = project.environment === name;
  const list = known.length === 0 ? `there are none in '${folder}'` : `known: ${known.join(", ")}`;
  return {
    severity: "error",
    code: "environment-unknown",
    message: `there is no environment '${name}'; ${list}`,
    ...(byDefault ? { at: project.document.locate(["environment"]) } : {}),
    advice: didYouMean(name, known, `create ${folder}/${name}.yaml, or name an existing one with --env`),
  };
}

import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Risk } from "@retain/artifacts/words/kind";
import type { Demand, RiskPolicy } from "@retain/artifacts/words/risk-policy";
import type { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment, LakePlace, TerraformSource } from "./environment.ts";
import { environmentSchema } from "./environment-schema.ts";
import type { Project } from "./project.ts";
import { checkDocument } from "./schema-problems.ts";
import { shownPath } from "./shown-path.ts";
import { olderStateFolder, stateFolder } from "./state-place.ts";
import { readYamlFile } from "./yaml-document.ts";

/** Reads the file of one environment of the project; all problems at once. */
export async function readEnvironment(
  project: Project,
  name: string,
): Promise<{ readonly environment: Environment } | { readonly problems: readonly Diagnostic[] }> {
  const files = await environmentFiles(project.environments);
  const file = files.get(name);
  if (file === undefined) return { problems: [unknownEnvironment(project, name, [...files.keys()])] };
  const absolute = join(project.environments, file);
  const read = await readYamlFile(absolute, shownPath(project.root, absolute));
  if ("problems" in read) return read;
  const checked = checkDocument(environmentSchema, read.document, "environment-invalid");
  if ("problems" in checked) return checked;
  const {
    workspace,
    synapse,
    twin,
    lake,
    parameters,
    terraform,
    triggers,
    overrides,
    consent,
    backfillLimit,
  } = checked.value;
  const environment: Environment = {
    name,
    workspace,
    ...(twin === undefined
      ? { endpoint: synapse?.endpoint ?? `https://${workspace}.dev.azuresynapse.net` }
      : { twin: { folder: resolve(project.root, twin), serves: servesWords(workspace, lake) } }),
    ...(synapse?.scope === undefined ? {} : { scope: synapse.scope }),
    ...(synapse?.ca === undefined ? {} : { ca: resolve(project.root, synapse.ca) }),
    ...(lake === undefined
      ? {}
      : { lake: lakePlace(lake, { project: project.name, name }, twin === undefined) }),
    parameters: parameters ?? {},
    ...(terraform === undefined ? {} : { terraform: terraformSource(terraform, project.root) }),
    triggers: triggers ?? {},
    ...(backfillLimit === undefined ? {} : { backfillLimit }),
    overrides: overrides ?? {},
    consent: riskPolicy(consent ?? {}),
    document: read.document,
  };
  return { environment };
}

/** Options of `retain twin start` that serve what the file names; what is the default anyway is left out. */
function servesWords(workspace: string, lake: LakeBlock | undefined): readonly string[] {
  return [
    ...(workspace === "retain-twin" ? [] : ["--workspace", workspace.toLowerCase()]),
    ...(lake?.account === undefined ? [] : ["--lake", lake.account]),
    ...(lake === undefined || lake.filesystem === "churn" ? [] : ["--filesystem", lake.filesystem]),
  ];
}

type LakeBlock = NonNullable<z.infer<typeof environmentSchema>["lake"]>;

/** Where the lake is. A twin tells its own endpoint; on Azure account and endpoint tell each other. */
function lakePlace(
  { account, endpoint, filesystem, state }: LakeBlock,
  { project, name }: { readonly project: string; readonly name: string },
  onAzure: boolean,
): LakePlace {
  const named = account ?? (endpoint === undefined ? undefined : accountOf(endpoint));
  return {
    filesystem,
    state: state ?? stateFolder(project, name),
    olderState: state ?? olderStateFolder(name),
    ...(onAzure ? { endpoint: endpoint ?? `https://${named}.dfs.core.windows.net` } : {}),
    ...(named === undefined ? {} : { account: named }),
  };
}

/** `https://account.dfs.core.windows.net`, or in path style `https://127.0.0.1:1234/account`. */
function accountOf(endpoint: string): string {
  const { hostname, pathname } = new URL(endpoint);
  return pathname.split("/")[1] || (hostname.split(".")[0] ?? hostname);
}

/** What the file says of risks, without those it leaves out. */
function riskPolicy(consent: { readonly [risk in Risk]?: Demand | undefined }): RiskPolicy {
  const said = Object.entries(consent).filter(([, demand]) => demand !== undefined);
  return Object.fromEntries(said);
}

/** Where the outputs come from, with absolute paths. */
function terraformSource(
  { outputs, command, folder, parameters }: NonNullable<z.infer<typeof environmentSchema>["terraform"]>,
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

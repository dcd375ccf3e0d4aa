import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ForeignNames } from "@retain/artifacts/rules/validate";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import type { WorkspaceBlocks } from "@retain/artifacts/words/workspace-block";
import { bind, type EnvironmentEffects } from "./bind.ts";
import type { Environment } from "./environment.ts";
import { readEnvironment } from "./environment-file.ts";
import { foreignNames } from "./foreign-names.ts";
import { readOthers } from "./other-environments.ts";
import { type Project, readProject, type Source } from "./project.ts";
import { sharedWorkspace } from "./shared-workspace.ts";
import { shownPath } from "./shown-path.ts";
import { findPackage } from "./sources/package-folder.ts";
import { readPackage } from "./sources/package-source.ts";
import type { ReadBodies } from "./sources/read-body.ts";
import { joinReads, type SourceRead } from "./sources/source-read.ts";
import { type FolderOptions, readSynapseFolder } from "./sources/synapse-folder.ts";
import { readOutputs } from "./terraform-outputs.ts";
import { workspacesNeeded } from "./workspace-needed.ts";

/** What the repository says, bound to an environment, and all problems found on the way. */
export interface Loaded {
  /** Undefined when there is no readable retain.yaml. */
  readonly project: Project | undefined;
  /** Undefined when none was named, by the caller or by retain.yaml, or its file has problems. */
  readonly environment: Environment | undefined;
  /** The artifacts as their sources have them, bound to nothing. */
  readonly written: readonly Artifact[];
  readonly artifacts: readonly Artifact[];
  /** What the environment did to the artifacts; undefined without one, and where what it gives could not be read. */
  readonly effects?: EnvironmentEffects;
  /** What belongs to other environments and must not be found in the artifacts; undefined without an environment. */
  readonly foreign?: ForeignNames;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where to load from, and how. */
export interface LoadOptions {
  /** The blocks that the file of an environment may have. */
  readonly blocks: WorkspaceBlocks;
  /** Reads the bodies of whole folders; default: on this thread. */
  readonly readBodies?: ReadBodies | undefined;
  /** The digests of all bodies will be asked for: they are computed while they are read. */
  readonly digested?: boolean | undefined;
  /** All bodies will be validated: what depends on nothing else is found while they are read. */
  readonly judged?: boolean | undefined;
  /** retain.yaml is looked for here and upward. */
  readonly root: string;
  /** Default: the one retain.yaml names. */
  readonly environment?: string;
}

/** Reads all sources of a project and binds them to an environment. Bad input becomes diagnostics, never a throw. */
export async function loadDesired({
  blocks,
  root,
  environment: asked,
  readBodies,
  digested,
  judged,
}: LoadOptions): Promise<Loaded> {
  const opening = await readProject(root);
  if ("problems" in opening) {
    return {
      project: undefined,
      environment: undefined,
      written: [],
      artifacts: [],
      diagnostics: opening.problems,
    };
  }
  const { project } = opening;
  const name = asked ?? project.environment;
  const opened = name === undefined ? undefined : await readEnvironment(project, name, blocks);
  const environment = opened && "environment" in opened ? opened.environment : undefined;
  const environmentProblems = opened && "problems" in opened ? opened.problems : [];

  const reads: SourceRead[] = [];
  const how = { readBodies, digestBy: digested === true ? project.tolerances : undefined, findings: judged };
  for (const source of project.sources) reads.push(await readSource(source, project, how));
  const { artifacts, diagnostics } = joinReads(reads);
  const complete = !diagnostics.some((one) => one.severity === "error");
  const read = environment ? await readOutputs(environment, { root: project.root }) : { outputs: undefined };
  const outputs = "outputs" in read ? read.outputs : undefined;
  const bound = bind({ artifacts, environment, outputs, declarations: project.parameters, complete });
  const others = environment
    ? await readOthers(project, environment.name, blocks)
    : { known: [], problems: [] };
  return {
    project,
    environment,
    written: artifacts,
    artifacts: bound.artifacts,
    ...(bound.effects && "outputs" in read ? { effects: bound.effects } : {}),
    ...(environment ? { foreign: foreignNames({ environment, outputs }, others.known) } : {}),
    diagnostics: [
      ...environmentProblems,
      ...("problems" in read ? read.problems : []),
      ...others.problems,
      ...(environment ? sharedWorkspace(environment, others.known) : []),
      ...diagnostics,
      ...bound.diagnostics,
      ...workspacesNeeded(environment, bound.artifacts, blocks),
    ],
  };
}

/** The project and one of its environments, without reading any source; `name` defaults to the one retain.yaml names. */
export async function openEnvironment(
  from: string,
  blocks: WorkspaceBlocks,
  name?: string,
): Promise<{ readonly project: Project; readonly environment: Environment } | Problems> {
  const read = await readProject(from);
  if ("problems" in read) return read;
  const { project } = read;
  const wanted = name ?? project.environment;
  if (wanted === undefined) return { problems: [noEnvironment(project)] };
  const opened = await readEnvironment(project, wanted, blocks);
  if ("problems" in opened) return opened;
  const { environment } = opened;
  const { known } = await readOthers(project, environment.name, blocks);
  const shared = sharedWorkspace(environment, known).filter(({ severity }) => severity === "error");
  return shared.length > 0 ? { problems: shared } : { project, environment };
}

/** No environment is named, neither by the command nor by retain.yaml. */
export function noEnvironment(project: Project): Diagnostic {
  return {
    severity: "error",
    code: "environment-unnamed",
    message: "no environment given",
    at: project.document.locate([]),
    advice: "name one with --env, or add 'environment: NAME' to retain.yaml",
  };
}

async function readSource(source: Source, project: Project, how: FolderOptions): Promise<SourceRead> {
  const { root } = project;
  const at = project.document.locate(["sources", source.index, source.form]);
  const refused = (problem: { readonly message: string; readonly advice: string }): SourceRead => ({
    artifacts: [],
    diagnostics: [{ severity: "error", code: "source-missing", at, ...problem }],
  });
  if (source.form === "package") {
    const result = await findPackage(source.target, root);
    return "problem" in result ? refused(result.problem) : readPackage(result.found, root);
  }
  const folder = resolve(root, source.target);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    return refused({
      message: `the folder '${source.target}' ${found === undefined ? "does not exist" : "is a file"}`,
      advice: "correct the path; it is relative to the folder of retain.yaml",
    });
  }
  const result = await readSynapseFolder(folder, (path) => shownPath(root, join(folder, path)), how);
  // A problem of the folder as a whole has its place in retain.yaml.
  return { ...result, diagnostics: result.diagnostics.map((one) => (one.at ? one : { ...one, at })) };
}

import { resolve } from "node:path";
import { openEnvironment } from "@retain/project/load-desired";
import { commitOf } from "@retain/state/commit";
import { ask } from "../cli/ask.ts";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { initDeclared } from "../cli/specs/init.ts";
import { readAnswers } from "../init/answers.ts";
import { type FoundLayout, findLayouts } from "../init/find-layouts.ts";
import { projectFiles } from "../init/project-files.ts";
import { writeFiles } from "../init/write-files.ts";
import { Refusal, refusal } from "../refusal.ts";
import { fileLines, nextLines } from "../render/init-text.ts";
import { count } from "../render/marks.ts";
import { repositoryPlace } from "../repository-place.ts";
import { unwritable } from "../save-file.ts";
import { version } from "../version.ts";

/** `retain init [folder]`. */
export async function runInit(context: ContextOf<typeof initDeclared>): Promise<Exit> {
  const { cwd, args, options, terminal } = context;
  const root = resolve(cwd, args[0] ?? ".");
  const layouts = await findLayouts(root);
  const [layout] = layouts;
  if (layout === undefined || layouts.length > 1) {
    throw layout === undefined ? nothingFound(args[0] ?? ".") : several(layouts, args[0]);
  }
  const { env, ...given } = options;
  const known = { ...given, ...(env === undefined ? {} : { environment: env }) };
  const asks = terminal.interactive && options.json !== true;
  const answers = await readAnswers(known, root, layout, asks ? ask : undefined);
  const place = repositoryPlace(root);
  const host = options.azureDevops === true ? "azure-devops" : "github";
  const branch = await publishedBranch(root, layout);
  const files = projectFiles({ ...answers, source: layout.folder, place, branch, host, version });
  const up = place === "" ? "" : `${place.replace(/[^/]+/g, "..")}/`;
  let written: Awaited<ReturnType<typeof writeFiles>>;
  try {
    written = await writeFiles(root, up, files);
  } catch (error) {
    throw new Refusal("failed", [unwritable(args[0] ?? ".", error, "name a folder you may write to")]);
  }
  if (options.json === true) {
    const { environment, workspace } = answers;
    const found = { source: layout.folder === "" ? "." : layout.folder, artifacts: layout.artifacts };
    terminal.out(JSON.stringify({ version: 1, environment, workspace, ...found, files: written }, null, 2));
    return "done";
  }
  for (const line of fileLines(written, terminal.paint)) terminal.out(line);
  const where = layout.folder === "" ? "this folder" : layout.folder;
  terminal.out("");
  terminal.out(
    `Initialised: ${count(layout.artifacts, "artifact")} in ${where}, workspace ${answers.workspace}`,
  );
  terminal.out("");
  const opened = await openEnvironment(root, context.registry, answers.environment);
  const stateful = "environment" in opened && opened.environment.state !== undefined;
  const workflow = written.find(({ path, status }) => /\.yml$/.test(path) && status === "written")?.path;
  for (const line of nextLines(answers, { cd: args[0] ?? "", host, stateful, workflow })) terminal.out(line);
  return "done";
}

/** The branch that people merge to: where we are, unless Studio keeps its templates there. */
async function publishedBranch(root: string, { publishBranch }: FoundLayout): Promise<string> {
  const branch = (await commitOf(root))?.branch;
  return branch === undefined || branch === publishBranch ? "main" : branch;
}

function nothingFound(folder: string): Refusal {
  return refusal("usage", {
    code: "init-layout",
    message: `'${folder}' holds no artifacts in Synapse's git layout`,
    why: "folders named pipeline, dataset, linkedService and so on with JSON files must be in it or below it",
    advice:
      "name the folder of the repository that Synapse Studio writes to, or fetch a workspace into one with `retain pull`",
  });
}

function several(layouts: readonly FoundLayout[], folder: string | undefined): Refusal {
  const path = (inside: string) => [folder ?? "", inside].filter((part) => part !== "").join("/") || ".";
  const names = layouts.map((layout) => `'${path(layout.folder)}'`);
  return refusal("usage", {
    code: "init-layout",
    message: `${layouts.length} folders are in Synapse's git layout: ${names.join(", ")}`,
    why: "each one belongs to one workspace",
    advice: `name the one to use: retain init ${path(layouts[0]?.folder ?? "")}`,
  });
}

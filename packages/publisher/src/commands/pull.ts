import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { LiveArtifact } from "@retain/artifacts/live";
import { isSynapseKind } from "@retain/artifacts/ref";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { openCommandEnvironment } from "../command-environment.ts";
import type { Environment } from "../load/environment.ts";
import type { Project } from "../load/project.ts";
import { readSelection } from "../make-live-plan.ts";
import { type LayoutFile, layoutFile } from "../pull/git-layout.ts";
import { keepOverridden } from "../pull/keep-overridden.ts";
import { bodyIn, clashes, compareFolder, type FoundFile, writeFolder } from "../pull/write-folder.ts";
import { count } from "../render/marks.ts";
import { unwritable } from "../save-file.ts";
import { openTarget, readingProblem, refuse } from "../target.ts";

/** `retain pull FOLDER`. */
export async function runPull(context: CommandContext): Promise<Exit> {
  const { cwd, args, options } = context;
  const selection = readSelection(context);
  if ("exit" in selection) return selection.exit;
  const live = await readLive(context);
  if ("exit" in live) return live.exit;
  const idle = selection.idle(live.artifacts);
  if (idle.length > 0) {
    refuse(context, idle);
    return "usage";
  }
  const folder = resolve(cwd, args[0] ?? ".");
  const selected = live.artifacts.filter(({ ref, body }) => selection.selects(ref, body ?? {}));
  const files: LayoutFile[] = [];
  for (const { ref, body = {} } of selected) {
    const { kind, name } = ref;
    if (!isSynapseKind(kind)) continue;
    const pulled = layoutFile({ kind, name }, body);
    const kept = keepOverridden(ref, body, {
      file: await bodyIn(folder, pulled.path),
      environment: live.environment,
      tolerances: live.project.tolerances(kind),
    });
    files.push(kept === body ? pulled : layoutFile({ kind, name }, kept));
  }
  const found = await compareFolder(folder, files);
  const differing = found.filter(({ state }) => state === "differs");
  const problems = [...clashes(files), ...(options.force === true ? [] : differing.map(blocked))];
  if (problems.length > 0) {
    refuse(context, problems);
    context.terminal.problem(`${count(problems.length, "file")} in the way, so nothing was written`);
    return "failed";
  }
  try {
    await writeFolder(
      folder,
      found.filter(({ state }) => state !== "equal"),
    );
  } catch (error) {
    refuse(context, [unwritable(args[0] ?? ".", error, "name a folder you may write to")]);
    return "failed";
  }
  report(context, found);
  return "done";
}

/** What is live, and where it comes from. */
interface Pulled {
  readonly artifacts: readonly LiveArtifact[];
  readonly environment: Environment;
  readonly project: Project;
}

async function readLive(context: CommandContext): Promise<Pulled | { readonly exit: Exit }> {
  const { terminal } = context;
  const opened = await openCommandEnvironment(context);
  if ("exit" in opened) return opened;
  const target = await openTarget(opened.environment, opened.project.root, context);
  if ("problems" in target) {
    refuse(context, target.problems);
    return { exit: "unreachable" };
  }
  const { workspace } = target;
  try {
    const live = await workspace.read({
      digest: (_, body) => createHash("sha256").update(JSON.stringify(body)).digest("hex"),
      keep: () => true,
      onProgress: (read) => terminal.progress(`reading ${workspace.name}: ${read} artifacts`),
    });
    return { artifacts: live.artifacts, environment: opened.environment, project: opened.project };
  } catch (error) {
    refuse(context, [readingProblem(error, opened.environment)]);
    return { exit: "unreachable" };
  }
}

function report({ terminal, options }: CommandContext, found: readonly FoundFile[]): void {
  const written = found.filter(({ state }) => state !== "equal");
  const unchanged = found.length - written.length;
  if (options.json === true) {
    const document = { version: 1, written: written.map(({ path }) => path), unchanged };
    terminal.out(JSON.stringify(document, null, 2));
    return;
  }
  for (const { path, state } of written) terminal.out(`  ${state === "differs" ? "~" : "+"} ${path}`);
  if (written.length > 0) terminal.out("");
  terminal.out(`Pulled: ${count(written.length, "file")} written, ${unchanged} unchanged`);
}

function blocked({ path }: FoundFile): Diagnostic {
  return {
    severity: "error",
    code: "pull-overwrites",
    message: `'${path}' exists and differs from the workspace`,
    advice: "commit or move it and pull with --force, or pull into an empty folder",
  };
}

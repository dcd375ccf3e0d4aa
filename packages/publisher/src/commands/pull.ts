import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { LiveArtifact } from "@retain/artifacts/live";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { openEnvironment } from "../load/load-desired.ts";
import { readSelection } from "../make-live-plan.ts";
import { type LayoutFile, layoutFile } from "../pull/git-layout.ts";
import { count } from "../render/marks.ts";
import { writeWhole } from "../save-file.ts";
import { openTarget, problemOf, refuse } from "../target.ts";

/** `retain pull FOLDER`. */
export async function runPull(context: CommandContext): Promise<Exit> {
  const { cwd, args, options, terminal } = context;
  const selection = readSelection(context);
  if ("exit" in selection) return selection.exit;
  const opened = await openEnvironment(cwd, typeof options.env === "string" ? options.env : undefined);
  if ("diagnostics" in opened) {
    refuse(context, opened.diagnostics);
    return "invalid";
  }
  const target = await openTarget(opened.environment, opened.project.root, context);
  if ("problems" in target) {
    refuse(context, target.problems);
    return "unreachable";
  }
  let artifacts: readonly LiveArtifact[];
  try {
    const live = await target.workspace.read({
      digest: (_, body) => createHash("sha256").update(JSON.stringify(body)).digest("hex"),
      keep: () => true,
      onProgress: (read) => terminal.progress(`reading ${target.workspace.name}: ${read} artifacts`),
    });
    artifacts = live.artifacts.filter(({ ref, body }) => body && selection.selects(ref, body));
  } catch (error) {
    refuse(context, [problemOf(error)]);
    return "unreachable";
  }
  return writeFolder(context, resolve(cwd, args[0] ?? "."), artifacts);
}

async function writeFolder(
  context: CommandContext,
  folder: string,
  artifacts: readonly LiveArtifact[],
): Promise<Exit> {
  const { terminal, options } = context;
  const files = artifacts.map(({ ref, body }) => layoutFile(ref, body ?? {}));
  const current = await Promise.all(files.map((file) => readIfThere(join(folder, file.path))));
  const states = files.map((file, at) => stateOf(file, current[at]));
  const differing = files.filter((_, at) => states[at] === "differs");
  if (differing.length > 0 && options.force !== true) {
    refuse(context, differing.map(blocked));
    terminal.problem(`${count(differing.length, "file")} would be overwritten, so nothing was written`);
    return "failed";
  }
  const changed = files.filter((_, at) => states[at] !== "equal");
  try {
    for (const file of changed) {
      await mkdir(dirname(join(folder, file.path)), { recursive: true });
      await writeWhole(join(folder, file.path), file.text);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse(context, [
      {
        severity: "error",
        code: "file-unwritable",
        message: `'${folder}' cannot be written`,
        why,
        advice: "name a folder you may write to",
      },
    ]);
    return "failed";
  }
  const unchanged = files.length - changed.length;
  if (options.json === true)
    terminal.out(
      JSON.stringify({ version: 1, written: changed.map((file) => file.path), unchanged }, null, 2),
    );
  else {
    for (const file of changed)
      terminal.out(`  ${states[files.indexOf(file)] === "differs" ? "~" : "+"} ${file.path}`);
    terminal.out(`Pulled: ${count(changed.length, "file")} written, ${unchanged} unchanged`);
  }
  return "done";
}

function stateOf(file: LayoutFile, text: string | undefined): "new" | "equal" | "differs" {
  if (text === undefined) return "new";
  return text === file.text ? "equal" : "differs";
}

function blocked(file: LayoutFile): Diagnostic {
  return {
    severity: "error",
    code: "pull-overwrites",
    message: `'${file.path}' exists and differs from the workspace`,
    advice: "commit or move it and pull with --force, or pull into an empty folder",
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}

import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { isSynapseKind } from "@retain/artifacts/words/synapse-kinds";
import { eachInParallel } from "@retain/project/sources/source-read";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { pullDeclared } from "../cli/specs/pull.ts";
import { type OpenedEnvironment, openSessionEnvironment } from "../open-environment.ts";
import { readSelection } from "../prepare.ts";
import { readHeld } from "../pull/held-artifacts.ts";
import { type PulledFile, type PullInput, pullFile } from "../pull/pull-file.ts";
import { clashes, obstacles, writeFolder } from "../pull/write-folder.ts";
import { Refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
import { unwritable } from "../save-file.ts";
import type { Session } from "../session.ts";
import { openTarget, readingRefusal } from "../target.ts";

/** What the command is given. */
type Context = ContextOf<typeof pullDeclared>;

/** `retain pull FOLDER`. */
export async function runPull(context: Context): Promise<Exit> {
  const { cwd, args, options } = context;
  const selection = readSelection(options);
  const live = await readLive(context);
  const idle = selection.idle(live.artifacts);
  if (idle.length > 0) throw new Refusal("usage", idle);
  const folder = resolve(cwd, args[0]);
  const { project, environment } = live;
  const held = await readHeld(folder, project, environment);
  const inputs = live.artifacts
    .filter(({ ref, body }) => selection.selects(ref, body ?? {}))
    .flatMap(({ ref: { kind, name }, body }): readonly PullInput[] => {
      if (!isSynapseKind(kind)) return [];
      const ref = { kind, name };
      if (held.size > 0 && isLeftAlone(ref, body, held.has(refKey(ref)))) return [];
      const tolerances = project.tolerances(kind);
      return [{ folder, ref, live: body ?? {}, held: held.get(refKey(ref)), tolerances }];
    });
  let found: readonly PulledFile[];
  try {
    found = await eachInParallel(inputs, 32, pullFile);
  } catch (error) {
    throw new Refusal("failed", [unwritable(args[0], error, "name a folder you may read and write to")]);
  }
  const changed = found.filter(({ state }) => state !== "equal");
  const differing = changed.filter(({ state }) => state === "differs");
  const problems = [
    ...clashes(found),
    ...(await obstacles(folder, changed)),
    ...(options.force === true ? [] : differing.map(blocked)),
  ];
  if (problems.length > 0) {
    const last = `${count(problems.length, "file")} would be overwritten, so nothing was written`;
    throw new Refusal("failed", problems, last);
  }
  try {
    await writeFolder(folder, changed);
  } catch (error) {
    throw new Refusal("failed", [unwritable(args[0], error, "name a folder you may write to")]);
  }
  report(context, found);
  return "done";
}

/** What an environment holds. */
interface Live extends OpenedEnvironment {
  readonly artifacts: readonly LiveArtifact[];
}

/**
 * True for what a repository that holds artifacts already is in step without: what the workspace makes for itself,
 * and what the infrastructure makes, unless the repository keeps a description of it.
 */
function isLeftAlone({ kind, name }: Ref, body: JsonObject | undefined, isHeld: boolean): boolean {
  const { managed, protects } = contractOf(kind);
  return protects(name, body) !== undefined || (!managed && !isHeld);
}

async function readLive(session: Session): Promise<Live> {
  const opened = await openSessionEnvironment(session);
  const { workspace } = await openTarget(opened.environment, opened.project.root, session);
  try {
    const live = await workspace.read({
      digest: (_, body) => createHash("sha256").update(JSON.stringify(body)).digest("hex"),
      keep: () => true,
      onProgress: (read) => session.progress(`reading ${workspace.name}: ${read} artifacts`),
    });
    return { ...opened, artifacts: live.artifacts };
  } catch (error) {
    throw readingRefusal(error, opened.environment);
  }
}

function report({ terminal, options }: Context, found: readonly PulledFile[]): void {
  const written = found.filter(({ state }) => state !== "equal");
  const unchanged = found.length - written.length;
  if (options.json === true) {
    const document = { version: 1, written: written.map(({ path }) => path), unchanged };
    terminal.out(JSON.stringify(document, null, 2));
    return;
  }
  for (const { path, state } of written) terminal.out(`  ${state === "differs" ? "~" : "+"} ${path}`);
  if (written.length > 0) terminal.out("");
  terminal.out(
    written.length === 0
      ? `Nothing to pull: ${count(unchanged, "file")} already ${unchanged === 1 ? "matches" : "match"} the workspace`
      : `Pulled: ${count(written.length, "file")} written, ${unchanged} unchanged`,
  );
}

function blocked({ path }: PulledFile): Diagnostic {
  return {
    severity: "error",
    code: "pull-overwrites",
    message: `'${path}' exists and differs from the workspace`,
    advice: "commit or move it and pull with --force, or pull into an empty folder",
  };
}

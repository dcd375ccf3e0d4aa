import { mkdir, realpath, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { byRef, formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { isSynapseKind } from "@retain/artifacts/words/synapse-kinds";
import type { DriftItem } from "@retain/planner/drift/drift";
import { asLeft } from "@retain/planner/plan/as-left";
import type { Loaded } from "@retain/project/load-desired";
import type { Project } from "@retain/project/project";
import { readListed } from "@retain/project/read-plain";
import { shownPath } from "@retain/project/shown-path";
import { readFailure } from "@retain/project/text-file";
import { layoutFile } from "../pull/git-layout.ts";
import { writeFailure, writeWhole } from "../save-file.ts";
import { editSource } from "./edit-source.ts";
import type { FoundDrift } from "./find-drift.ts";
import { mergeItem } from "./merge-item.ts";
import { suppliedPlaces } from "./supplied.ts";

/** A file that now says what the workspace says. */
export interface Taken {
  readonly ref: Ref;
  readonly what: "edited" | "created" | "removed" | "patched";
  /** Relative to the folder of retain.yaml, with `/`. */
  readonly file: string;
}

/** What was not taken, and the way out. */
export interface Left {
  readonly ref: Ref;
  readonly why: string;
  readonly advice: string;
}

/** What became of a report when it was taken. */
export interface TakeResult {
  readonly taken: readonly Taken[];
  readonly left: readonly Left[];
}

/** What is taken, and how far that may go. */
export interface TakeRequest {
  readonly found: FoundDrift;
  readonly project: Project;
  readonly loaded: Loaded;
  /** The user named what is meant: conflicts and what nobody manages are taken only then. */
  readonly named: boolean;
  /** Files of what vanished may be removed. */
  readonly allowDelete: boolean;
}

/** One item being taken. */
interface Taking {
  readonly item: DriftItem;
  readonly desired: Artifact | undefined;
  readonly live: JsonObject | undefined;
}

/** Writes what moved in the workspace into the repository's files, one after another, each whole. */
export async function takeDrift(request: TakeRequest): Promise<TakeResult> {
  const { found, loaded } = request;
  const desired = byRef(loaded.artifacts);
  const { tolerances } = request.project;
  const entries = byRef(found.recovered?.published.artifacts ?? []);
  // What no longer means anything is not to be written down.
  const live = new Map(
    found.live.artifacts.map((one) => {
      const key = refKey(one.ref);
      return [key, asLeft(one, entries.get(key), tolerances)?.body ?? one.body];
    }),
  );
  const taken: Taken[] = [];
  const left: Left[] = [];
  for (const item of [...found.drift.items, ...(request.named ? waiting(found) : [])]) {
    // What the repository says already needs nobody to write it.
    if (item.repository === "equal" && item.status !== "unmanaged") continue;
    const key = refKey(item.ref);
    const result = await takeItem({ item, desired: desired.get(key), live: live.get(key) }, request);
    taken.push(...result.taken);
    left.push(...result.left);
    if (item.lostIds !== undefined && result.taken.length + result.left.length === 0)
      left.push({ ref: item.ref, why: item.reason, advice: "`retain apply` writes the ids of today" });
  }
  return { taken, left };
}

/** What the repository would write over: no drift, but the workspace's side may be wanted all the same. */
function waiting({ drift }: FoundDrift): readonly DriftItem[] {
  return drift.pending.flatMap(({ ref, what }): readonly DriftItem[] =>
    what === "edited"
      ? [
          {
            ref,
            status: "edited",
            risk: "behavioural",
            reason: "the repository has something else",
            release: drift.release,
            repository: "differs",
            differences: [],
          },
        ]
      : [],
  );
}

async function takeItem(taking: Taking, request: TakeRequest): Promise<TakeResult> {
  const { item, desired } = taking;
  if (item.status === "unmanaged") return request.named ? createFile(taking, request) : nothing;
  if (desired === undefined) {
    return leave(
      item,
      "it is no longer in the repository",
      "restore its file, or let `retain apply` delete it",
    );
  }
  if (item.conflict && !request.named) {
    const advice = `--only '${formatRef(item.ref)}' overwrites the repository's side with the workspace's`;
    return leave(item, "the repository moved too", advice);
  }
  return item.status === "vanished"
    ? removeFile(taking, desired, request)
    : editFile(taking, desired, request);
}

/** Writes an artifact that nobody manages into the first folder in Synapse's layout. */
async function createFile({ item, live }: Taking, { project }: TakeRequest): Promise<TakeResult> {
  const source = project.sources.find(({ form }) => form === "synapse");
  if (source === undefined || live === undefined) {
    const advice = "`retain pull FOLDER` writes it into a folder that you can add as a source";
    return leave(item, "no source in retain.yaml is a folder in Synapse's git layout", advice);
  }
  const { kind, name } = item.ref;
  if (!isSynapseKind(kind)) {
    return leave(
      item,
      "Synapse's git layout has no place for it",
      "define it in a package of this repository",
    );
  }
  const { path, text } = layoutFile({ kind, name }, live);
  const absolute = join(resolve(project.root, source.target), path);
  const file = shownPath(project.root, absolute);
  if (await stat(absolute).catch(() => undefined)) {
    return leave(item, `'${file}' already exists with different content`, "move it and run --take again");
  }
  return attempt(item, { ref: item.ref, what: "created", file }, async () => {
    await mkdir(dirname(absolute), { recursive: true });
    await writeWhole(absolute, text);
  });
}

async function removeFile({ item }: Taking, { origin }: Artifact, request: TakeRequest): Promise<TakeResult> {
  const { file } = origin;
  if (origin.package !== undefined)
    return leave(item, "it is gone from the workspace", `remove it from ${file}`);
  if (!request.allowDelete)
    return leave(item, "it is gone from the workspace", `--allow-delete removes ${file}`);
  return attempt(item, { ref: item.ref, what: "removed", file }, () =>
    rm(resolve(request.project.root, file)),
  );
}

/** Writes what differs into the source of an artifact, or a patch beside it where the source is a program. */
async function editFile(taking: Taking, desired: Artifact, request: TakeRequest): Promise<TakeResult> {
  const { item } = taking;
  const { ref } = item;
  const { project, loaded } = request;
  const { origin } = desired;
  if (/(?:^|\/)node_modules\//.test(origin.file)) {
    const advice = "change it in the package's own source, and install the new version";
    return leave(
      item,
      `${origin.package ?? "its package"} is an installed package, not part of this repository`,
      advice,
    );
  }
  const written = loaded.written.find((one) => refKey(one.ref) === refKey(ref));
  if (written === undefined) return leave(item, "its source was not found", "run the command again");
  const takesParameters = origin.package !== undefined;
  const supplied = suppliedPlaces({ ref, body: written.body, takesParameters }, loaded.effects);
  const tolerances = project.tolerances(ref.kind);
  const merged = mergeItem({
    ...taking,
    written,
    desired,
    supplied,
    tolerances,
    environment: request.found.drift.environment,
  });
  const root = takesParameters ? await realpath(project.root) : project.root;
  const absolute = resolve(root, origin.file);
  let bytes: Buffer;
  let real: string;
  try {
    real = await realpath(absolute);
    bytes = await readListed(real);
  } catch (error) {
    return leave(item, `'${origin.file}' cannot be read: ${readFailure(error)}`, "fix its permissions");
  }
  const edit = editSource({ written, body: merged.body, bytes });
  if (edit === undefined) return { taken: [], left: merged.left };
  const { what, suffix, content } = edit;
  const file = `${origin.file}${suffix}`;
  const result = await attempt(item, { ref: item.ref, what, file }, () =>
    // A link stays one: what it leads to is written. A patch lies beside it.
    writeWhole(suffix === "" ? real : `${absolute}${suffix}`, content),
  );
  return { taken: result.taken, left: [...merged.left, ...result.left] };
}

async function attempt(item: DriftItem, taken: Taken, write: () => Promise<void>): Promise<TakeResult> {
  try {
    await write();
    return { taken: [taken], left: [] };
  } catch (error) {
    return leave(item, `'${taken.file}' cannot be written: ${writeFailure(error)}`, "fix its permissions");
  }
}

const nothing: TakeResult = { taken: [], left: [] };

function leave({ ref }: DriftItem, why: string, advice: string): TakeResult {
  return { taken: [], left: [{ ref, why, advice }] };
}

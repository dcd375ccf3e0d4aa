import { formatRef, refKey } from "@retain/artifacts/words/ref";
import type { LakeFiles } from "@retain/workspaces/lake/files";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { type Claim, type OlderState, verdictOf } from "./claim.ts";
import { manifestDocument } from "./documents.ts";
import { readDocument } from "./read-document.ts";
import type { Manifest, Release } from "./state.ts";
import { writeManifest } from "./written-state.ts";

/** Where a state is looked for, and for whom. */
export interface StatePlace {
  readonly files: LakeFiles;
  /** Folder of the state. */
  readonly folder: string;
  /** Where a retain that knew of no projects kept it; the same folder where the environment names one. */
  readonly olderFolder: string;
  readonly project: string;
  readonly environment: string;
  readonly workspace: string;
  /** A path as messages show it. */
  readonly shown: (path: string) => string;
  readonly claim: (older: OlderState) => Promise<Claim>;
  /** True where somebody agreed to leave behind what nobody can tell the owner of. */
  readonly takesUnclear: boolean;
  readonly readRelease: (folder: string, id: string) => Promise<Release | undefined>;
}

/** The manifest of a state, and what is still to be done to it. */
export interface FoundState {
  readonly manifest: Manifest;
  /** The etag of the file in the state's own folder; null where there is none. */
  readonly etag: string | null;
  /** Set where it lies as an older retain left it, or was taken over in part. */
  readonly older?: {
    readonly folder: string;
    readonly etag: string;
    /** False once its manifest says whose it is. */
    readonly isUnclaimed: boolean;
  };
}

/** What a manifest says beside, where it was taken over from: it stays, so that an older retain stops there. */
interface Moved {
  /** The folder in which the state lies now. */
  readonly movedTo?: string;
  /** Set once all of it is there. */
  readonly isWhole?: true;
}

/** The name of the file that says what is published. */
export const manifestName = "manifest.json";

/** Finds the state: in its own folder, or where an older retain left it. Throws WorkspaceError. */
export async function findState(place: StatePlace): Promise<FoundState> {
  const { files, folder, olderFolder, project, environment, workspace, shown } = place;
  const read = async (at: string) => {
    const found = await files.read(`${at}/${manifestName}`);
    if (found === undefined) return undefined;
    const read = readDocument(found.text, shown(`${at}/${manifestName}`), manifestDocument);
    const { movedTo, isWhole, ...manifest } = read as Manifest & Moved;
    return { manifest, etag: found.etag, isMoved: movedTo !== undefined && isWhole === true };
  };
  const own = await read(folder);
  if (own !== undefined && own.manifest.project !== null) {
    checkOwner(own.manifest, place);
    return own;
  }
  const older = own ?? (olderFolder === folder ? undefined : await read(olderFolder));
  const empty: Manifest = {
    version: 2,
    project,
    environment,
    workspace,
    release: null,
    artifacts: new Map(),
  };
  const nothing = { manifest: empty, etag: null };
  if (older === undefined) return nothing;
  const { manifest, etag } = older;
  const isElsewhere = manifest.workspace.toLowerCase() !== workspace.toLowerCase();
  if (manifest.project !== null) {
    // Taken over: by us, and not to its end, or by another project.
    const isOurs =
      manifest.project === project && manifest.environment === environment && !isElsewhere && !older.isMoved;
    return isOurs
      ? { manifest, etag: null, older: { folder: olderFolder, etag, isUnclaimed: false } }
      : nothing;
  }
  if (isElsewhere) throw otherWorkspace(shown(`${olderFolder}/${manifestName}`), manifest, workspace);
  const claim = await place.claim({
    place: shown(olderFolder),
    artifacts: manifest.artifacts,
    readRelease: (id) => place.readRelease(olderFolder, id),
  });
  const verdict = verdictOf(claim);
  if (verdict === "theirs") {
    if (own === undefined) return nothing;
    throw otherProject(shown(folder), undefined, project);
  }
  if (verdict === "unclear" && !place.takesUnclear) throw unclearState(shown(olderFolder), claim);
  const ours = new Set(claim.ours.map(refKey));
  const artifacts = new Map([...manifest.artifacts].filter(([key]) => ours.has(key)));
  return {
    manifest: { ...manifest, project, artifacts },
    etag: own?.etag ?? null,
    older: { folder: olderFolder, etag, isUnclaimed: true },
  };
}

/** What lies in the folder of a state beside its manifest, and moves with it. */
const parts = ["releases", "bodies", "journal"];

/**
 * Takes over what an older retain left, under its lock and ours. From the first step on its manifest is of a version
 * that an older retain refuses, and names the project: two that come for it at once do not both get it. The rest
 * follows step by step, each of which may have been done before. Throws WorkspaceError.
 */
export async function takeOver(place: StatePlace, { manifest, older }: FoundState): Promise<void> {
  if (older === undefined) return;
  const { files, folder } = place;
  const isSame = older.folder === folder;
  if (older.isUnclaimed) {
    const moved = isSame ? {} : { movedTo: folder };
    await files.replace(
      `${older.folder}/${manifestName}`,
      print({ ...writeManifest(manifest), ...moved }),
      older.etag,
    );
  }
  if (isSame) return;
  for (const part of parts) await files.rename(`${older.folder}/${part}`, `${folder}/${part}`);
  await files.create(`${folder}/${manifestName}`, print(writeManifest(manifest)));
  // What it held is told by one file from now on.
  const left = await files.read(`${older.folder}/${manifestName}`);
  const moved: Moved = { movedTo: folder, isWhole: true };
  if (left !== undefined) {
    const text = print({ ...writeManifest({ ...manifest, artifacts: new Map() }), ...moved });
    await files.replace(`${older.folder}/${manifestName}`, text, left.etag);
  }
}

/** The text of a document. */
export function print(document: unknown): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}

function checkOwner(manifest: Manifest, { folder, project, workspace, shown }: StatePlace): void {
  if (manifest.project !== project) throw otherProject(shown(folder), manifest.project, project);
  if (manifest.workspace.toLowerCase() !== workspace.toLowerCase())
    throw otherWorkspace(shown(`${folder}/${manifestName}`), manifest, workspace);
}

function otherWorkspace(place: string, manifest: Manifest, workspace: string): WorkspaceError {
  return new WorkspaceError({
    reason: "refused",
    message: `${place} records releases of workspace "${manifest.workspace}", but the environment names "${workspace}"`,
    advice: "correct `workspace` in the environment file, or name another folder as `state` under `lake`",
  });
}

/** Says that a state is another project's. */
export function otherProject(
  place: string,
  owner: string | null | undefined,
  project: string,
): WorkspaceError {
  const whose = owner ? `of project '${owner}'` : "of another project";
  return new WorkspaceError({
    reason: "refused",
    message: `${place} holds the state ${whose}, but this is project '${project}'`,
    why: "each project keeps its own state: a project that used another's would delete what the other published",
    advice: "name another folder as `state` under `lake`, or none; or correct `name` in retain.yaml",
  });
}

function unclearState(place: string, { ours, unclear }: Claim): WorkspaceError {
  const shown = unclear.slice(0, 3).map(formatRef).join(", ");
  const more = unclear.length > 3 ? ` and ${unclear.length - 3} more` : "";
  return new WorkspaceError({
    reason: "refused",
    message: `an older retain left its state in ${place}, and it is unclear which project owns ${shown}${more}`,
    why: `it did not record projects; ${ours.length} of ${ours.length + unclear.length} artifacts belong to this repository: it contains them, or git knows the files they were written from`,
    advice:
      "the full git history may tell: git fetch --unshallow; otherwise `retain adopt --older-state` takes over this repository's artifacts, and the rest becomes unmanaged: no release deletes it",
  });
}

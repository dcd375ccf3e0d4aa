import { locksFolder, stateRoot, workspaceHost } from "@retain/artifacts/words/state-place";
import type { LakeFiles } from "@retain/workspaces/lake/files";
import { otherManifestDocument } from "./documents.ts";
import { manifestName } from "./find-state.ts";
import { readDocument } from "./read-document.ts";
import type { Manifest, OtherState, StateStore } from "./state.ts";

/** Where other states are looked for, and beside which. */
interface OthersInput {
  readonly files: LakeFiles;
  /** Folder of the state that is one's own. */
  readonly own: string;
  /** Whether what an older retain left in a folder is one's own as well. */
  readonly isOwn: (folder: string) => Promise<boolean>;
  readonly workspace: string;
  readonly endpoint: string;
  readonly shown: (path: string) => string;
  readonly open: (other: {
    readonly folder: string;
    readonly project: string;
    readonly environment: string;
  }) => StateStore;
}

/** What a state holds beside its manifest: no environments of a project. */
const parts = new Set([manifestName, "releases", "bodies", "journal", "drafts", "lock"]);

/** The other states of a file system that are about the same live workspace, by owner. Throws WorkspaceError. */
export async function findOthers(input: OthersInput): Promise<readonly OtherState[]> {
  const { files, own } = input;
  const roots = (await files.list(stateRoot)).filter((name) => name !== locksFolder);
  const folders = await Promise.all(
    roots.map(async (root) => {
      const folder = `${stateRoot}/${root}`;
      const names = await files.list(folder);
      const inside = names.filter((name) => !parts.has(name)).map((name) => `${folder}/${name}`);
      // What an older retain left lies one folder higher.
      return names.includes(manifestName) ? [folder, ...inside] : inside;
    }),
  );
  const found = await Promise.all(
    folders
      .flat()
      .filter((folder) => folder !== own)
      .map((folder) => readOther(folder, input)),
  );
  return found.flat().sort((a, b) => (a.owner < b.owner ? -1 : 1));
}

async function readOther(folder: string, input: OthersInput): Promise<readonly OtherState[]> {
  const { files, shown, open, isOwn } = input;
  const path = `${folder}/${manifestName}`;
  const file = await files.read(path);
  if (file === undefined) return [];
  const manifest = readDocument(file.text, shown(path), otherManifestDocument);
  if (!isSameWorkspace(manifest, input) || (await isOwn(folder))) return [];
  const { project, environment } = manifest;
  // What was taken over is told by the state that it was taken over into.
  if (project !== null && manifest.artifacts.size === 0 && manifest.handed === undefined) return [];
  return [
    {
      owner: project === null ? folder : `${project}/${environment}`,
      project,
      environment,
      manifest,
      open: () => open({ folder, project: project ?? "", environment }),
    },
  ];
}

/** An older retain did not write down where it reached the workspace. */
function isSameWorkspace({ workspace, endpoint }: Manifest, own: OthersInput): boolean {
  if (endpoint === undefined) return workspace.toLowerCase() === own.workspace.toLowerCase();
  return workspaceHost(endpoint) === workspaceHost(own.endpoint);
}

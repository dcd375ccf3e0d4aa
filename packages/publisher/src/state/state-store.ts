import type { JsonObject } from "@retain/artifacts/json";
import type { LakeFiles } from "@retain/workspaces/lake/files";
import { lakeFiles } from "@retain/workspaces/lake/files";
import { type LakeLeases, lakeLeases } from "@retain/workspaces/lake/leases";
import type { Lake } from "@retain/workspaces/lake/open-lake";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { journalLineSchema, manifestDocument, releaseDocument } from "./documents.ts";
import { makeJournal } from "./journal.ts";
import { readLines, writeLines } from "./lines.ts";
import { breakLock, holderOf, type LockPace, takeLock, usualPace } from "./lock.ts";
import { readPack, writePack } from "./packs.ts";
import { readDocument } from "./read-document.ts";
import type { JournalLine, Manifest, StateStore } from "./state.ts";

/** What a store is made of. */
export interface StoreOptions {
  readonly lake: Lake;
  /** Folder of the state in the file system. */
  readonly folder: string;
  readonly environment: string;
  readonly workspace: string;
  readonly pace?: LockPace;
}

const journalAdvice = "move the file away; `retain drift` then shows what the apply that died left behind";

/** The state of an environment in a folder of its lake. Sends nothing yet. */
export function makeStateStore(options: StoreOptions): StateStore {
  const { lake, folder, environment, workspace, pace = usualPace } = options;
  const files = lakeFiles(lake, `${folder}/drafts`);
  const leases = lakeLeases(lake);
  const path = (name: string) => `${folder}/${name}`;
  const shown = (name: string) => `${lake.account}/${lake.filesystem}/${folder}/${name}`;
  const place = `${lake.account}/${lake.filesystem}/${folder}`;
  const lockAt = { path: path("lock"), place, pace };
  /** The etag of the manifest as it was read last; null when there was none. */
  let basis: string | null | undefined;
  /** The release that closed the journal which still lies there: its process died before it put it away. */
  let closed: string | undefined;

  const readManifest = async (): Promise<Manifest> => {
    const found = await files.read(path(manifestName));
    basis = found?.etag ?? null;
    if (found === undefined) return { version: 1, environment, workspace, release: null, artifacts: {} };
    const manifest = readDocument(found.text, shown(manifestName), manifestDocument);
    if (manifest.workspace.toLowerCase() !== workspace.toLowerCase()) {
      throw otherWorkspace(shown(manifestName), manifest, workspace);
    }
    return manifest;
  };

  const putAwayClosed = async () => {
    if (closed !== undefined) await files.rename(path(journalName), path(closedJournalName(closed)));
    closed = undefined;
  };

  return {
    place,
    read: async () => {
      const [manifest, journal] = await Promise.all([readManifest(), files.read(path(journalName))]);
      const lines =
        journal && readLines<JournalLine>(journal.text, shown(journalName), journalLineSchema, journalAdvice);
      const opened = lines?.findLast((line) => line.is === "open");
      closed = opened?.release !== manifest.release ? undefined : opened?.release;
      return { manifest, unfinished: closed === undefined && lines ? { lines } : undefined };
    },
    lock: (holder) => takeLock(leases, lockAt, holder),
    holder: () => holderOf(leases, lockAt.path),
    unlock: async () => {
      const holder = await breakLock(leases, lockAt.path);
      if (holder !== undefined) await shutOut(files, leases, path(journalName));
      return holder;
    },
    openJournal: async () => {
      await putAwayClosed();
      let end = (await files.length(path(journalName))) ?? (await startJournal(files, path(journalName)));
      return makeJournal(async (text) => {
        end = await files.append(path(journalName), text, end);
      });
    },
    close: async (release, bodies) => {
      await putAwayClosed();
      if (bodies.length > 0) await files.create(path(packName(release.id)), writePack(bodies));
      await files.create(path(releaseName(release.id)), print(release));
      const manifest: Manifest = {
        version: 1,
        environment,
        workspace: release.workspace,
        release: release.id,
        artifacts: release.artifacts,
        ...(release.stopped === undefined ? {} : { stopped: release.stopped }),
        ...(release.begun === undefined ? {} : { begun: release.begun }),
      };
      if (basis === undefined) await readManifest();
      const etag = basis ?? null;
      basis = undefined;
      if (etag === null) await files.create(path(manifestName), print(manifest));
      else await files.replace(path(manifestName), print(manifest), etag);
      await files.rename(path(journalName), path(closedJournalName(release.id)));
      // Left by processes that died; whoever closes a release holds the lock.
      await files.remove(path("drafts"));
    },
    readRelease: async (id) => {
      // What people type must not lead to another folder.
      const found = /^[\w-]+$/.test(id) ? await files.read(path(releaseName(id))) : undefined;
      return found && readDocument(found.text, shown(releaseName(id)), releaseDocument);
    },
    listReleases: async () => {
      const names = await files.list(path("releases"));
      const ids = names
        .filter((name) => name.endsWith(".json"))
        .map((name) => name.slice(0, -".json".length));
      return ids.sort().reverse();
    },
    readBodies: async (wanted) => {
      const releases = [...new Set(wanted.map(({ release }) => release))];
      const packs = new Map(
        await Promise.all(
          releases.map(async (id) => {
            const found = await files.read(path(packName(id)));
            return [id, found && readPack(found.text, shown(packName(id)))] as const;
          }),
        ),
      );
      const bodies = new Map<string, JsonObject>();
      for (const { ref, release } of wanted) {
        const body = packs.get(release)?.get(ref);
        if (body !== undefined) bodies.set(ref, body);
      }
      return bodies;
    },
  };
}

const manifestName = "manifest.json";
const journalName = "journal/current.jsonl";
const closedJournalName = (id: string) => `journal/${id}.jsonl`;
const releaseName = (id: string) => `releases/${id}.json`;
const packName = (id: string) => `bodies/${id}.jsonl`;

/** Creates a journal without lines; returns its length in bytes. */
async function startJournal(files: LakeFiles, path: string): Promise<number> {
  const text = writeLines([]);
  await files.create(path, text);
  return Buffer.byteLength(text);
}

/**
 * Adds a line to the journal, where there is one. Appends name the position they go to: whoever wrote before
 * cannot write any more, and so begins no further change, long before it would renew its lease.
 */
async function shutOut(files: LakeFiles, leases: LakeLeases, path: string): Promise<void> {
  if ((await files.length(path)) === undefined) return;
  // Under a lease nobody comes between the look at the length and the append.
  const lease = await leases.acquire(path, 15);
  if (lease === undefined) return;
  const line: JournalLine = { at: new Date().toISOString(), is: "unlocked" };
  // A lease makes the file where it has gone meanwhile: an apply that ended put it away.
  const isGone = (await files.length(path)) === 0;
  if (!isGone) await lease.append(`${JSON.stringify(line)}\n`);
  await lease.release();
  if (isGone) await files.remove(path);
}

function print(document: unknown): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}

function otherWorkspace(place: string, manifest: Manifest, workspace: string): WorkspaceError {
  return new WorkspaceError({
    reason: "refused",
    message: `${place} records releases to workspace "${manifest.workspace}", and the environment is about "${workspace}"`,
    advice: "correct `workspace` in the environment file, or name another folder as `state` below `lake`",
  });
}

import type { JsonObject } from "@retain/artifacts/words/json";
import { refKey } from "@retain/artifacts/words/ref";
import { lockPath } from "@retain/artifacts/words/state-place";
import type { ChangeGuard } from "@retain/workspaces/http/change-guard";
import { type FoundFile, type LakeFiles, lakeFiles } from "@retain/workspaces/lake/files";
import { type LakeLeases, lakeLeases } from "@retain/workspaces/lake/leases";
import type { Lake } from "@retain/workspaces/lake/open-lake";
import { journalLines, releaseDocument } from "./documents.ts";
import type { StatePlace } from "./find-state.ts";
import { type FoundState, findState, manifestName, otherProject, print, takeOver } from "./find-state.ts";
import { makeJournal } from "./journal.ts";
import { readLines, writeLines } from "./lines.ts";
import { breakLock, holderOf, type LockPace, takeLock, usualPace } from "./lock.ts";
import { findOthers } from "./other-states.ts";
import { readPack, writePack } from "./packs.ts";
import { readDocument } from "./read-document.ts";
import type { JournalLine, Lock, Manifest, StateStore } from "./state.ts";
import { UnsettledState } from "./unsettled-state.ts";
import { writeManifest, writeRelease } from "./written-state.ts";

/** What a store is made of. */
export interface StoreOptions {
  readonly lake: Lake;
  /** Folder of the state in the file system. */
  readonly folder: string;
  /** Where a retain that knew of no projects kept it; the same folder where the environment names one. */
  readonly olderFolder: string;
  readonly project: string;
  readonly environment: string;
  readonly workspace: string;
  /** Where the workspace is reached: its lock has the name of its host. */
  readonly endpoint: string;
  /** Tells what of an older state is the project's. */
  readonly claim: StatePlace["claim"];
  /** True where somebody agreed to leave behind what nobody can tell the owner of. */
  readonly takesUnclear?: boolean;
  readonly pace?: LockPace;
}

/** The manifest and the journal as they lie there. */
interface Found {
  readonly state: FoundState;
  readonly journal: FoundFile | undefined;
}

/** The state of an environment in a folder of its lake. Sends nothing yet. */
export function makeStateStore(options: StoreOptions): StateStore {
  const { lake, folder, olderFolder, project, environment, workspace, endpoint, pace = usualPace } = options;
  let held: Lock | undefined;
  const guard: ChangeGuard = {
    mayChange: async () => held?.guard.mayChange(),
    stillMay: () => held?.guard.stillMay() ?? true,
    doubt: () => held?.guard.doubt(),
  };
  const files = lakeFiles(lake.guarded(guard), `${folder}/drafts`);
  // To ask for the lock is no change, and must not wait behind what is written.
  const leases = lakeLeases(lake);
  const path = (name: string) => `${folder}/${name}`;
  const place = `${lake.account}/${lake.filesystem}/${folder}`;
  const shown = (name: string) => `${place}/${name}`;
  const lockAt = { path: lockPath(endpoint), place, pace };
  const olderLock = `${olderFolder}/lock`;
  /** The etag of the manifest as it was read last; null when there was none. */
  let basis: string | null | undefined;
  /** The release that closed the journal which still lies there: its process died before it put it away. */
  let closed: string | undefined;
  /** What is found once the lock is taken: until something is written it is what would be found again. */
  let underLock: Promise<Found> | undefined;
  /** Where the journal ends, in bytes, as far as that is known. */
  let end: number | undefined;
  /** The journal is being made while other things are read: what is empty begins nothing. */
  let begun: Promise<void> | undefined;

  const readRelease = async (at: string, id: string) => {
    const found = await files.read(`${at}/${releaseName(id)}`);
    if (found === undefined) return undefined;
    const shownAt = `${lake.account}/${lake.filesystem}/${at}`;
    const release = readDocument(found.text, `${shownAt}/${releaseName(id)}`, releaseDocument);
    if (release.project !== undefined && release.project !== project)
      throw otherProject(shownAt, release.project, project);
    return release;
  };
  const statePlace: StatePlace = {
    files,
    folder,
    olderFolder,
    project,
    environment,
    workspace,
    shown: (at) => `${lake.account}/${lake.filesystem}/${at}`,
    claim: options.claim,
    takesUnclear: options.takesUnclear === true,
    readRelease,
  };
  const look = async (): Promise<Found> => {
    const [state, journal] = await Promise.all([findState(statePlace), files.read(path(journalName))]);
    return { state, journal };
  };
  const find = async (): Promise<Found> => {
    const found = await (underLock ?? look());
    underLock = undefined;
    basis = found.state.etag;
    return found;
  };
  const beginJournal = () => {
    begun ??= files.begin(path(journalName));
    return begun;
  };
  /** The folders in which files of the state lie: two as long as what an older retain left is not taken over. */
  const folders = async (): Promise<readonly string[]> => {
    if (olderFolder === folder) return [folder];
    const { older } = await findState(statePlace);
    return older === undefined ? [folder] : [folder, older.folder];
  };
  /** To tell whose an older state is takes the whole repository: once. */
  let known: Promise<readonly string[]> | undefined;
  /** What is first found in the folders of the state. */
  const inFolders = async <T>(look: (at: string) => Promise<T | undefined>): Promise<T | undefined> => {
    const own = await look(folder);
    if (own !== undefined) return own;
    known ??= folders();
    for (const at of (await known).slice(1)) {
      const found = await look(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  /** Takes over what an older retain left, while none works; throws WorkspaceError, and UnsettledState where one does. */
  const settle = async (): Promise<Found> => {
    const found = await look();
    const { etag, older } = found.state;
    // Whoever has a state of today has nothing to fear from an older retain: it refuses what it finds.
    if (etag === null || older !== undefined) {
      const heldBy = await holderOf(leases, olderLock);
      if (heldBy !== undefined) throw new UnsettledState({ heldBy });
    }
    if (older === undefined) return found;
    const lease = await leases.acquire(olderLock, pace.lease);
    if (lease === undefined) throw new UnsettledState({ heldBy: await holderOf(leases, olderLock) });
    try {
      // It may have published up to now.
      await takeOver(statePlace, await findState(statePlace));
    } finally {
      await lease.release().catch(() => undefined);
    }
    known = undefined;
    return look();
  };

  const putAway = async (release: string) => {
    await files.rename(path(journalName), path(closedJournalName(release)));
    [closed, end, begun] = [undefined, 0, undefined];
  };
  const putAwayClosed = async () => {
    if (closed !== undefined) await putAway(closed);
  };

  return {
    place,
    lockPlace: `${lake.account}/${lake.filesystem}/${lockAt.path}`,
    read: async () => {
      const { state, journal: own } = await find();
      const { manifest, older } = state;
      end = Buffer.byteLength(own?.text ?? "");
      // Whoever may write will want one soon. That it failed is heard by who does.
      if (held !== undefined && own === undefined) beginJournal().catch(() => undefined);
      const journal = own ?? (older && (await files.read(`${older.folder}/${journalName}`)));
      const lines =
        journal &&
        journal.text !== "" &&
        readLines(journal.text, { place: shown(journalName), project }, journalLines);
      const opened = lines ? lines.findLast((line) => line.type === "open") : undefined;
      closed = opened?.release !== manifest.release ? undefined : opened?.release;
      return { manifest, unfinished: closed === undefined && lines ? { lines } : undefined };
    },
    guard,
    others: async () => {
      await underLock;
      return findOthers({
        files,
        own: folder,
        isOwn: async (at) => at === olderFolder && (await findState(statePlace)).older !== undefined,
        workspace,
        endpoint,
        shown: statePlace.shown,
        // What is written there is written under the lock that is held here.
        open: (other) =>
          makeStateStore({ ...options, ...other, lake: lake.guarded(guard), olderFolder: other.folder }),
      });
    },
    lock: async (holder) => {
      const told = Promise.resolve(holder).then((who) => ({ ...who, project, environment, state: folder }));
      // Heard where it is written down.
      told.catch(() => undefined);
      const taken = await takeLock(leases, lockAt, told);
      if ("heldBy" in taken) return taken;
      const { lock, noted } = taken;
      held = lock;
      underLock = (async () => {
        try {
          const [found, isNoted] = await Promise.all([settle(), noted]);
          if (isNoted) return found;
          // Somebody broke it at once.
          throw new UnsettledState({ heldBy: await holderOf(leases, lockAt.path) });
        } catch (error) {
          throw error instanceof UnsettledState ? error : new UnsettledState({ cause: error });
        }
      })();
      // Heard by whoever reads.
      underLock.catch(() => undefined);
      return { lock };
    },
    holder: async () => (await holderOf(leases, lockAt.path)) ?? (await holderOf(leases, olderLock)),
    unlock: async () => {
      const holder = await breakLock(leases, lockAt.path);
      // Whoever held it may have been at work on the state of another project or environment.
      if (holder !== undefined) {
        await shutOut(files, leases, `${holder.state ?? folder}/${journalName}`);
        return holder;
      }
      const older = await breakLock(leases, olderLock);
      if (older !== undefined) await shutOut(files, leases, `${olderFolder}/${journalName}`);
      return older;
    },
    openJournal: async () => {
      await putAwayClosed();
      let at = end ?? (await files.length(path(journalName))) ?? 0;
      if (at === 0) await beginJournal();
      return makeJournal(async (text) => {
        const head = at === 0 ? [...writeLines([], project, journalLines.version)].join("") : "";
        at = await files.append(path(journalName), `${head}${text}`, at);
        end = at;
      });
    },
    close: async (release, bodies, mayRecord) => {
      await putAwayClosed();
      const pack = async () => {
        if (bodies.length > 0) await files.create(path(packName(release.id)), writePack(bodies, project));
      };
      await Promise.all([mayRecord?.(), pack()]);
      // A release that is there has its bodies.
      await files.create(path(releaseName(release.id)), print(writeRelease(release)));
      const manifest: Manifest = {
        version: 2,
        project,
        environment,
        workspace: release.workspace,
        endpoint: release.endpoint,
        release: release.id,
        artifacts: release.artifacts,
        ...(release.stopped === undefined ? {} : { stopped: release.stopped }),
        ...(release.begun === undefined ? {} : { begun: release.begun }),
        ...(release.handed === undefined ? {} : { handed: release.handed }),
      };
      if (basis === undefined) await find();
      const etag = basis ?? null;
      basis = undefined;
      if (etag === null) await files.create(path(manifestName), print(writeManifest(manifest)));
      else await files.replace(path(manifestName), print(writeManifest(manifest)), etag);
      await Promise.all([
        end === 0 ? undefined : putAway(release.id),
        // Left by processes that died; whoever closes a release holds the lock.
        files.remove(path("drafts")),
      ]);
    },
    // What people type must not lead to another folder.
    readRelease: async (id) =>
      /^[\w-]+$/.test(id) ? await inFolders((at) => readRelease(at, id)) : undefined,
    listReleases: async () => {
      const names = await inFolders(async (at) => {
        const found = await files.list(`${at}/releases`);
        return found.length === 0 ? undefined : found;
      });
      const ids = (names ?? [])
        .filter((name) => name.endsWith(".json"))
        .map((name) => name.slice(0, -".json".length));
      return ids.sort().reverse();
    },
    readBodies: async (wanted) => {
      const releases = [...new Set(wanted.map(({ release }) => release))];
      const packs = new Map(
        await Promise.all(
          releases.map(async (id) => {
            const found = await inFolders((at) => files.read(`${at}/${packName(id)}`));
            return [id, found && readPack(found.text, shown(packName(id)), project)] as const;
          }),
        ),
      );
      const bodies = new Map<string, JsonObject>();
      for (const { ref, release } of wanted) {
        const body = packs.get(release)?.get(refKey(ref));
        if (body !== undefined) bodies.set(refKey(ref), body);
      }
      return bodies;
    },
  };
}

const journalName = "journal/current.jsonl";
const closedJournalName = (id: string) => `journal/${id}.jsonl`;
const releaseName = (id: string) => `releases/${id}.json`;
const packName = (id: string) => `bodies/${id}.jsonl`;

/**
 * Adds a line to the journal, where there is one. Appends name the position they go to: whoever wrote before
 * cannot write any more, and so begins no further change, long before it would renew its lease.
 */
async function shutOut(files: LakeFiles, leases: LakeLeases, path: string): Promise<void> {
  if ((await files.length(path)) === undefined) return;
  // Under a lease nobody comes between the look at the length and the append.
  const lease = await leases.acquire(path, 15);
  if (lease === undefined) return;
  const line: JournalLine = { at: new Date().toISOString(), type: "unlocked" };
  // A lease makes the file where it has gone meanwhile: an apply that ended put it away.
  const isGone = (await files.length(path)) === 0;
  if (!isGone) await lease.append(`${JSON.stringify(line)}\n`);
  await lease.release();
  if (isGone) await files.remove(path);
}

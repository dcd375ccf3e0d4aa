import type { JsonObject } from "@retain/artifacts/words/json";
import type { HeldId } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";
import type { Change, Plan } from "@retain/planner/plan/plan";
import type { ChangeGuard } from "@retain/workspaces/http/change-guard";

/** The record of one artifact in the manifest. */
export interface ManifestEntry {
  readonly ref: Ref;
  /** Digest of the canonical form of what was written. */
  readonly digest: string;
  /** Digest of what the workspace showed afterwards. */
  readonly live: string;
  /** The etag it had then; absent where the API has none. */
  readonly etag?: string;
  /** True when a release created it. */
  readonly created: boolean;
  /** The release that wrote it last; its pack of bodies holds the body. */
  readonly release: string;
  /** Whether it ran then; triggers only. */
  readonly started?: boolean;
  /** The ids of others that its body held then: digests and bodies say whose they are instead. Absent where there were none. */
  readonly ids?: readonly HeldId[];
}

/** What is known of an environment after a release. */
export interface Records {
  /** By `refKey`, in the order of their refs. */
  readonly artifacts: ReadonlyMap<string, ManifestEntry>;
  /** Triggers that a release stopped and could not start again: the next one does. */
  readonly stopped?: readonly Ref[];
  /** Creates that were sent and of which nothing was to be seen, by `refKey`: one that shows later as it was sent is ours. */
  readonly begun?: ReadonlyMap<string, Begun>;
  /** What another project took over, by `refKey`: not created anew as long as nobody decides so. */
  readonly handed?: ReadonlyMap<string, HandedOver>;
}

/** What releases put into an environment: `manifest.json`. */
export interface Manifest extends Records {
  readonly version: 2;
  /** `name` in retain.yaml; null in what a retain wrote that knew of no projects. */
  readonly project: string | null;
  readonly environment: string;
  readonly workspace: string;
  /** Where the workspace was reached by the last release; absent before the first. */
  readonly endpoint?: string;
  /** The last release; null before the first. */
  readonly release: string | null;
}

/** That an artifact was taken over. */
export interface HandedOver {
  readonly ref: Ref;
  /** By whom: `project/environment`. */
  readonly to: string;
  /** The release by which it was. */
  readonly release: string;
}

/** A create that was sent. */
export interface Begun {
  readonly ref: Ref;
  /** Digest of what was sent. */
  readonly digest: string;
  /** The release that sent it, or would have been. */
  readonly release: string;
}

/** Who works, as the token and the machine say. */
export interface Actor {
  /** User principal name, or the application id of a service principal or identity. */
  readonly name: string;
  /** Object id in the directory, where the token says it. */
  readonly id?: string;
  /** Machine and process, for the holder of a lock. */
  readonly host: string;
}

/** The commit a release was made from. */
export interface Commit {
  readonly sha: string;
  readonly branch?: string;
  readonly author?: string;
  readonly subject?: string;
  /** Files differed from the commit. */
  readonly dirty: boolean;
}

/** What became of one change, as it is kept. */
export interface ReleasedChange extends Omit<Change, "body"> {
  readonly status: "done" | "failed" | "skipped" | "not-started";
  readonly seconds?: number;
  /** Why it failed, in one sentence. */
  readonly problem?: string;
  /** Of a create that failed: a part of it is there, and ours. */
  readonly partly?: true;
}

/** What an apply that died had done, as the release that came after it found. */
export interface Resumed {
  readonly ref: Ref;
  readonly action: "create" | "update" | "delete";
  /** When it was begun, and by whom. */
  readonly at: string;
  readonly by?: Actor;
}

/** One release, with the whole estate as it left it: `releases/<id>.json`, written once and never changed. */
export interface Release extends Records {
  readonly version: 2;
  /** `20261125T093710Z-1a2b3c`: ids sort by time. */
  readonly id: string;
  /** Absent in releases of a retain that knew of no projects. */
  readonly project?: string;
  readonly environment: string;
  readonly workspace: string;
  readonly endpoint: string;
  readonly tool: string;
  /** Instants. */
  readonly started: string;
  readonly ended: string;
  readonly by: Actor;
  readonly commit?: Commit;
  /** Versions of the packages the artifacts came from. */
  readonly packages: { readonly [name: string]: string };
  /** Set when this release went back to another. */
  readonly rollbackOf?: string;
  /** The name of a way to end. */
  readonly result: string;
  readonly summary: Plan["summary"];
  readonly changes: readonly ReleasedChange[];
  /** Refs recorded as they were found: equal on both sides, adopted, or forgotten. */
  readonly recorded: readonly Ref[];
  readonly forgotten: readonly Ref[];
  /** Whose what is recorded here was before: `project/environment`. */
  readonly takenFrom?: string;
  /** What applies that died had done since the release before; absent where none had. */
  readonly resumed?: readonly Resumed[];
  /** Seconds each trigger was down. */
  readonly downtime: readonly { readonly ref: Ref; readonly seconds: number }[];
}

/** A body that a release put there, in its pack `bodies/<id>.jsonl`. */
export interface ReleasedBody {
  readonly ref: Ref;
  /** SHA-256 of the compact JSON text. */
  readonly sha256: string;
  readonly body: JsonObject;
}

/** One line of a journal. */
export type JournalLine =
  /** An apply began. */
  | {
      readonly at: string;
      readonly type: "open";
      readonly release: string;
      readonly by: Actor;
      readonly changes: number;
    }
  /** A change is about to be made; `found` is what was there: its live digest, and whether a trigger ran. */
  | {
      readonly at: string;
      readonly type: "begin";
      readonly id: string;
      readonly ref: Ref;
      readonly action: Change["action"];
      /** Digest of what is about to be written. */
      readonly digest?: string;
      /** Digests of what can be seen between the requests of the write; absent where it is one request. */
      readonly between?: readonly string[];
      readonly found: { readonly live: string | null; readonly started?: boolean };
      /** One half of a replacement. */
      readonly replaces?: true;
    }
  /** A change came to its end. */
  | {
      readonly at: string;
      readonly type: "end";
      readonly id: string;
      readonly result: "done" | "failed";
      /** The code of the problem it failed with. */
      readonly problem?: string;
    }
  /** Somebody broke the lock: the apply that wrote the lines before finds its place taken, and stops. */
  | { readonly at: string; readonly type: "unlocked" };

/** A journal that no release closed: an apply that died. */
export interface Unfinished {
  readonly lines: readonly JournalLine[];
}

/** The lock, held. */
export interface Lock {
  /** Aborted when the lock was lost: somebody broke it, or it could not be renewed. */
  readonly lost: AbortSignal;
  /** Asks the lake whether the lock is still held; throws WorkspaceError when it is not, or nobody can tell. */
  readonly check: () => Promise<void>;
  /** Lets changes out no later than the lock lasts, and after a pause or a retry only when the lake was asked again. */
  readonly guard: ChangeGuard;
  readonly release: () => Promise<void>;
}

/** Who holds a lock, and since when. */
export interface LockHolder {
  readonly by: Actor;
  readonly since: string;
  readonly command: string;
  /** Whose state is changed, and its folder: one lock serves all projects of a live workspace. */
  readonly project?: string;
  readonly environment?: string;
  readonly state?: string;
}

/** The journal of an apply under way. */
export interface Journal {
  /** Resolves when the line is in the lake. */
  readonly write: (line: JournalLine) => Promise<void>;
}

/** A state that shares the live workspace. */
export interface OtherState {
  /** Whose it is: `project/environment`; the folder of one that an older retain left. */
  readonly owner: string;
  readonly project: string | null;
  readonly environment: string;
  readonly manifest: Manifest;
  /** Opens it for what it is told; nobody takes a lock through it, since they share one. */
  readonly open: () => StateStore;
}

/** The state of one environment of a project, `_retain/<project>/<environment>/` in the lake. Everything throws WorkspaceError. */
export interface StateStore {
  /** Where it lies, for messages. */
  readonly place: string;
  /** Where the lock of the live workspace lies, for messages. */
  readonly lockPlace: string;
  readonly read: () => Promise<{ readonly manifest: Manifest; readonly unfinished: Unfinished | undefined }>;
  /** That of the lock which was taken through this store; where it took none, nobody is held off. */
  readonly guard: ChangeGuard;
  /** The states of other projects and environments in the same file system that are about the same live workspace. */
  readonly others: () => Promise<readonly OtherState[]>;
  /**
   * Takes the lock, or says who holds it. What lies under it is then read, and what an older retain left taken over,
   * without a wait: `read` throws UnsettledState where that is impossible. Who holds it may still be on its way.
   */
  readonly lock: (
    holder: LockHolder | Promise<LockHolder>,
  ) => Promise<{ readonly lock: Lock } | { readonly heldBy: LockHolder | undefined }>;
  /** Who holds the lock; undefined when nobody does. */
  readonly holder: () => Promise<LockHolder | undefined>;
  /** Breaks the lock, and stops its holder; resolves to whose it was, undefined when nobody held it. */
  readonly unlock: () => Promise<LockHolder | undefined>;
  /** Opens the journal, or goes on with the unfinished one. To be called after `read`. */
  readonly openJournal: () => Promise<Journal>;
  /**
   * Writes pack, release and manifest, in that order, and closes the journal. `mayRecord` is asked while the first is
   * written: where it throws, the others are not.
   */
  readonly close: (
    release: Release,
    bodies: readonly ReleasedBody[],
    mayRecord?: () => Promise<void>,
  ) => Promise<void>;
  /** Undefined when there is none of this id. */
  readonly readRelease: (id: string) => Promise<Release | undefined>;
  /** Ids, newest first. */
  readonly listReleases: () => Promise<readonly string[]>;
  /** The bodies of some artifacts, by `refKey`; a body that is not found is left out. */
  readonly readBodies: (
    wanted: readonly { readonly ref: Ref; readonly release: string }[],
  ) => Promise<ReadonlyMap<string, JsonObject>>;
}

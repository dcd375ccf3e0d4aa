import type { Named } from "@retain/artifacts/words/artifact";
import { noChanges } from "@retain/planner/plan/plan";
import { bodyDigest } from "./packs.ts";
import type { Actor, Commit, Lock, Release, ReleasedBody, StateStore } from "./state.ts";

/** Where a release is written, by whom, and what it is about. */
export interface ReleaseFrame {
  readonly store: StateStore;
  readonly lock: Lock;
  readonly actor: Actor;
  readonly id: string;
  readonly began: Date;
  readonly project: string;
  readonly environment: string;
  /** Name and version of the program that writes it. */
  readonly tool: string;
  readonly workspace: { readonly name: string; readonly endpoint: string };
  /** The commit of the repository, being looked for; absent where the release comes from none. */
  readonly commit?: Promise<Commit | undefined>;
}

/** What a release says beside how it came about. */
export type ReleaseContent = Omit<
  Release,
  | "version"
  | "id"
  | "project"
  | "environment"
  | "workspace"
  | "endpoint"
  | "tool"
  | "started"
  | "ended"
  | "by"
  | "commit"
>;

/** Writes a release and the bodies that it put there or recorded. Throws WorkspaceError, also when the lock was lost. */
export async function closeRelease(
  frame: ReleaseFrame,
  content: ReleaseContent,
  bodies: readonly Named[],
): Promise<void> {
  const { store, lock, actor, id, began, project, environment, tool, workspace } = frame;
  const commit = await frame.commit;
  const { packages, rollbackOf, ...rest } = content;
  const document: Release = {
    version: 2,
    id,
    project,
    environment,
    workspace: workspace.name,
    endpoint: workspace.endpoint,
    tool,
    started: began.toISOString(),
    ended: new Date().toISOString(),
    by: actor,
    ...(commit === undefined ? {} : { commit }),
    packages,
    ...(rollbackOf === undefined ? {} : { rollbackOf }),
    ...rest,
  };
  const packed = bodies.map(({ ref, body }): ReleasedBody => ({ ref, sha256: bodyDigest(body), body }));
  // Who broke the lock may be publishing already: our records must not come over theirs.
  if (lock.lost.aborted) throw lock.lost.reason;
  await store.close(document, packed, lock.check);
}

/** What a release says that changes records alone. */
export type RecordsContent = Pick<ReleaseContent, "recorded" | "forgotten" | "artifacts"> &
  Partial<Pick<ReleaseContent, "handed" | "takenFrom">>;

/** A release that writes nothing to the workspace: only what is known of it changes. */
export function changeOfRecords(content: RecordsContent): ReleaseContent {
  return { packages: {}, result: "done", summary: noChanges, changes: [], downtime: [], ...content };
}

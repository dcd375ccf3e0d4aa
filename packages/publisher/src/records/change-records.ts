import type { Named } from "@retain/artifacts/words/artifact";
import type { Environment } from "@retain/project/environment";
import {
  changeOfRecords,
  closeRelease,
  type RecordsContent,
  type ReleaseFrame,
} from "@retain/state/close-release";
import { commitOf } from "@retain/state/commit";
import { newReleaseId } from "@retain/state/release-id";
import type { Manifest, OtherState, StateStore, Unfinished } from "@retain/state/state";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import type { Exit } from "../cli/exit-codes.ts";
import type { Estate } from "../estate.ts";
import { type Refusal, refusal } from "../refusal.ts";
import { neededState } from "../state-problem.ts";
import { readingRefusal } from "../target.ts";
import { tool } from "../version.ts";
import { underLock } from "./with-lock.ts";

/** The records of an environment, locked. */
interface OpenRecords {
  readonly store: StateStore;
  readonly manifest: Manifest;
  /** Id of the release that the change will be. */
  readonly release: string;
  /** Writes the release; throws WorkspaceError. */
  readonly close: (content: RecordsContent, bodies?: readonly Named[]) => Promise<void>;
  /**
   * Writes a release of another state of the same live workspace, which one lock covers; throws WorkspaceError, also
   * where an apply to it did not end.
   */
  readonly closeOther: (
    other: OtherState,
    content: (manifest: Manifest, release: string) => RecordsContent,
  ) => Promise<void>;
}

/**
 * Lets a command change what is known of an environment, and nothing in its workspace: under the lock, as a
 * release. Throws a Refusal where that is impossible: no state, a lock, an apply that died.
 */
export async function changeRecords(
  estate: Estate,
  command: string,
  work: (records: OpenRecords) => Promise<Exit>,
): Promise<Exit> {
  const { environment, project, workspace } = estate;
  const store = neededState(estate.store, environment);
  return underLock({ ...estate, store }, command, async (locked) => {
    try {
      const { manifest, unfinished } = await store.read();
      const began = openedBy(unfinished);
      if (began !== undefined) throw died(environment, began);
      const start = new Date();
      const frame = {
        ...locked,
        id: newReleaseId(start),
        began: start,
        project: project.name,
        environment: environment.name,
        workspace,
        commit: commitOf(project.root),
        tool,
      };
      return await work({
        store,
        manifest,
        release: frame.id,
        closeOther: (other, content) => closeOther(frame, other, content),
        close: (content, bodies = []) => {
          return closeRelease(frame, { ...keptOf(manifest), ...changeOfRecords(content) }, bodies);
        },
      });
    } catch (error) {
      throw readingRefusal(error, environment);
    }
  });
}

/** What a release that changes records alone hands on as it was. */
function keptOf({ stopped, begun, handed }: Manifest): Pick<Manifest, "stopped" | "begun" | "handed"> {
  return {
    ...(stopped === undefined ? {} : { stopped }),
    ...(begun === undefined ? {} : { begun }),
    ...(handed === undefined ? {} : { handed }),
  };
}

const closeOther = async (
  { commit: _, ...frame }: ReleaseFrame,
  other: OtherState,
  content: Parameters<OpenRecords["closeOther"]>[1],
): Promise<void> => {
  const store = other.open();
  const { manifest, unfinished } = await store.read();
  if (unfinished !== undefined) {
    throw new WorkspaceError({
      reason: "refused",
      message: `an apply to ${other.owner} did not finish`,
      advice: "finish it first, from its own project: retain apply",
    });
  }
  const id = newReleaseId(new Date());
  const { project, environment } = other;
  await closeRelease(
    { ...frame, store, id, project: project ?? "", environment },
    { ...keptOf(manifest), ...changeOfRecords(content(manifest, id)) },
    [],
  );
};

/** Who began an apply that did not end. */
function openedBy(unfinished: Unfinished | undefined): string | undefined {
  const opened = unfinished?.lines.findLast((line) => line.type === "open");
  return opened?.type === "open" ? `${opened.by.name} started it at ${opened.at}` : undefined;
}

/** A release closes the journal: what it knows of triggers that stand still would be lost. */
function died({ name }: Environment, why: string): Refusal {
  return refusal("failed", {
    code: "apply-unfinished",
    message: `an apply to '${name}' did not finish`,
    why,
    advice: "finish it first: retain apply",
  });
}

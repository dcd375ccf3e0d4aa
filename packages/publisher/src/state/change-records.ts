import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { JsonObject } from "@retain/artifacts/json";
import { withLock } from "../apply/with-lock.ts";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { Estate } from "../estate.ts";
import type { Environment } from "../load/environment.ts";
import { readingProblem, refuse } from "../target.ts";
import { changeOfRecords, closeRelease, type ReleaseContent } from "./close-release.ts";
import { stateless } from "./command-store.ts";
import { newReleaseId } from "./release-id.ts";
import type { Manifest, StateStore, Unfinished } from "./state.ts";

/** The records of an environment, locked. */
export interface OpenRecords {
  readonly store: StateStore;
  readonly manifest: Manifest;
  /** Id of the release that the change will be. */
  readonly release: string;
  /** Writes the release; throws WorkspaceError. */
  readonly close: (
    content: Pick<ReleaseContent, "recorded" | "forgotten" | "artifacts">,
    bodies?: ReadonlyMap<string, JsonObject>,
  ) => Promise<void>;
}

/**
 * Lets a command change what is known of an environment, and nothing in its workspace: under the lock, as a
 * release. Shows why where that is impossible: no state, a lock, an apply that died.
 */
export async function changeRecords(
  context: CommandContext,
  estate: Estate,
  command: string,
  work: (records: OpenRecords) => Promise<Exit>,
): Promise<Exit> {
  const { environment, project, workspace } = estate;
  if (estate.store === undefined) {
    refuse(context, [stateless(environment)]);
    return "invalid";
  }
  return withLock(context, estate, command, async (locked) => {
    if (locked === undefined) return "invalid";
    const { store } = locked;
    try {
      const { manifest, unfinished } = await store.read();
      const began = openedBy(unfinished);
      if (began !== undefined) {
        refuse(context, [died(environment, began)]);
        return "failed";
      }
      const start = new Date();
      const frame = {
        ...locked,
        id: newReleaseId(start),
        began: start,
        project: project.name,
        environment: environment.name,
        workspace,
        root: project.root,
      };
      return await work({
        store,
        manifest,
        release: frame.id,
        close: (content, bodies = new Map()) => {
          const { stopped, begun } = manifest;
          const kept = {
            ...(stopped === undefined ? {} : { stopped }),
            ...(begun === undefined ? {} : { begun }),
          };
          return closeRelease(frame, { ...changeOfRecords(content), ...kept }, bodies);
        },
      });
    } catch (error) {
      refuse(context, [readingProblem(error, environment)]);
      return "unreachable";
    }
  });
}

/** Who began an apply that did not end. */
function openedBy(unfinished: Unfinished | undefined): string | undefined {
  const opened = unfinished?.lines.findLast((line) => line.is === "open");
  return opened?.is === "open" ? `${opened.by.name} began it at ${opened.at}` : undefined;
}

/** A release closes the journal: what it knows of triggers that stand still would be lost. */
function died({ name }: Environment, why: string): Diagnostic {
  return {
    severity: "error",
    code: "apply-unfinished",
    message: `an apply to '${name}' did not end`,
    why,
    advice: "finish it first: retain apply",
  };
}

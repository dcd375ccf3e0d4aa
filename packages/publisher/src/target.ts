import type { Position } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Json, member, textAt } from "@retain/artifacts/words/json";
import type { Environment } from "@retain/project/environment";
import type { ChangeGuard } from "@retain/workspaces/http/change-guard";
import { joinWorkspaces } from "@retain/workspaces/join-workspaces";
import type { Workspace } from "@retain/workspaces/workspace";
import type { WorkspaceEntry, WorkspaceReach } from "@retain/workspaces/workspace-entry";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { entryOf, reachWorkspace } from "./reach-workspace.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";

/** A workspace, and how it is reached. */
export interface Target {
  readonly workspace: Workspace;
  readonly reached: WorkspaceReach;
  readonly words: WorkspaceEntry["words"];
  /** Scope of the tokens that the workspace takes. */
  readonly scope: string;
}

/**
 * The workspaces of an environment as one, reached as the first of them is. Sends nothing yet. Throws a Refusal.
 * `guard` is asked before each request that changes something; absent, all are sent.
 */
export async function openTarget(
  environment: Environment,
  root: string,
  session: Session,
  guard?: ChangeGuard,
): Promise<Target> {
  const opened: [name: string, target: Target][] = [];
  for (const name of Object.keys(environment.places))
    opened.push([name, await openOne(name, environment, root, session, guard)]);
  const [first] = opened;
  if (first === undefined) throw new Error("an environment has one workspace at least");
  const parts = opened.map(([name, { workspace }], at) => {
    // A problem of the first one is told where the file says how it is reached: `readingRefusal`.
    return [name, at === 0 ? workspace : withPlace(workspace, environment.document.locate([name]))] as const;
  });
  return { ...first[1], workspace: joinWorkspaces(Object.fromEntries(parts)) };
}

/** A workspace whose problems in reading are told at a place. */
function withPlace(workspace: Workspace, at: Position): Workspace {
  return {
    ...workspace,
    read: (options) =>
      workspace.read(options).catch((error: unknown) => {
        throw error instanceof WorkspaceError && error.reason !== "interrupted" ? error.located(at) : error;
      }),
  };
}

/** One workspace of an environment alone. Sends nothing yet. Throws a Refusal. */
export async function openOne(
  name: string,
  environment: Environment,
  root: string,
  session: Session,
  guard?: ChangeGuard,
): Promise<Target> {
  const reached = await reachWorkspace(name, environment, root, session);
  const { open, scope, words } = entryOf(name, session);
  const workspace = open({ ...reached, guard });
  return { workspace, reached, words, scope: reached.scope ?? scope(reached.endpoint) };
}

/** The problem behind something thrown; what is no problem of the world is thrown on. */
export function problemOf(error: unknown): Diagnostic {
  if (error instanceof WorkspaceError) return error.diagnostic;
  throw error;
}

/**
 * Why a workspace could not be read, with the place that names it, as a refusal; what is no problem of the world is
 * thrown on.
 */
export function readingRefusal(error: unknown, { document, places, twin }: Environment): Refusal {
  const problem = problemOf(error);
  if (problem.at) return new Refusal("unreachable", [problem]);
  const [first = ""] = Object.keys(places);
  const named = textAt(member(document.value as Json, first), "endpoint");
  const path = twin ? ["twin"] : named === undefined ? ["workspace"] : [first, "endpoint"];
  return new Refusal("unreachable", [{ ...problem, at: document.locate(path) }]);
}

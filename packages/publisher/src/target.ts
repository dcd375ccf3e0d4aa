import type { TokenCredential } from "@azure/core-auth";
import { cloudOf } from "@retain/artifacts/words/clouds";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Json, member, textAt } from "@retain/artifacts/words/json";
import { type Environment, resolveEndpoint } from "@retain/project/environment";
import type { ChangeGuard } from "@retain/workspaces/http/change-guard";
import { joinWorkspaces } from "@retain/workspaces/join-workspaces";
import { openLakeDirectories } from "@retain/workspaces/lake/directories";
import { openSynapse, type SynapseOptions } from "@retain/workspaces/synapse/open";
import type { Workspace } from "@retain/workspaces/workspace";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { openEnvironmentLake } from "./lake.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import { tool } from "./version.ts";

/** A workspace, and how its requests are signed. */
export interface Target {
  readonly workspace: Workspace;
  readonly credential: TokenCredential;
  /** Scope of the tokens that the workspace takes. */
  readonly scope: string;
}

/**
 * The workspaces of an environment as one. Sends nothing yet. Throws a Refusal. `guard` is asked before
 * each request that changes something; absent, all are sent.
 */
export async function openTarget(
  environment: Environment,
  root: string,
  session: Session,
  guard?: ChangeGuard,
): Promise<Target> {
  const target = await openSynapseTarget(environment, root, session, guard);
  const lake = await openEnvironmentLake(environment, root, session);
  const { workspace: synapse, credential, scope } = target;
  const opened = guard === undefined ? lake : lake?.guarded(guard);
  const workspace = joinWorkspaces({ synapse, ...(opened && { lake: openLakeDirectories(opened) }) });
  return { workspace, credential, scope };
}

/** The Synapse workspace of an environment alone. */
export interface SynapseTarget extends Target {
  /** How it is reached. */
  readonly reached: SynapseOptions;
}

/** The Synapse workspace of an environment. Sends nothing yet. Throws a Refusal. */
export async function openSynapseTarget(
  environment: Environment,
  root: string,
  session: Session,
  guard?: ChangeGuard,
): Promise<SynapseTarget> {
  const resolved = await resolveEndpoint(environment, root);
  if ("diagnostics" in resolved) throw new Refusal("unreachable", resolved.diagnostics);
  const { endpoint, scope, ca, identity } = resolved;
  const credential = session.signIn({ endpoint, ...(identity ? { identity } : {}) });
  const reached: SynapseOptions = {
    endpoint,
    name: environment.workspace,
    credential,
    userAgent: tool.replace(" ", "/"),
    onWait: (text) => session.progress(text),
    ...(scope === undefined ? {} : { scope }),
    ...(ca === undefined ? {} : { ca }),
    ...(guard === undefined ? {} : { guard }),
  };
  return { workspace: openSynapse(reached), credential, scope: scope ?? cloudOf(endpoint).scope, reached };
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
export function readingRefusal(error: unknown, { document, twin }: Environment): Refusal {
  const problem = problemOf(error);
  if (problem.at) return new Refusal("unreachable", [problem]);
  const named = textAt(member(document.value as Json, "synapse"), "endpoint");
  const path = twin ? ["twin"] : named === undefined ? ["workspace"] : ["synapse", "endpoint"];
  return new Refusal("unreachable", [{ ...problem, at: document.locate(path) }]);
}

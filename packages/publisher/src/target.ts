import type { TokenCredential } from "@azure/core-auth";
import { cloudOf } from "@retain/artifacts/words/clouds";
import { compareDiagnostics, type Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Json, member, textAt } from "@retain/artifacts/words/json";
import { type Environment, resolveEndpoint } from "@retain/project/environment";
import type { ChangeGuard } from "@retain/workspaces/http/change-guard";
import { joinWorkspaces } from "@retain/workspaces/join-workspaces";
import { openLakeDirectories } from "@retain/workspaces/lake/directories";
import { openSynapse, type SynapseOptions } from "@retain/workspaces/synapse/open";
import type { Workspace } from "@retain/workspaces/workspace";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import type { CommandContext } from "./cli/command.ts";
import { openEnvironmentLake } from "./lake.ts";
import { refusalLines } from "./render/diagnostics.ts";
import { signInOnce } from "./sign-in-once.ts";
import { tool } from "./version.ts";

/** A workspace, and how its requests are signed. */
export interface Target {
  readonly workspace: Workspace;
  readonly credential: TokenCredential;
  /** Scope of the tokens that the workspace takes. */
  readonly scope: string;
}

/**
 * The workspaces of an environment as one, or why it cannot be opened. Sends nothing yet. `guard` is asked before
 * each request that changes something; absent, all are sent.
 */
export async function openTarget(
  environment: Environment,
  root: string,
  context: CommandContext,
  guard?: ChangeGuard,
): Promise<Target | { readonly problems: readonly Diagnostic[] }> {
  const target = await openSynapseTarget(environment, root, context, guard);
  if ("problems" in target) return target;
  const lake = await openEnvironmentLake(environment, root, context);
  if (lake !== undefined && "problems" in lake) return lake;
  const { workspace: synapse, credential, scope } = target;
  const opened = guard === undefined ? lake?.lake : lake?.lake.guarded(guard);
  const workspace = joinWorkspaces({ synapse, ...(opened && { lake: openLakeDirectories(opened) }) });
  return { workspace, credential, scope };
}

/** The Synapse workspace of an environment alone. */
export interface SynapseTarget extends Target {
  /** How it is reached. */
  readonly reached: SynapseOptions;
}

/** The Synapse workspace of an environment, or why it cannot be opened. Sends nothing yet. */
export async function openSynapseTarget(
  environment: Environment,
  root: string,
  context: CommandContext,
  guard?: ChangeGuard,
): Promise<SynapseTarget | { readonly problems: readonly Diagnostic[] }> {
  const resolved = await resolveEndpoint(environment, root);
  if ("diagnostics" in resolved) return { problems: resolved.diagnostics };
  const { endpoint, scope, ca, identity } = resolved;
  const credential = signInOnce(context, { endpoint, ...(identity ? { identity } : {}) });
  const reached: SynapseOptions = {
    endpoint,
    name: environment.workspace,
    credential,
    userAgent: tool.replace(" ", "/"),
    onWait: (text) => context.terminal.progress(text),
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

/** Why a workspace could not be read, with the place that names it. */
export function readingProblem(error: unknown, { document, twin }: Environment): Diagnostic {
  const problem = problemOf(error);
  if (problem.at) return problem;
  const named = textAt(member(document.value as Json, "synapse"), "endpoint");
  const path = twin ? ["twin"] : named === undefined ? ["workspace"] : ["synapse", "endpoint"];
  return { ...problem, at: document.locate(path) };
}

/** Shows what keeps a command from going on: the errors in the order of the files, and how many warnings there are. */
export function refuse(context: CommandContext, problems: readonly Diagnostic[]): void {
  const { terminal, options } = context;
  const ordered = [...problems].sort(compareDiagnostics);
  for (const line of refusalLines(ordered, terminal.paint, { quiet: options.quiet === true }))
    terminal.problem(line);
}

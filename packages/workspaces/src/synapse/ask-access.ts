import { isObject, type Json, textAt } from "@retain/artifacts/words/json";
import { parseObject } from "../http/parse-object.ts";
import { judge, retryOptions, sendOnce } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import type { Doing } from "../target.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { openSession, type SynapseOptions } from "./open.ts";

/** Whose rights are asked for. */
export interface Principal {
  /** Object id. */
  readonly id: string;
  /** Object ids of groups it is known to be in. */
  readonly groups: readonly string[];
}

/**
 * Which of these actions, `Microsoft.Synapse/workspaces/pipelines/write`, Synapse lets a principal do in the whole
 * workspace. Changes nothing. Throws WorkspaceError, also for an answer that says nothing.
 */
export async function askAccess(
  options: SynapseOptions,
  { id, groups }: Principal,
  actions: readonly string[],
): Promise<ReadonlySet<string>> {
  const session = openSession(options).ready();
  const doing: Doing = { target: session, verb: "read", what: "your permissions" };
  const subject = { principalId: id, ...(groups.length === 0 ? {} : { groupIds: groups }) };
  const body = JSON.stringify({
    subject,
    actions: actions.map((action) => ({ id: action, isDataAction: true })),
    scope: `workspaces/${session.name}`,
  });
  const url = `${session.endpoint}/checkAccessSynapseRbac?api-version=2020-12-01`;
  return retry(
    async (): Promise<Attempt<ReadonlySet<string>>> => {
      const answer = await sendOnce(session, { method: "POST", url, body }, doing);
      if ("again" in answer) return answer;
      const failed = judge(answer, doing);
      if (failed !== undefined) return failed;
      const decisions = decisionsIn(parseObject(answer.text));
      if (decisions === undefined) throw noDecisions(doing);
      const allowed = decisions.filter((one) => textAt(one, "accessDecision") === "Allowed");
      // Ids match ignoring case; the caller finds those that it asked for.
      const told = new Set(allowed.map((one) => textAt(one, "actionId")?.toLowerCase()));
      return { done: new Set(actions.filter((action) => told.has(action.toLowerCase()))) };
    },
    retryOptions(session, undefined),
  );
}

/** Recorded answers spell the member with a capital, the published example does not. */
function decisionsIn(answer: Json | undefined): readonly Json[] | undefined {
  if (!isObject(answer)) return undefined;
  const decisions = answer.AccessDecisions ?? answer.accessDecisions;
  return Array.isArray(decisions) ? decisions : undefined;
}

function noDecisions({ target }: Doing): WorkspaceError {
  return new WorkspaceError({
    reason: "service",
    message: `workspace "${target.name}" did not return your permissions`,
    why: "its answer has no decisions",
    advice: "check your roles in Synapse Studio: Manage, Access control",
  });
}

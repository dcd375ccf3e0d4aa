import { cloudOf } from "@retain/artifacts/words/clouds";
import { type Doing, deed } from "../target.ts";
import { type Explanation, WorkspaceError } from "../workspace-error.ts";
import { readServiceError, type ServiceError } from "./service-error.ts";

/** An answer of the service that is not a success. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

/** The error for an answer that is a failure: by status first, then by the codes in its body. */
export function explainAnswer(refusal: Refusal, doing: Doing): WorkspaceError {
  const said = readServiceError(refusal.text, doing.sent);
  const explanation = byStatus(refusal.status, said, doing);
  return new WorkspaceError({ ref: doing.ref, why: sentence(said, refusal.status), ...explanation });
}

/** The error for an operation that the service accepted and that came to nothing. */
export function explainFailedOperation(said: ServiceError, doing: Doing): WorkspaceError {
  const lost = /unauthorized|forbidden|authorizationfailed/i.test(said.code ?? "");
  return new WorkspaceError({
    ref: doing.ref,
    why: sentence(said, undefined),
    ...(lost
      ? forbidden(said, doing)
      : {
          reason: "refused",
          message: `cannot ${deed(doing)}: the service refused it`,
          advice: remedy(said),
        }),
  });
}

/** The error for an artifact that is no longer the one that was read. */
export function explainChange(doing: Doing): WorkspaceError {
  return new WorkspaceError({ ref: doing.ref, ...changed(doing) });
}

function changed(doing: Doing): Explanation {
  return {
    reason: "conflict",
    message: `cannot ${deed(doing)}: it has changed in workspace "${doing.target.name}" since it was read`,
    advice: "run `retain plan` again and review what changed",
  };
}

/** What the service said, with its code where the sentence lacks it. */
function sentence(said: ServiceError, status: number | undefined): string {
  const parts = [said.code, status === undefined ? undefined : `HTTP ${status}`].filter(
    (part) => part !== undefined && !said.message.includes(part),
  );
  const tail = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
  return `the service says: ${said.message === "" ? "nothing" : said.message}${tail}`;
}

function byStatus(status: number, said: ServiceError, doing: Doing): Explanation {
  const { name, endpoint } = doing.target;
  const cannot = `cannot ${deed(doing)}`;
  switch (true) {
    case status === 401:
      return {
        reason: "sign-in",
        message: `workspace "${name}" rejected the sign-in`,
        advice:
          "sign in again with `az login --tenant <tenant of the workspace>`; " +
          `the token must be for ${cloudOf(endpoint).scope.replace("/.default", "")}`,
      };
    case status === 403:
      return forbidden(said, doing);
    case status === 404:
      return doing.ref === undefined
        ? {
            reason: "not-found",
            message: `${cannot}: ${endpoint} does not know it`,
            advice: "check `workspace` and `endpoint` in the environment file",
          }
        : { reason: "not-found", message: `${cannot}: it is not in workspace "${name}"` };
    case status === 412:
      return changed(doing);
    case status === 409:
      return {
        reason: "conflict",
        message: `${cannot}: another change of it is in progress in workspace "${name}"`,
        advice: "wait until nobody else is publishing to this workspace, then run the command again",
      };
    case status === 429:
      return {
        reason: "throttled",
        message: `${cannot}: workspace "${name}" is still throttling requests after many retries`,
        advice: "wait a few minutes, then run the command again: finished work is kept",
      };
    case status >= 500 && status !== 501 && status !== 505:
      return {
        reason: "service",
        message: `${cannot}: workspace "${name}" kept failing`,
        advice: "check https://status.azure.com, then run the command again: finished work is kept",
      };
    case status === 501 || status === 505:
      return { reason: "service", message: `${cannot}: ${endpoint} does not offer this` };
    case status < 400:
      return {
        reason: "service",
        message: `${cannot}: ${endpoint} answered with unexpected HTTP status ${status}`,
      };
    default:
      return { reason: "refused", message: `${cannot}: the service refused it`, advice: remedy(said) };
  }
}

function forbidden(said: ServiceError, doing: Doing): Explanation {
  const { name } = doing.target;
  if (/ip ?address|firewall|public ?network/i.test(`${said.code} ${said.message}`)) {
    return {
      reason: "forbidden",
      message: `workspace "${name}" does not allow access from this network`,
      advice: "allow this machine's address in the workspace's firewall, or run from inside its network",
    };
  }
  const role = doing.verb === "read" ? "Synapse Artifact User" : "Synapse Artifact Publisher";
  return {
    reason: "forbidden",
    message: `cannot ${deed(doing)}: you are signed in to workspace "${name}", but not allowed to do it`,
    advice: `ask for the role: az synapse role assignment create --workspace-name ${name} --role "${role}" --assignee <you>`,
  };
}

/** Ways out of refusals that are known. */
function remedy(said: ServiceError): string | undefined {
  const text = `${said.code ?? ""} ${said.message}`;
  if (/TriggerEnabledCannotUpdate|cannot update enabled trigger/i.test(text)) {
    return "stop the trigger in Synapse Studio (Manage, Triggers), publish again, then start it";
  }
  if (/is referenced by/i.test(text)) {
    return "change or delete what refers to it first";
  }
  if (/event ?grid/i.test(text)) {
    return (
      'register the resource provider Microsoft.EventGrid in the subscription, and give the publishing identity "EventGrid ' +
      'EventSubscription Contributor" on what the trigger listens to'
    );
  }
  if (/invalid reference/i.test(text)) {
    return "what it refers to is not in the workspace: publish that first, or leave out --only and --except";
  }
  if (/ResourceNot(Updatable|Deletable)/i.test(text)) {
    return "it is part of the workspace itself: remove it from the repository";
  }
  return undefined;
}

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
          advice: remedy(said, doing),
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
    message: `cannot ${deed(doing)}: it has changed in ${instance(doing)} since it was read`,
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

/** `workspace "shop"`. */
function instance({ target: { name, words } }: Doing): string {
  return `${words.noun} "${name}"`;
}

function byStatus(status: number, said: ServiceError, doing: Doing): Explanation {
  const { endpoint, words } = doing.target;
  const cannot = `cannot ${deed(doing)}`;
  const audience = words.audience?.(endpoint);
  switch (true) {
    case status === 401:
      return {
        reason: "sign-in",
        message: `${instance(doing)} rejected the sign-in`,
        advice: [
          `sign in again with \`az login --tenant <tenant of the ${words.noun}>\``,
          ...(audience === undefined ? [] : [`the token must be for ${audience}`]),
        ].join("; "),
      };
    case status === 403:
      return forbidden(said, doing);
    case status === 404:
      return doing.ref === undefined
        ? {
            reason: "not-found",
            message: `${cannot}: ${endpoint} does not know it`,
            advice: `check ${words.settings} in the environment file`,
          }
        : { reason: "not-found", message: `${cannot}: it is not in ${instance(doing)}` };
    case status === 412:
      return changed(doing);
    case status === 409:
      return {
        reason: "conflict",
        message: `${cannot}: another change of it is in progress in ${instance(doing)}`,
        advice: `wait until nobody else is publishing to this ${words.noun}, then run the command again`,
      };
    case status === 429:
      return {
        reason: "throttled",
        message: `${cannot}: ${instance(doing)} is still throttling requests after many retries`,
        advice: "wait a few minutes, then run the command again: finished work is kept",
      };
    case status >= 500 && status !== 501 && status !== 505:
      return {
        reason: "service",
        message: `${cannot}: ${instance(doing)} kept failing`,
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
      return { reason: "refused", message: `${cannot}: the service refused it`, advice: remedy(said, doing) };
  }
}

function forbidden(said: ServiceError, doing: Doing): Explanation {
  const { words } = doing.target;
  if (/ip ?address|firewall|public ?network/i.test(`${said.code} ${said.message}`)) {
    return {
      reason: "forbidden",
      message: `${instance(doing)} does not allow access from this network`,
      advice: `allow this machine's address in the ${words.noun}'s firewall, or run from inside its network`,
    };
  }
  return {
    reason: "forbidden",
    message: `cannot ${deed(doing)}: you are signed in to ${instance(doing)}, but not allowed to do it`,
    advice: words.permission?.(doing),
  };
}

/** The way out of a refusal that the service knows. */
function remedy(said: ServiceError, { target: { words } }: Doing): string | undefined {
  const text = `${said.code ?? ""} ${said.message}`;
  return words.remedies?.find((one) => one.said.test(text))?.advice;
}

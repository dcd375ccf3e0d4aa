import { isObject, type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import type { SynapseKind } from "@retain/artifacts/words/synapse-kinds";
import { explainFailedOperation } from "../http/explain-answer.ts";
import type { Slot } from "../http/limiter.ts";
import { parseObject } from "../http/parse-object.ts";
import { backoffSeconds } from "../http/patience.ts";
import { pause } from "../http/pause.ts";
import { type Again, judge, nonsense, retryOptions, sameHost, sendOnce } from "../http/requests.ts";
import { type Attempt, slow } from "../http/retry.ts";
import { readServiceError } from "../http/service-error.ts";
import type { Answer } from "../http/transport.ts";
import { type Doing, deed } from "../target.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { routes } from "./routes.ts";
import type { Session } from "./session.ts";

/** The artifact at the end of an operation; undefined when the service ended with nothing to show. */
export type Ending = Attempt<JsonObject | undefined>;

/**
 * Follows a write from its answer to its end. It is never left half-way: the caller's signal
 * does not reach it. Throws WorkspaceError when the operation failed or outlasts our patience.
 */
export async function followOperation(
  session: Session,
  accepted: Answer,
  kind: SynapseKind,
  slot: Slot,
  doing: Doing,
): Promise<Ending> {
  if (accepted.status !== 202) return ending(accepted, doing) ?? { done: undefined };
  const url = operationUrl(session, accepted, kind, doing);
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  let running: number | undefined;
  let failures = 0;
  let throttles = 0;
  for (let polls = 0; ; polls += 1) {
    if (elapsed() > session.patience.operation) throw endless(session, doing);
    await pause(session.pace.wait(polls, elapsed()));
    const asked = elapsed();
    const answer = await sendOnce(session, { method: "GET", url }, doing);
    const failed = "again" in answer ? answer : judgePoll(answer, doing);
    if (failed?.throttled === true) {
      throttles += 1;
      if (throttles >= session.patience.throttledAttempts) throw failed.again;
      await pause(slow(slot, retryOptions(session, undefined), failed.afterSeconds, throttles));
    } else if (failed !== undefined) {
      failures += 1;
      if (failures >= session.patience.attempts) throw failed.again;
      await pause(failed.afterSeconds ?? backoffSeconds(session.patience, failures));
    } else if (!("again" in answer)) {
      const end = answer.status === 202 ? undefined : ending(answer, doing);
      if (end !== undefined) {
        if (failures + throttles === 0) session.pace.learn(running, asked);
        return end;
      }
      running = asked;
      continue;
    }
    session.transport.countRetry();
  }
}

/** An operation that was just accepted may not be known everywhere yet: 404 is asked again. */
function judgePoll(answer: Answer, doing: Doing): Again | undefined {
  try {
    // An answer that was cut short, or a page of somebody in between, does not tell how it ended.
    const isCut =
      answer.status === 200 && answer.text.trim() !== "" && parseObject(answer.text) === undefined;
    return isCut ? { again: nonsense(undefined, doing) } : judge(answer, doing);
  } catch (error) {
    if (answer.status === 404 && error instanceof WorkspaceError) return { again: error };
    throw error;
  }
}

/** What an answer other than 202 says about the end; undefined while it runs. Failure comes inside HTTP 200. */
function ending(answer: Answer, doing: Doing): Ending | undefined {
  const body = parseObject(answer.text);
  if (body === undefined) return { done: undefined };
  if (isObject(member(body, "properties"))) return { done: body };
  const status = textAt(body, "status") ?? "";
  if (/^(InProgress|Accepted|Running|NotStarted|Pending)$/i.test(status)) return undefined;
  if (/^(Failed|Canceled|Cancelled)$/i.test(status) || member(body, "error") !== undefined) {
    const said = readServiceError(answer.text, doing.sent);
    const again = explainFailedOperation(said, doing);
    if (isPassing(said.code)) return { again };
    throw again;
  }
  return { done: undefined };
}

/** Failures inside an operation that an HTTP status would have called 409, 429 or 5xx. */
function isPassing(code: string | undefined): boolean {
  return /^(TooManyRequests|InternalServerError|ServiceUnavailable|ServerBusy|Conflict|409|429|50[0234])$/i.test(
    code ?? "",
  );
}

/** Where to ask: Location, else the `operationId` of the record in the body. */
function operationUrl(session: Session, accepted: Answer, kind: SynapseKind, doing: Doing): string {
  const location = accepted.header("location");
  if (location !== undefined) return sameHost(session, location, doing);
  const id = textAt(parseObject(accepted.text), "operationId");
  if (id === undefined) {
    throw new WorkspaceError({
      reason: "service",
      message: `cannot tell whether the service did ${deed(doing)}: it accepted the request without saying where to poll`,
      advice: "run `retain plan` to see what is in the workspace",
      ref: doing.ref,
    });
  }
  const { operations, apiVersion } = routes[kind];
  return `${session.endpoint}${operations}/${encodeURIComponent(id)}?api-version=${apiVersion}`;
}

function endless(session: Session, doing: Doing): WorkspaceError {
  return new WorkspaceError({
    reason: "service",
    message: `cannot ${deed(doing)}: the operation did not finish within ${Math.round(session.patience.operation / 60)} minutes`,
    advice: "run `retain plan` to see whether it finished after all",
    ref: doing.ref,
  });
}

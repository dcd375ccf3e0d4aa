import { isEventTrigger } from "@retain/artifacts/kinds/synapse/runtime-state";
import { textAt } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import { explainAnswer } from "../http/explain-answer.ts";
import type { Slot } from "../http/limiter.ts";
import { parseObject } from "../http/parse-object.ts";
import { pause } from "../http/pause.ts";
import { judge, retryOptions, sendOnce } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import { makeStopwatch, type Stopwatch } from "../http/stopwatch.ts";
import type { Answer } from "../http/transport.ts";
import { type Doing, deed } from "../target.ts";
import type { Done } from "../workspace.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { lookOnce } from "./get.ts";
import { followOperation } from "./operation.ts";
import type { Session } from "./session.ts";
import { writable } from "./writable.ts";

/** What asking a trigger for something takes. */
interface Asking {
  readonly session: Session;
  /** Its address, ready for the name of an action. */
  readonly address: (action: string) => string;
  readonly doing: Doing;
  readonly stopwatch: Stopwatch;
  readonly signal: AbortSignal | undefined;
}

/**
 * Starts a trigger, subscribed to its events first, or stops it and then ends its subscription.
 * Every step is sent whatever the trigger is said to be: reads may be stale, and each step may be
 * repeated. The signal stops it between steps. Throws WorkspaceError.
 */
export async function setStarted(
  session: Session,
  trigger: Ref,
  started: boolean,
  signal: AbortSignal | undefined,
): Promise<Done> {
  const doing: Doing = { target: session, verb: started ? "start" : "stop", ref: trigger };
  if (trigger.kind !== "trigger") throw noTrigger(doing);
  const url = new URL(writable(session, trigger, doing).url);
  const address = (action: string) => `${url.origin}${url.pathname}/${action}${url.search}`;
  const asking: Asking = { session, address, doing, stopwatch: makeStopwatch(), signal };
  const onEvents = await firesOnEvents(asking, url.href);
  if (started) {
    if (onEvents) await settle(asking, "subscribeToEvents", "Enabled");
    await ask(asking, "start");
  } else {
    await ask(asking, "stop");
    if (onEvents) await settle(asking, "unsubscribeFromEvents", "Disabled");
  }
  return { seconds: asking.stopwatch.seconds() };
}

async function firesOnEvents(asking: Asking, url: string): Promise<boolean> {
  const { session, doing } = asking;
  const body = await patiently(asking, async () => {
    const seen = await lookOnce(session, url, doing);
    if ("done" in seen && seen.done === undefined) throw explainAnswer({ status: 404, text: "" }, doing);
    return seen;
  });
  return isEventTrigger(body);
}

/** Changes the subscription and asks until it is as wanted: seconds to minutes. */
async function settle(asking: Asking, action: string, wanted: string): Promise<void> {
  const { session, stopwatch, signal } = asking;
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  let status = textAt(parseObject(await ask(asking, action)), "status");
  for (let polls = 1; status !== wanted; polls += 1) {
    if (elapsed() > session.patience.operation) throw unsettled(asking, status);
    await stopwatch.time(() => pause(session.pace.wait(polls, elapsed()), signal));
    status = textAt(parseObject(await ask(asking, "getEventSubscriptionStatus")), "status");
  }
}

/** One POST to the trigger, sent until it is answered; resolves to the text of the answer. */
function ask(asking: Asking, action: string): Promise<string> {
  const { session, address, doing } = asking;
  return patiently(asking, async (slot) => {
    const answer = await sendOnce(session, { method: "POST", url: address(action) }, doing);
    if ("again" in answer) return answer;
    if (isProvisioning(answer)) return { again: explainAnswer(answer, doing) };
    const failed = judge(answer, doing);
    if (failed !== undefined) return failed;
    // Start and stop are synchronous in all recorded traffic; the SDKs take an operation as well.
    const isOperation = answer.status === 202 && (action === "start" || action === "stop");
    if (!isOperation) return { done: answer.text };
    const ending = await followOperation(session, answer, "trigger", slot, doing);
    return "again" in ending ? ending : { done: "" };
  });
}

/** Right after a subscription the service refuses for some seconds (deployment tools try five times). */
function isProvisioning({ status, text }: Answer): boolean {
  return status === 400 && /cannot be updated during provisioning/i.test(text);
}

function patiently<T>(asking: Asking, attempt: (slot: Slot) => Promise<Attempt<T>>): Promise<T> {
  const { session, stopwatch, signal } = asking;
  return retry((slot) => stopwatch.time(() => attempt(slot)), retryOptions(session, signal));
}

function unsettled({ session, doing }: Asking, status: string | undefined): WorkspaceError {
  const minutes = Math.round(session.patience.operation / 60);
  return new WorkspaceError({
    reason: "service",
    message: `cannot ${deed(doing)}: its event subscription did not settle within ${minutes} minutes`,
    why: `its last reported status: ${status ?? "none"}`,
    advice: "check the event subscriptions of its source in the Azure portal, then run the command again",
    ref: doing.ref,
  });
}

function noTrigger(doing: Doing): WorkspaceError {
  return new WorkspaceError({
    reason: "refused",
    message: `cannot ${deed(doing)}: only triggers can be started and stopped`,
    ref: doing.ref,
  });
}

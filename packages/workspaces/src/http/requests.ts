import type { JsonObject } from "@retain/artifacts/words/json";
import { type Doing, deed, type Target } from "../target.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { explainAnswer } from "./explain-answer.ts";
import { explainThrown } from "./explain-thrown.ts";
import type { Limiter } from "./limiter.ts";
import { parseObject } from "./parse-object.ts";
import type { Patience } from "./patience.ts";
import { interrupted } from "./pause.ts";
import { type Attempt, type RetryOptions, retry } from "./retry.ts";
import { retryAfterSeconds } from "./retry-after.ts";
import type { Answer, Call, StreamedAnswer, Transport } from "./transport.ts";

/** What all requests to one instance of a service share. */
export interface HttpSession extends Target {
  /** Origin, without a slash at its end. */
  readonly endpoint: string;
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly patience: Patience;
  readonly onWait?: ((text: string) => void) | undefined;
}

/** The options of `retry` for this session. */
export function retryOptions(session: HttpSession, signal: AbortSignal | undefined): RetryOptions {
  const { limiter, patience, onWait, transport } = session;
  return { limiter, patience, signal, onWait, onRetry: transport.countRetry };
}

/** One attempt that fell through: send it again, or not at all (thrown). */
export type Again = Exclude<Attempt<never>, { done: unknown }>;

/** Sends once. No answer: `Again` when it may help, else throws WorkspaceError. */
export async function sendOnce(session: HttpSession, call: Call, doing: Doing): Promise<Answer | Again> {
  return guarded(() => session.transport.send(call), call, doing);
}

/**
 * Sends a call, again where that may help, until it is answered: the object in the answer, an empty one where it has
 * none. `missing` makes undefined of 404. Throws WorkspaceError.
 */
export function askFor(
  session: HttpSession,
  call: Call,
  doing: Doing,
  { missing = false, signal }: { readonly missing?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<JsonObject | undefined> {
  return retry<JsonObject | undefined>(
    async () => {
      const answer = await sendOnce(session, call, doing);
      if ("again" in answer) return answer;
      if (missing && answer.status === 404) return { done: undefined };
      const failed = judge(answer, doing);
      if (failed !== undefined) return failed;
      const body = answer.text === "" ? {} : parseObject(answer.text);
      return body === undefined ? { again: nonsense(undefined, doing) } : { done: body };
    },
    retryOptions(session, signal),
  );
}

/** Reads a list page or an artifact: GET until an answer below 400, or 404 when `missing` is wanted. */
export function fetchStream<T>(
  session: HttpSession,
  call: Call,
  doing: Doing,
  use: (answer: StreamedAnswer) => Promise<T>,
): Promise<T> {
  return retry<T>(
    async () => {
      const outcome = await guarded(
        () =>
          session.transport.stream(call, async (answer): Promise<Attempt<T>> => {
            const failed = judge(answer, doing);
            return failed ?? { done: await use(answer) };
          }),
        call,
        doing,
      );
      return outcome;
    },
    retryOptions(session, call.signal),
  );
}

/** Undefined for success; `Again` for what may pass; throws WorkspaceError for what will not. */
export function judge(answer: Answer, doing: Doing): Again | undefined {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return undefined;
  const error = explainAnswer({ status, text }, doing);
  if (!isTransient(status)) throw error;
  const throttled = status === 429;
  const header = answer.header("retry-after");
  const afterSeconds = throttled || header !== undefined ? retryAfterSeconds(header, text) : undefined;
  return { again: error, throttled, afterSeconds };
}

/** 409: another change of the same artifact is under way. 501 and 505 never pass. */
export function isTransient(status: number): boolean {
  return (
    status === 408 || status === 409 || status === 429 || (status >= 500 && status !== 501 && status !== 505)
  );
}

/** Refuses an address on another host: it would be sent our token. */
export function sameHost(session: HttpSession, link: string, doing: Doing): string {
  const url = URL.canParse(link, session.endpoint) ? new URL(link, session.endpoint) : undefined;
  if (url?.origin === new URL(session.endpoint).origin) return url.href;
  throw new WorkspaceError({
    reason: "service",
    message: `cannot ${deed(doing)}: the service redirected to another host`,
    why: `${url?.host ?? link} is not ${new URL(session.endpoint).host}, and the token is sent to no other host`,
    advice: "check `endpoint` in the environment file",
    ref: doing.ref,
  });
}

async function guarded<T>(work: () => Promise<T>, call: Call, doing: Doing): Promise<T | Again> {
  try {
    return await work();
  } catch (thrown) {
    if (call.signal?.aborted === true) throw interrupted();
    if (thrown instanceof SyntaxError) return { again: nonsense(thrown, doing) };
    const { error, transient } = explainThrown(thrown, doing);
    if (!transient) throw error;
    return { again: error };
  }
}

/** The error for a 200 whose body is no JSON: a gateway's page, or an answer that was cut short. */
export function nonsense(cause: SyntaxError | undefined, doing: Doing): WorkspaceError {
  return new WorkspaceError(
    {
      reason: "service",
      message: `cannot ${deed(doing)}: ${doing.target.endpoint} answered something that is not JSON`,
      why: "there may be a proxy or a sign-in page in between, or the answer was cut short",
      advice: "open the endpoint in a browser, and check `endpoint` in the environment file",
      ref: doing.ref,
    },
    { cause },
  );
}

import { isLoopback } from "@retain/artifacts/words/clouds";
import { explainThrown, type Loss } from "../http/explain-thrown.ts";
import { tidy } from "../http/service-error.ts";
import type { Doing, ServiceWords } from "../target.ts";
import { type Explanation, WorkspaceError } from "../workspace-error.ts";
import type { LakeDoing } from "./open-lake.ts";

/** The file system that a problem is about. */
interface LakeTarget {
  readonly account: string;
  readonly endpoint: string;
  readonly filesystem: string;
  readonly createFilesystem: string | undefined;
}

/** A refusal of storage, as the SDK throws it. */
interface Refusal {
  readonly status: number;
  /** `PathNotFound`; the two endpoints have names of their own for some. */
  readonly code: string;
}

/** How people know a lake. */
export const lakeWords: ServiceWords = { noun: "storage account", settings: "`lake`" };

/** Status and code of a refusal; undefined when something else was thrown. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  if (!(thrown instanceof Error) || !("statusCode" in thrown)) return undefined;
  const { statusCode, code, details } = thrown as {
    statusCode?: unknown;
    code?: unknown;
    details?: { errorCode?: unknown };
  };
  if (typeof statusCode !== "number") return undefined;
  // An answer to HEAD has no body: its code stands in a header only, which the SDK puts into the details.
  const said = details?.errorCode ?? code;
  return { status: statusCode, code: typeof said === "string" ? said : "" };
}

/** True when a path is not there; a file system that is not there is another matter. */
export function isMissing(thrown: unknown): boolean {
  return /^(PathNotFound|BlobNotFound|SourcePathNotFound|ResourceNotFound)$/.test(
    refusalOf(thrown)?.code ?? "",
  );
}

/** The problem behind what the SDK threw, and whether sending it again may help. `silent`: we cut it ourselves. */
export function explainLake(
  thrown: unknown,
  target: LakeTarget,
  { verb, path }: LakeDoing,
  silent: boolean,
): Loss & { readonly throttled: boolean } {
  const what = path === undefined ? `the file system ${target.filesystem}` : `${target.filesystem}/${path}`;
  const doing: Doing = {
    target: { name: target.account, endpoint: target.endpoint, words: lakeWords },
    verb,
    what,
  };
  const refusal = refusalOf(thrown);
  if (refusal === undefined) {
    const loss = explainThrown(thrown, doing);
    return { ...loss, transient: loss.transient || silent, throttled: false };
  }
  const { status, code } = refusal;
  const throttled = status === 429 || (status === 503 && code === "ServerBusy");
  const explanation = byStatus(refusal, target, `cannot ${verb} ${what}`, throttled);
  const error = new WorkspaceError({ why: sentence(thrown, refusal), ...explanation }, { cause: thrown });
  return { error, throttled, transient: throttled || status === 408 || isPassing(status) };
}

function isPassing(status: number): boolean {
  return status >= 500 && status !== 501 && status !== 505;
}

/** The first line of what storage said: request id and time follow it. */
function sentence(thrown: unknown, { status, code }: Refusal): string {
  const text = tidy((thrown instanceof Error ? thrown.message : "").split("\n")[0] ?? "");
  const tail = [code, `HTTP ${status}`].filter((part) => part !== "" && !text.includes(part)).join(", ");
  return `the service says: ${text === "" ? "nothing" : text}${tail === "" ? "" : ` (${tail})`}`;
}

function byStatus(
  { status, code }: Refusal,
  target: LakeTarget,
  cannot: string,
  throttled: boolean,
): Explanation {
  const { account, endpoint, filesystem } = target;
  switch (true) {
    case status === 401:
      return {
        reason: "sign-in",
        message: `storage account "${account}" rejected the sign-in`,
        advice:
          "sign in again with `az login --tenant <tenant of the subscription>`; the token must be for https://storage.azure.com",
      };
    case status === 403:
      return forbidden(code, account, cannot);
    case /^(FilesystemNotFound|ContainerNotFound)$/.test(code):
      return {
        reason: "not-found",
        message: `storage account "${account}" has no file system "${filesystem}"`,
        advice:
          target.createFilesystem ??
          `create it: az storage fs create --account-name ${account} --name ${filesystem} --auth-mode login`,
      };
    case /^(FilesystemBeingDeleted|ContainerBeingDeleted)$/.test(code):
      return {
        reason: "conflict",
        message: `the file system "${filesystem}" of storage account "${account}" is being deleted`,
        advice: "wait a minute, create it again, then run the command again",
      };
    case status === 404:
      return { reason: "not-found", message: `${cannot}: it does not exist` };
    case status === 409 || status === 412:
      return {
        reason: "conflict",
        message: `${cannot}: somebody else changed it or has a lease on it`,
        advice: "wait until nobody else is publishing to this environment, then run the command again",
      };
    case throttled:
      return {
        reason: "throttled",
        message: `${cannot}: storage account "${account}" is still throttling requests after many retries`,
        advice: "wait a few minutes, then run the command again: finished work is kept",
      };
    case isPassing(status) || status === 408:
      return {
        reason: "service",
        message: `${cannot}: storage account "${account}" kept failing`,
        advice: "check https://status.azure.com, then run the command again: finished work is kept",
      };
    case status === 501 || status === 505 || status < 400:
      return {
        reason: "service",
        message: `${cannot}: ${endpoint} does not offer this`,
        advice: isLoopback(endpoint)
          ? "the twin may be older than this program: restart it"
          : "the account needs a hierarchical namespace: az storage account create --hns true",
      };
    default:
      return {
        reason: "refused",
        message: `${cannot}: the service refused it`,
        advice: "check `lake` in the environment file: account, file system and folder",
      };
  }
}

function forbidden(code: string, account: string, cannot: string): Explanation {
  // Without a role it is AuthorizationPermissionMismatch; this one is said to networks that are kept out.
  if (code === "AuthorizationFailure") {
    return {
      reason: "forbidden",
      message: `storage account "${account}" does not allow access from this network`,
      advice: `allow this machine's address: az storage account network-rule add --account-name ${account} --ip-address <address>`,
    };
  }
  return {
    reason: "forbidden",
    message: `${cannot}: you are signed in to storage account "${account}", but not allowed to do it`,
    advice:
      'ask for the role: az role assignment create --role "Storage Blob Data Contributor" --assignee <you> ' +
      `--scope $(az storage account show --name ${account} --query id --output tsv)`,
  };
}

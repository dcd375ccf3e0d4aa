import { randomInt, randomUUID } from "node:crypto";
import type { TwinRequest, TwinResponse } from "../http.ts";
import { failedOperation, type Refusal, refused } from "./errors.ts";
import type { KindRules } from "./kinds.ts";
import { recordedTime } from "./recorded-time.ts";
import { recordedId } from "./rendering.ts";
import type { ResolvedSettings } from "./settings.ts";
import { type ArtifactRecord, artifactKey } from "./store.ts";

/** What a long-running operation does when its time has come. */
interface Work {
  readonly kind: KindRules;
  readonly name: string;
  readonly state: "Creating" | "Updating" | "Deleting" | "Renaming";
  /** That of the artifact; absent where it goes. */
  readonly record?: ArtifactRecord;
  /** Names that nothing else may write meanwhile. */
  readonly names: readonly string[];
  /** The state of the artifact itself, asked when the operation is accepted and again when it ends. */
  readonly blocked?: () => Refusal | undefined;
  /**
   * What it says and refers to, asked when the operation ends, never when it is accepted: the deployment action sends a linked service and the
   * datasets over it in one batch, and all of them succeed on the service (recorded traffic).
   */
  readonly check: () => Refusal | undefined;
  /** Takes effect; what it returns answers the last poll, as often as that is asked. */
  readonly commit: () => () => TwinResponse;
}

/** The long-running operations of one workspace. */
export interface Operations {
  start(request: TwinRequest, work: Work): TwinResponse;
  poll(request: TwinRequest, id: string): TwinResponse;
  /** 409 while another operation writes one of these names. */
  conflict(kind: KindRules, names: readonly string[]): TwinResponse | undefined;
  /** Lets those take effect whose time has come; called before every request is answered. */
  settle(): void;
  /** Lets all of them take effect. */
  finish(): void;
}

/** What operations need of their workspace. */
export interface OperationsOptions {
  readonly workspace: string;
  readonly settings: ResolvedSettings;
  readonly now: () => number;
}

interface Running {
  readonly work: Work;
  readonly endsAt: number;
  readonly refusal: Refusal | undefined;
}

// Results that stay to be asked for; clients ask within seconds.
const keptResults = 20_000;

/** Starts without any operation. */
export function createOperations(options: OperationsOptions): Operations {
  const { settings, now } = options;
  const running = new Map<string, Running>();
  const results = new Map<string, () => TwinResponse>();
  const busy = new Set<string>();

  const end = (id: string, { work, refusal }: Running) => {
    running.delete(id);
    for (const name of work.names) busy.delete(lockOf(work.kind, name));
    const failure = refusal ?? work.blocked?.() ?? work.check();
    results.set(id, failure ? () => failedOperation(failure) : work.commit());
    const [oldest] = results.keys();
    if (results.size > keptResults && oldest !== undefined) results.delete(oldest);
  };

  return {
    start(request, work) {
      const id = randomUUID();
      running.set(id, { work, endsAt: now() + settings.operationMs, refusal: work.blocked?.() });
      for (const name of work.names) busy.add(lockOf(work.kind, name));
      return accepted(options, request, work, id);
    },
    poll(request, id) {
      const result = results.get(id);
      if (result) return result();
      // Polls of running operations repeat Location and Retry-After (recorded traffic).
      if (running.has(id)) {
        const headers = pollHeaders(request.url.href, settings.retryAfterSeconds);
        return { status: 202, headers, body: { status: "InProgress" } };
      }
      return refused(404, {
        code: "OperationNotFound",
        message: `The operation ${id} was not found.`,
        target: id,
      });
    },
    conflict(kind, names) {
      const taken = names.find((name) => busy.has(lockOf(kind, name)));
      if (taken === undefined) return undefined;
      // Deployment tools report 409 for concurrent writes; its body is not known from outside.
      return refused(409, {
        code: "Conflict",
        message: `Another operation on the ${kind.label} ${taken} is in progress.`,
        target: taken,
      });
    },
    settle() {
      // All take the same time: the first that is not due ends the search.
      for (const [id, operation] of running) {
        if (operation.endsAt > now()) return;
        end(id, operation);
      }
    },
    finish() {
      for (const [id, operation] of running) end(id, operation);
    },
  };
}

function lockOf(kind: KindRules, name: string): string {
  return `${kind.path}/${artifactKey(name)}`;
}

/**
 * 202 with an operation record instead of the artifact. `Location` repeats the request's
 * api-version; a delete advertises no Retry-After (recorded traffic).
 */
function accepted(options: OperationsOptions, request: TwinRequest, work: Work, id: string): TwinResponse {
  const { kind, name, state, record } = work;
  const route = kind.path === "notebooks" ? "notebookOperationResults" : "operationResults";
  const version = encodeURIComponent(request.url.searchParams.get("api-version") ?? "");
  const location = `${request.url.origin}/${route}/${id}?api-version=${version}`;
  const never = "0001-01-01T00:00:00";
  return {
    status: 202,
    headers: pollHeaders(location, record && options.settings.retryAfterSeconds),
    body: {
      id: recordedId(options.workspace, kind, name),
      recordId: record?.recordId ?? 0,
      state,
      created: record?.created ?? never,
      changed: record ? recordedTime(options.now()) : never,
      type: kind.label,
      name,
      // The official deployment action polls by this instead of Location.
      operationId: id,
      ...(record ? { artifactId: record.artifactId } : {}),
    },
  };
}

/** A record for an artifact that has none yet. */
export function newRecord(now: number): ArtifactRecord {
  return {
    recordId: randomInt(1, 2 ** 31),
    created: recordedTime(now),
    artifactId: randomUUID().toUpperCase(),
  };
}

function pollHeaders(location: string, retryAfterSeconds: number | undefined): Record<string, string> {
  const wait = retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
  const told = Object.keys({ Location: location, ...wait }).join(", ");
  return {
    Location: location,
    ...wait,
    "Access-Control-Allow-Headers": told,
    "Access-Control-Expose-Headers": told,
  };
}

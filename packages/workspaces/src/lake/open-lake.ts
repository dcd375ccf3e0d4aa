import type { DataLakeFileSystemClient } from "@azure/storage-file-datalake";
import type { ChangeGuard } from "../http/change-guard.ts";
import { makeLimiter } from "../http/limiter.ts";
import { type Patience, usualPatience } from "../http/patience.ts";
import { interrupted } from "../http/pause.ts";
import type { Reach } from "../http/reach.ts";
import { type Attempt, retry } from "../http/retry.ts";
import { explainLake } from "./explain-lake.ts";

/** How a file system of a lake is reached. */
export interface LakeOptions extends Reach {
  /** The DFS endpoint, `https://<account>.dfs.core.windows.net`, without a slash at its end; a twin's ends in the account. */
  readonly endpoint: string;
  /** Name of the storage account. */
  readonly account: string;
  readonly filesystem: string;
  /** Words that create the file system, for the problem that it is missing. */
  readonly createFilesystem?: string | undefined;
  /** Aborts what is in progress: for callers that have only read so far. */
  readonly stop?: AbortSignal | undefined;
  /** Overrides of how long and how often we try. */
  readonly patience?: Partial<Patience>;
}

/** What is done in a lake, for messages: `read churn/_retain/dev/manifest.json`. */
export interface LakeDoing {
  readonly verb: "read" | "write" | "delete";
  /** Path within the file system; absent for the file system itself. */
  readonly path?: string;
}

/** One file system of a storage account. */
export interface Lake {
  readonly account: string;
  readonly endpoint: string;
  readonly filesystem: string;
  /**
   * Runs requests through the SDK, again when the service or the network failed in passing: `work` must bear to be
   * done twice. It catches the refusals it expects; every other one is thrown as WorkspaceError. `signal` cuts a
   * request that falls silent, to be handed to the SDK; `stop` ends the waiting between attempts.
   */
  readonly run: <T>(
    doing: LakeDoing,
    work: (filesystem: DataLakeFileSystemClient, signal: AbortSignal) => Promise<T>,
    stop?: AbortSignal,
  ) => Promise<T>;
  /** The same file system through a client of its own, in which each request that changes something asks first. */
  readonly guarded: (guard: ChangeGuard) => Lake;
}

/** The scope of tokens for storage, the same in every cloud. */
export const storageScope = "https://storage.azure.com/.default";

/** Requests to storage in progress at once; it allows far more, but we do not need more. */
const ceiling = 16;

/** Opens a file system. Sends nothing and loads nothing yet: what is wrong shows with the first request. */
export function openLake(options: LakeOptions): Lake {
  const { account, endpoint, filesystem, onWait } = options;
  const patience = { ...usualPatience, ...options.patience };
  const limiter = makeLimiter(ceiling);
  let client: Promise<DataLakeFileSystemClient> | undefined;
  const target = { account, endpoint, filesystem, createFilesystem: options.createFilesystem };
  return {
    account,
    endpoint,
    filesystem,
    guarded: (guard) => openLake({ ...options, guard }),
    run: (doing, work, stop = options.stop) =>
      retry(
        async (): Promise<Attempt<Awaited<ReturnType<typeof work>>>> => {
          const silence = AbortSignal.timeout(patience.silence * 1000);
          const cut = options.stop === undefined ? silence : AbortSignal.any([silence, options.stop]);
          try {
            client ??= import("./client.ts").then(({ openFilesystem }) => openFilesystem(options));
            return { done: await work(await client, cut) };
          } catch (thrown) {
            if (stop?.aborted === true) throw interrupted();
            const { error, transient, throttled } = explainLake(thrown, target, doing, silence.aborted);
            if (!transient) throw error;
            return { again: error, throttled };
          }
        },
        { limiter, patience, signal: stop, onWait, onRetry: () => options.guard?.doubt() },
      ),
  };
}

import type { Handler, TwinResponse } from "../http.ts";
import { refusalAnswer } from "./answers.ts";
import type { LakeContext } from "./context.ts";
import { etagOf } from "./entry.ts";
import { addFilesystem } from "./filesystems.ts";
import { checkParameters } from "./parameters.ts";
import { LakeRefusal } from "./refusal.ts";
import { lakeRequest } from "./request.ts";
import { operationOf } from "./routes.ts";
import { openLakeStore } from "./store.ts";

/** What the endpoints of one storage account need. */
export interface LakeOptions {
  readonly account: string;
  /** Where it is kept; made when absent. */
  readonly folder: string;
  /** The most paths of one answer; the service's 5,000 when absent. */
  readonly pageSize?: number;
  /** Milliseconds since the epoch; `Date.now` when absent. Leases end by it. */
  readonly now?: () => number;
  /** Names of file systems to make where they are absent. */
  readonly filesystems?: readonly string[];
}

/** The Data Lake and blob endpoints of one storage account with a hierarchical namespace. */
export interface LakeService {
  readonly handler: Handler;
  /** Holds a folder for each file system, with its files under their own names. */
  readonly files: string;
  /** Ends writing; the state lies on disk. */
  close(): void;
}

const largestPage = 5000;

/** Opens a storage account. Throws a `TwinError` when its journal is damaged. */
export function createLakeService(options: LakeOptions): LakeService {
  const { account, folder, pageSize = largestPage, now = Date.now } = options;
  const store = openLakeStore(folder);
  const newEtag = etags(now);
  const context: LakeContext = { account, store, now, newEtag, pageSize: Math.min(pageSize, largestPage) };
  for (const name of options.filesystems ?? []) {
    if (!store.filesystems().has(name)) addFilesystem(context, name, {});
  }
  return {
    // Every write is one step of this process: nothing can come between its checks and its effect.
    handler: async (request): Promise<TwinResponse | undefined> => {
      try {
        const asked = lakeRequest(account, (name) => store.filesystems().has(name), request);
        const operation = operationOf(asked);
        if (operation) checkParameters(operation, asked);
        return operation?.(context, asked);
      } catch (error) {
        if (error instanceof LakeRefusal) return refusalAnswer(request, error);
        throw error;
      }
    },
    files: store.files,
    close: store.close,
  };
}

/** Etags from the clock, each later than the one before, even if the clock does not advance. */
function etags(now: () => number): () => string {
  let last = 0;
  let beat = 0n;
  return () => {
    const time = Math.max(now(), last);
    beat = time === last ? beat + 1n : 0n;
    last = time;
    return etagOf(time, beat);
  };
}

import { randomUUID } from "node:crypto";
import type { DataLakeFileClient } from "@azure/storage-file-datalake";
import { isMissing, refusalOf } from "./explain-lake.ts";
import type { Lake } from "./open-lake.ts";

/** A lease that we hold. */
export interface Lease {
  /** Restarts its time. False when it is no longer ours. */
  readonly renew: () => Promise<boolean>;
  /** Gives it back; nothing when it is ours no more. */
  readonly release: () => Promise<void>;
  /** Leaves a note on the file for those who find it leased. False when the lease is ours no more. */
  readonly annotate: (note: string) => Promise<boolean>;
  /** Adds text at the end of the file, wherever that is, at least once. False when the lease is ours no more. */
  readonly append: (text: string) => Promise<boolean>;
}

/** Leases on the files of a lake; everything throws WorkspaceError. */
export interface LakeLeases {
  /** Takes a lease on a file, which is made when absent; undefined while somebody else holds one. Seconds: 15 to 60. */
  readonly acquire: (path: string, seconds: number) => Promise<Lease | undefined>;
  /** Whether a file is leased, and the note left last. */
  readonly look: (path: string) => Promise<{ readonly leased: boolean; readonly note: string | undefined }>;
  /** Ends whatever lease there is, at once. */
  readonly break: (path: string) => Promise<void>;
}

/** The leases of a lake. */
export function lakeLeases(lake: Lake): LakeLeases {
  return {
    acquire: async (path, seconds) => {
      // Proposed by us: asked for again under the same id after a lost answer, it is the same lease.
      const id = randomUUID();
      const taken = await lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
        const file = filesystem.getFileClient(path);
        const acquire = () => file.getDataLakeLeaseClient(id).acquireLease(seconds, { abortSignal });
        try {
          await acquire().catch(async (error) => {
            if (!isMissing(error)) throw error;
            await file.createIfNotExists({ abortSignal });
            await acquire();
          });
          return true;
        } catch (error) {
          if (isTaken(error)) return false;
          throw error;
        }
      });
      return taken ? held(lake, path, id) : undefined;
    },
    look: (path) =>
      lake.run({ verb: "read", path }, async (filesystem, abortSignal) => {
        try {
          const found = await filesystem.getFileClient(path).getProperties({ abortSignal });
          const note = found.metadata?.[noteName];
          return {
            leased: found.leaseState === "leased" || found.leaseState === "breaking",
            note: note === undefined ? undefined : decode(note),
          };
        } catch (error) {
          if (isMissing(error)) return { leased: false, note: undefined };
          throw error;
        }
      }),
    break: (path) =>
      lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
        try {
          await filesystem.getFileClient(path).getDataLakeLeaseClient().breakLease(0, { abortSignal });
        } catch (error) {
          if (!isMissing(error) && !isLost(error)) throw error;
        }
      }),
  };
}

const noteName = "holder";

function held(lake: Lake, path: string, id: string): Lease {
  const run = (work: (file: DataLakeFileClient, abortSignal: AbortSignal) => Promise<unknown>) =>
    lake.run({ verb: "write", path }, async (filesystem, abortSignal) => {
      try {
        await work(filesystem.getFileClient(path), abortSignal);
        return true;
      } catch (error) {
        if (isMissing(error) || isLost(error)) return false;
        throw error;
      }
    });
  return {
    renew: () => run((file, abortSignal) => file.getDataLakeLeaseClient(id).renewLease({ abortSignal })),
    release: async () => {
      await run((file, abortSignal) => file.getDataLakeLeaseClient(id).releaseLease({ abortSignal }));
    },
    annotate: (note) =>
      run((file, abortSignal) =>
        file.setMetadata({ [noteName]: encode(note) }, { conditions: { leaseId: id }, abortSignal }),
      ),
    append: (text) =>
      run(async (file, abortSignal) => {
        const { contentLength = 0 } = await file.getProperties({ abortSignal });
        const bytes = Buffer.from(text);
        const conditions = { leaseId: id };
        await file.append(bytes, contentLength, bytes.length, { flush: true, conditions, abortSignal });
      }),
  };
}

/** Metadata travels in headers: printable ASCII only, and still to be read by people in the portal. */
function encode(note: string): string {
  return note.toWellFormed().replace(/[^ -$&-~]+/g, encodeURIComponent);
}

function decode(note: string): string {
  try {
    return decodeURIComponent(note);
  } catch {
    return note;
  }
}

function isTaken(thrown: unknown): boolean {
  return /^(LeaseAlreadyPresent|LeaseIsBreakingAndCannotBeAcquired)$/.test(refusalOf(thrown)?.code ?? "");
}

/** Every way to be told that a lease is not, or no longer, ours. */
function isLost(thrown: unknown): boolean {
  const refusal = refusalOf(thrown);
  return (refusal?.status === 409 || refusal?.status === 412) && /^Lease/.test(refusal.code);
}

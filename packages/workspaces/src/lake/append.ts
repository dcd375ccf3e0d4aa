import type { DataLakeFileClient } from "@azure/storage-file-datalake";
import { WorkspaceError } from "../workspace-error.ts";
import { refusalOf } from "./explain-lake.ts";
import type { Lake } from "./open-lake.ts";

/** Bytes of one append; a request as large as the service may bear would be lost as a whole. */
const chunk = 8 * 1024 * 1024;

/**
 * Appends at `position`, the length the file has, and makes it durable with the last request. The position makes it
 * safe to send again: what an answer was lost of is found in the file. Throws WorkspaceError `conflict` when somebody
 * else wrote to the file. Returns the new length.
 */
export async function appendAt(
  lake: Lake,
  path: string,
  bytes: Buffer,
  position: number,
  stop?: AbortSignal,
): Promise<number> {
  for (let start = 0; start < bytes.length; start += chunk) {
    const part = bytes.subarray(start, start + chunk);
    const at = position + start;
    const flush = start + chunk >= bytes.length;
    const doing = { verb: "write", path } as const;
    await lake.run(
      doing,
      async (filesystem, abortSignal) => {
        const file = filesystem.getFileClient(path);
        try {
          await file.append(part, at, part.length, { flush, abortSignal });
        } catch (error) {
          // Told so when the file is longer than `at`: by us, whose answer was lost, or by somebody else.
          if (refusalOf(error)?.code !== "InvalidFlushPosition") throw error;
          if (!(await holds(file, part, at, abortSignal))) throw writtenByOthers(lake, path, error);
        }
      },
      stop,
    );
  }
  return position + bytes.length;
}

/** True when the file ends with exactly these bytes at this position. */
async function holds(
  file: DataLakeFileClient,
  bytes: Buffer,
  position: number,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const { contentLength } = await file.getProperties({ abortSignal });
  if (contentLength !== position + bytes.length) return false;
  return (await file.readToBuffer(position, bytes.length, { abortSignal })).equals(bytes);
}

function writtenByOthers(lake: Lake, path: string, cause: unknown): WorkspaceError {
  return new WorkspaceError(
    {
      reason: "conflict",
      message: `cannot write ${lake.filesystem}/${path}: somebody else is writing to it`,
      advice: "wait until nobody else is publishing to this environment, then run the command again",
    },
    { cause },
  );
}

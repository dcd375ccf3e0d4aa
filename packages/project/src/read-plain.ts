// biome-ignore lint/style/noRestrictedImports: the one place that reads
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from "node:fs";
// biome-ignore lint/style/noRestrictedImports: the one place that reads
import { open, realpath, stat } from "node:fs/promises";
import { devNull } from "node:os";

/** Largest file that is read, in bytes: more than any plan or script of a real workspace has. */
const most = 256 * 1024 * 1024;

/** A file that is not a regular one: reading it might never end, or reveal what is none of a project's business. */
class NotPlainError extends Error {
  override readonly name = "NotPlainError";
}

/**
 * The bytes of a regular file that configuration or a command names. Devices, pipes, sockets, what the system
 * shows as files (`/proc`) and files over 256 MB are refused before a byte is read. Throws what `readFailure` explains.
 */
export async function readPlain(path: string): Promise<Buffer> {
  const real = await realpath(path);
  // The one device that is a file to everybody: an empty one.
  if (real === devNull) return Buffer.alloc(0);
  if (/^\/(?:proc|sys|dev)(?:\/|$)/.test(real)) throw new NotPlainError("it belongs to the system");
  return readListed(real);
}

/** A pipe nobody writes to would hold up the opening itself. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** As `readPlain`, for a file of a listing, whose links were looked at already. */
export async function readListed(path: string): Promise<Buffer> {
  const file = await open(path, withoutWaiting);
  try {
    refuseOthers(await file.stat());
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** As `readListed`, where nobody can wait: places of problems are looked up while they are printed. */
export function readListedNow(path: string): Buffer {
  const file = openSync(path, withoutWaiting);
  try {
    refuseOthers(fstatSync(file));
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** A folder is left to the reading, whose error says what it is. */
function refuseOthers(found: Stats): void {
  if (!found.isFile() && !found.isDirectory()) throw new NotPlainError("it is not a regular file");
  if (found.size > most) throw new NotPlainError("it is larger than 256 MB");
}

/** What keeps a path from being written: it is a device or in a system folder. Undefined when nothing does. */
export async function unwritablePlace(path: string): Promise<string | undefined> {
  if (/^\/(?:proc|sys|dev)(?:\/|$)/.test(path)) return "it belongs to the system";
  const there = await stat(path).catch(() => undefined);
  return there === undefined || there.isFile() || there.isDirectory()
    ? undefined
    : "it is not a regular file";
}

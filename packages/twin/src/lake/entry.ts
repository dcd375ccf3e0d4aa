import { randomUUID } from "node:crypto";
import type { ContentHeaders } from "./content-headers.ts";
import type { Lease } from "./lease.ts";

/** A file or directory without its content. */
export interface Entry {
  readonly kind: "file" | "directory";
  /** Names the data that was appended to this very file and not flushed yet. */
  readonly id: string;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly owner: string;
  readonly group: string;
  /** In the text form of `x-ms-acl`, in its canonical order. */
  readonly acl: string;
  readonly sticky: boolean;
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly lease?: Lease;
  /** What the file on disk looks like as long as nobody but the twin wrote it. */
  readonly stamp?: FileStamp;
  /** Blocks of a file that was written through the blob endpoint, in order. */
  readonly blocks?: readonly Block[];
  /** The copy that made it: its source as it was named, and when it was done, milliseconds since the epoch. */
  readonly copy?: { readonly id: string; readonly source: string; readonly at: number };
}

/** Size and time of the last write of a file on disk. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A committed block: its id as the client chose it (base64), and its bytes. */
export interface Block {
  readonly id: string;
  readonly size: number;
}

/** What is kept of a file system beside its paths. */
export interface FilesystemProperties {
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly lease?: Lease;
}

/** The one principal that owns everything; what the service calls the super user. */
const superuser = "$superuser";

// Default permissions less the default umask 0027 (x-ms-umask in the Path - Create reference).
const defaultAcl = {
  file: "user::rw-,group::r--,other::---",
  directory: "user::rwx,group::r-x,other::---",
} as const;

/** An entry as it is without any wish about it. */
export function plainEntry(kind: Entry["kind"], etag: string, at: number): Entry {
  return {
    kind,
    id: randomUUID(),
    etag,
    created: at,
    modified: at,
    owner: superuser,
    group: superuser,
    acl: defaultAcl[kind],
    sticky: false,
    headers: {},
    metadata: {},
  };
}

/** Bytes of a file; 0 for a directory. */
export function sizeOf(entry: Entry): number {
  return entry.stamp?.size ?? 0;
}

const ticksAt1970 = 621_355_968_000_000_000n;

/** An etag in the service's form, made of a time: 100-nanosecond ticks since the year 1, in hex. */
export function etagOf(ms: number, beat = 0n): string {
  const ticks = ticksAt1970 + BigInt(Math.round(ms * 10_000)) + beat;
  return `0x${ticks.toString(16).toUpperCase()}`;
}

/** As headers carry it. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

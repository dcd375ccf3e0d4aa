import { isUtf8 } from "node:buffer";
import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import { positionAt } from "./text-position.ts";

/** The text of a file's bytes without its byte order mark; UTF-16 needs the mark, anything else must be UTF-8. */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return bigEndian(bytes.subarray(2));
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = marked ? bytes.subarray(3) : bytes;
  return isUtf8(content) ? content.toString("utf8") : undefined;
}

function bigEndian(bytes: Buffer): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return even.swap16().toString("utf16le");
}

/** The bytes of a text, in the encoding and with the mark of the file it replaces. */
export function encodeText(text: string, like: Buffer): Buffer {
  const [first, second, third] = like;
  if (first === 0xff && second === 0xfe) return Buffer.from(`\ufeff${text}`, "utf16le");
  if (first === 0xfe && second === 0xff) return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return Buffer.from(marked ? `\ufeff${text}` : text, "utf8");
}

/** The text of a file that people write, or why it is not one: other bytes, or something that Git left instead. */
export function textOf(file: string, bytes: Buffer): { readonly text: string } | Problems {
  const text = decodeText(bytes);
  if (text === undefined) return { problems: [encodingProblem(file)] };
  const left = leftByGit(file, text);
  return left === undefined ? { text } : { problems: [left] };
}

/** A file whose bytes are not in a known text encoding. */
function encodingProblem(file: string): Diagnostic {
  return {
    severity: "error",
    code: "file-encoding",
    message: "the file is not UTF-8 text",
    at: { file, line: 1, column: 1 },
    why: "UTF-8 is read with or without a byte order mark, UTF-16 with one",
    advice: "save the file as UTF-8",
  };
}

/** The first line of what Git LFS leaves where the file itself was not fetched (git-lfs, docs/spec.md). */
const pointer = "version https://git-lfs.github.com/spec/v1";

/** The marks around both sides of a merge that nobody settled, as Git writes them: each on a line of its own, in this order. */
const marks = [/^<{7} /gm, /^={7}\r?$/gm, /^>{7} /gm];

/**
 * What Git left instead of a file: both sides of a conflict, or the pointer of a file that was not fetched;
 * undefined for every other text.
 */
export function leftByGit(file: string, text: string): Diagnostic | undefined {
  if (text.startsWith(pointer)) {
    return {
      severity: "error",
      code: "lfs-pointer",
      message: "the file is a Git LFS pointer, not the content",
      at: { file, line: 1, column: 1 },
      why: "the content was not fetched when the repository was cloned",
      advice: "fetch it with `git lfs pull`; in a pipeline, check out with LFS enabled",
    };
  }
  const conflict = conflictIn(text);
  if (conflict === undefined) return undefined;
  return {
    severity: "error",
    code: "merge-conflict",
    message: "the file contains merge conflict markers",
    at: positionAt(file, text, conflict),
    why: "Git could not merge it, and it was committed with the markers",
    advice: "resolve the conflict and remove the markers (<<<<<<<, =======, >>>>>>>)",
  };
}

/** Where a merge conflict begins, in characters from 0. */
function conflictIn(text: string): number | undefined {
  // To look for one text first costs next to nothing, and nearly no file has it.
  if (!text.includes("<<<<<<< ")) return undefined;
  const found: number[] = [];
  for (const mark of marks) {
    mark.lastIndex = found.at(-1) ?? 0;
    const match = mark.exec(text);
    if (!match) return undefined;
    found.push(match.index);
  }
  return found[0];
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "part of its path is not a folder",
  ELOOP: "its links form a loop",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long for this system",
};

/** What kept a file from being read, in words. */
export function readFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** A file or folder that cannot be read. */
export function unreadable(file: string, error: unknown): Diagnostic {
  return {
    severity: "error",
    code: "file-unreadable",
    message: `'${file}' cannot be read: ${readFailure(error)}`,
    at: { file, line: 1, column: 1 },
    advice: "fix the permissions or the link, or remove it from the source",
  };
}

import { isUtf8 } from "node:buffer";
import type { Diagnostic } from "@retain/artifacts/diagnostic";

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

/** A file whose bytes are no text we know. */
export function encodingProblem(file: string): Diagnostic {
  return {
    severity: "error",
    code: "file-encoding",
    message: "the file is not UTF-8 text",
    at: { file, line: 1, column: 1 },
    why: "UTF-8 is read with or without a byte order mark, UTF-16 with one",
    advice: "save the file as UTF-8",
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "you may not read it",
  EPERM: "you may not read it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  ELOOP: "its links lead round in a circle",
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
    advice: "mend the rights or the link, or remove it from the source",
  };
}

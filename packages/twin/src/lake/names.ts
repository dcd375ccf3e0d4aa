import { LakeRefusal } from "./refusal.ts";

/** Throws a `LakeRefusal` for a name that no file system may have. */
export function checkFilesystemName(name: string): void {
  if (!isFilesystemName(name)) throw new LakeRefusal("InvalidResourceName");
}

/** True for a name that a file system may have (pattern of the Filesystem - Create reference). */
export function isFilesystemName(name: string): boolean {
  return /^[$a-z0-9](?!.*--)[-a-z0-9]{1,61}[a-z0-9]$/.test(name);
}

// 63 segments with account and file system, 1,024 characters (Naming and referencing containers, blobs, and metadata).
const deepest = 61;
const longest = 1024;

/**
 * The path in its one spelling, without empty segments; empty for the root. Throws a `LakeRefusal`
 * for a path that cannot be, `.` and `..` among them: no name may lead out of the file system.
 */
export function checkPath(text: string): string {
  const segments = text.split("/").filter((segment) => segment !== "");
  const path = segments.join("/");
  if (segments.length > deepest) throw new LakeRefusal("PathIsTooDeep", `At most ${deepest} are allowed.`);
  if (path.length > longest) throw new LakeRefusal("InvalidResourceName", `At most ${longest} characters.`);
  for (const segment of segments) {
    if (segment === "." || segment === ".." || hasControl(segment))
      throw new LakeRefusal("InvalidResourceName");
    // The twin keeps a file under its own name; no file system of a machine takes a longer one.
    if (Buffer.byteLength(segment) > 255) {
      throw new LakeRefusal("InvalidResourceName", "The twin takes up to 255 bytes between slashes.");
    }
  }
  return path;
}

/** The path of the directory that holds `path`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The directories above `path`, the outermost first, without the root. */
export function ancestorsOf(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_segment, depth) => segments.slice(0, depth + 1).join("/"));
}

/** `name` in the directory `path`. */
export function join(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character.charCodeAt(0) < 32 || character === "\u007f");
}

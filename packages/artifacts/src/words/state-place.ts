import { createHash } from "node:crypto";

// Folders and files of the state have the names of people's projects, environments and hosts.

/** The folder of all state in a file system. */
export const stateRoot = "_retain";

/** The folder of the locks in it, one a live workspace; no project's folder is called so. */
export const locksFolder = "locks";

/** Names longer than this, in bytes, are cut: a segment of a path holds 255, and a file beside may have an ending. */
const longest = 180;

/**
 * A text as one segment of a path: other texts give other names, in lower and upper case as they are. What may
 * not stand in a path, leads elsewhere, or is a name of ours is written as `~` and two hexadecimal digits a byte.
 */
export function pathName(text: string): string {
  const escaped = (part: string) =>
    [...Buffer.from(part, "utf8")].map((byte) => `~${byte.toString(16).padStart(2, "0")}`).join("");
  const safe = text
    .replace(/[^A-Za-z0-9._-]/gu, escaped)
    .replace(/^\.|\.$/g, escaped)
    .replace(new RegExp(`^${locksFolder}$`, "i"), (name) => escaped(name.slice(0, 1)) + name.slice(1));
  if (safe.length <= longest) return safe === "" ? "~" : safe;
  return `${safe.slice(0, longest)}~${createHash("sha256").update(text, "utf8").digest("hex").slice(0, 16)}`;
}

/** Where the state of an environment of a project lies when the environment names no folder. */
export function stateFolder(project: string, environment: string): string {
  return `${stateRoot}/${pathName(project)}/${pathName(environment)}`;
}

/** Where a retain that knew of no projects kept it. */
export function olderStateFolder(environment: string): string {
  return `${stateRoot}/${environment}`;
}

/** The file that is leased to change a live workspace, whatever environments call the workspace. */
export function lockPath(endpoint: string): string {
  return `${stateRoot}/${locksFolder}/${pathName(workspaceHost(endpoint))}`;
}

/**
 * The host of a live workspace, as a name that is the same however an endpoint is written: lower case, without the
 * root's dot, the port only where it is not that of https, and one name for this machine.
 */
export function workspaceHost(endpoint: string): string {
  const { hostname, port } = new URL(endpoint);
  const name = hostname.toLowerCase().replace(/\.$/, "");
  const host = /^(localhost|\[::1\]|127(\.\d+){3})$/.test(name) ? "127.0.0.1" : name;
  return port === "" ? host : `${host}:${port}`;
}

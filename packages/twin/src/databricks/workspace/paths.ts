import { invalid } from "../refused.ts";

/** A path as asked for, and the one under which the object lies. */
export interface WorkspacePath {
  /** `/Shared/shop`, without the prefix `/Workspace`, which is optional. */
  readonly key: string;
  /** What answers call it: in the form in which it was asked for, with or without the prefix. */
  readonly shown: string;
}

/** Reads a path. Throws a `Refused` for one that is not absolute. */
export function readPath(text: string): WorkspacePath {
  if (!text.startsWith("/")) throw invalid(`Path (${text}) doesn't start with '/'`);
  const shown = `/${partsOf(text).join("/")}`;
  const key = shown.replace(/^\/Workspace(?=\/|$)/, "");
  return { key: key === "" ? "/" : key, shown };
}

/** The path of the directory that holds an object. */
export function parentOf(key: string): string {
  const at = key.lastIndexOf("/");
  return at <= 0 ? "/" : key.slice(0, at);
}

/** The path of a child, in the form of its directory. */
export function childOf({ shown }: WorkspacePath, key: string): string {
  const name = key.slice(key.lastIndexOf("/") + 1);
  return shown === "/" ? `/${name}` : `${shown}/${name}`;
}

function partsOf(text: string): readonly string[] {
  return text.split("/").filter((part) => part !== "");
}

import { relative, sep } from "node:path";

/** A path as people know it: relative to the folder of retain.yaml, with `/`. */
export function shownPath(root: string, absolute: string): string {
  const path = relative(root, absolute);
  return path === "" ? "." : path.split(sep).join("/");
}

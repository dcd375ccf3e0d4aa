import { createHash } from "node:crypto";

/** The number of a workspace, the same for its name each time. */
export function workspaceNumber(name: string): number {
  return Number.parseInt(createHash("sha256").update(name).digest("hex").slice(0, 12), 16);
}

/** The names by which Azure serves a workspace, by its number: "Per-workspace URL" of the documentation. */
export function azureNamesOf(name: string): readonly string[] {
  const number = workspaceNumber(name);
  return [`adb-${number}.${number % 20}.azuredatabricks.net`];
}

import type { LockHolder } from "@retain/state/state";
import { visible } from "./visible.ts";

/** Whose state somebody works on. */
export interface StateOwner {
  readonly project: string;
  readonly environment: string;
}

/**
 * Who holds a lock, since when and for what: `ada@example.org on box, since 2026-11-25T09:37:10Z, for \`retain apply\``;
 * and on whose state, where that is not `own`: one lock serves all that publish to a live workspace.
 */
export function holderWords(
  { by, since, command, project, environment }: LockHolder,
  own: StateOwner,
): string {
  const isOther = project !== undefined && (project !== own.project || environment !== own.environment);
  const whose = isOther ? ` on '${visible(environment ?? "")}' of project '${visible(project)}'` : "";
  return `${visible(by.name)} on ${visible(by.host)}, since ${visible(since)}, for \`${visible(command)}\`${whose}`;
}

import type { JsonObject } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import { formatRef } from "@retain/artifacts/words/ref";

/** The workspace that a problem is about. */
interface Target {
  readonly name: string;
  readonly endpoint: string;
}

/** What was being done when a problem came up. */
export interface Doing {
  readonly target: Target;
  readonly verb: "read" | "write" | "delete" | "start" | "stop";
  /** What it was done to, in words, when it is no single artifact: `the pipelines`. */
  readonly what?: string;
  readonly ref?: Ref;
  /** What was sent along: errors that quote it must not show its secrets. */
  readonly sent?: JsonObject;
}

/** `write pipeline/Load`, `read the pipelines`. */
export function deed(doing: Doing): string {
  const object = doing.ref === undefined ? (doing.what ?? "the workspace") : formatRef(doing.ref);
  return `${doing.verb} ${object}`;
}

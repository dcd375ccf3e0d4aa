import type { JsonObject } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import { formatRef } from "@retain/artifacts/words/ref";

/** The instance of a service that a problem is about. */
export interface Target {
  readonly name: string;
  readonly endpoint: string;
  readonly words: ServiceWords;
}

/** How people know a service, and the ways out of what it refuses. */
export interface ServiceWords {
  /** What people call an instance: `workspace`, `key vault`. */
  readonly noun: string;
  /** What in the environment file says where it is. */
  readonly settings: string;
  /** What a token for it has to be for, where that is worth saying. */
  readonly audience?: (endpoint: string) => string;
  /** What to do to be allowed. */
  readonly permission?: (doing: Doing) => string;
  /** Refusals by their code and text, each with its way out; the first that fits is told. */
  readonly remedies?: readonly { readonly said: RegExp; readonly advice: string }[];
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

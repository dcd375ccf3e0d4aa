import type { Position } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Ref } from "@retain/artifacts/words/ref";

/** Why a workspace did not do what it was asked; stable, wording may change. */
export type Reason =
  /** nobody is signed in, or the token was not accepted */
  | "sign-in"
  /** the workspace, or the artifact asked for, does not exist */
  | "not-found"
  /** no answer: no network, no server, time-out */
  | "network"
  /** the server's certificate is not trusted here */
  | "certificate"
  /** signed in, and not allowed */
  | "forbidden"
  /** the service understood and said no */
  | "refused"
  /** the artifact changed since it was read */
  | "conflict"
  /** the service asked to slow down until we gave up */
  | "throttled"
  /** stopped by the caller */
  | "interrupted"
  /** what was read is not what was once written: damaged, or of a newer version */
  | "damaged"
  /** the service failed or answered something that makes no sense */
  | "service";

/** What the caller knows about a problem. */
export interface Explanation {
  readonly reason: Reason;
  /** One sentence without a trailing stop. */
  readonly message: string;
  readonly why?: string | undefined;
  readonly advice?: string | undefined;
  readonly ref?: Ref | undefined;
}

/** A workspace did not do what it was asked; `diagnostic` is what people are shown. */
export class WorkspaceError extends Error {
  override readonly name = "WorkspaceError";
  readonly reason: Reason;
  /** `code` is `workspace-<reason>`. */
  readonly diagnostic: Diagnostic;

  constructor(explanation: Explanation, options?: ErrorOptions) {
    super(explanation.message, options);
    this.reason = explanation.reason;
    this.diagnostic = {
      severity: "error",
      code: `workspace-${explanation.reason}`,
      message: explanation.message,
      ...(explanation.ref === undefined ? {} : { ref: explanation.ref }),
      ...(explanation.why === undefined ? {} : { why: explanation.why }),
      ...(explanation.advice === undefined ? {} : { advice: explanation.advice }),
    };
  }

  /** The same problem, at the place in a file that names what it is about; as it is where it has a place already. */
  located(at: Position): WorkspaceError {
    if (this.diagnostic.at !== undefined) return this;
    const located = new WorkspaceError({ ...this.diagnostic, reason: this.reason }, { cause: this.cause });
    return Object.assign(located, { diagnostic: { ...located.diagnostic, at } });
  }
}

import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Change } from "./plan.ts";

/** What became of one change. */
export interface ChangeOutcome {
  readonly change: Change;
  readonly result:
    | { readonly status: "done"; readonly seconds: number }
    | { readonly status: "failed"; readonly problem: Diagnostic }
    /** A change it waits for, by its id, did not succeed. */
    | { readonly status: "skipped"; readonly because: string }
    /** The walk was stopped before its turn. */
    | { readonly status: "not-started" };
}

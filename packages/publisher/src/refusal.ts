import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Exit } from "./cli/exit-codes.ts";

/**
 * What keeps a command from going on: the one shape of failure here. Thrown wherever it is found, caught where the
 * program ends, which shows the problems and ends with the exit.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly exit: Exit;
  /** All of them, in any order; none where `last` says everything. */
  readonly problems: readonly Diagnostic[];
  /** A line that is said after the problems. */
  readonly last: string | undefined;

  constructor(exit: Exit, problems: readonly Diagnostic[], last?: string) {
    super(problems[0]?.message ?? last ?? exit);
    this.exit = exit;
    this.problems = problems;
    this.last = last;
  }
}

/** A refusal because of one error. */
export function refusal(exit: Exit, problem: Omit<Diagnostic, "severity">): Refusal {
  return new Refusal(exit, [{ severity: "error", ...problem }]);
}

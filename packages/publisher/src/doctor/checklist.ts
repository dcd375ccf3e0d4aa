import { problemOf } from "../target.ts";

/** How one check ended. */
export interface Check {
  readonly name: string;
  readonly status: "ok" | "warning" | "failed" | "skipped";
  /** What was found, in one line without a trailing stop. */
  readonly says: string;
  readonly why?: string;
  /** The command that mends it. */
  readonly advice?: string;
}

/** What a check found; without `value` it failed, and what needs it is skipped. */
export interface Finding<T> extends Pick<Check, "says" | "why" | "advice"> {
  readonly value?: T;
  /** Everything that needs it can be checked all the same. */
  readonly warning?: boolean;
}

/** Checks that were made, in order. */
export interface Checklist {
  readonly checks: readonly Check[];
  /**
   * Makes a check and reports it; one without `work` is skipped, because of `otherwise`. Resolves to the value that
   * was found, undefined after a failure. A WorkspaceError is a failure; everything else is thrown on.
   */
  readonly check: <T>(
    name: string,
    work: (() => Promise<Finding<T>> | Finding<T>) | undefined,
    otherwise?: string,
  ) => Promise<T | undefined>;
}

/** Begins a list; `report` is told of every check as it ends. */
export function openChecklist(report: (check: Check) => void): Checklist {
  const checks: Check[] = [];
  return {
    checks,
    check: async (name, work, otherwise = "needs what failed above") => {
      const finding = work === undefined ? undefined : await explained(work);
      const { value, warning, ...told } = finding ?? { says: otherwise };
      const status =
        finding === undefined ? "skipped" : value === undefined ? "failed" : warning ? "warning" : "ok";
      const check = { name, status, ...told } as const;
      checks.push(check);
      report(check);
      return value;
    },
  };
}

async function explained<T>(work: () => Promise<Finding<T>> | Finding<T>): Promise<Finding<T>> {
  try {
    return await work();
  } catch (error) {
    const { message, why, advice } = problemOf(error);
    return {
      says: message,
      ...(why === undefined ? {} : { why }),
      ...(advice === undefined ? {} : { advice }),
    };
  }
}

import { type Diagnostic, formatPosition } from "@retain/artifacts/words/diagnostic";
import { Refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
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
   * was found, undefined after a failure. A Refusal or WorkspaceError is one; everything else is thrown on.
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
    if (error instanceof Refusal) return firstOf(error.problems);
    const { message, why, advice } = problemOf(error);
    return told(message, why, advice);
  }
}

/** A failure by several problems: the first one, and how many there are. */
function firstOf(problems: readonly Diagnostic[]): Finding<never> {
  const [first] = problems;
  if (first === undefined) return { says: "it is not known why" };
  const { message, at, why, advice } = first;
  const more = problems.length > 1 ? ` (and ${count(problems.length - 1, "other problem")})` : "";
  return told(`${at === undefined ? "" : `${formatPosition(at)}: `}${message}${more}`, why, advice);
}

function told(says: string, why: string | undefined, advice: string | undefined): Finding<never> {
  return {
    says,
    ...(why === undefined ? {} : { why }),
    ...(advice === undefined ? {} : { advice }),
  };
}

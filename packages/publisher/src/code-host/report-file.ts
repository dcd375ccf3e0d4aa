import { basename, extname, resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";
import type { CommandContext } from "../cli/command.ts";

/** A report to be shown, and the name by which the next one of its kind finds it. */
export interface Report {
  readonly text: string;
  readonly key: string;
  /** Its first heading, without marks of markdown; the key where it has none. */
  readonly heading: string;
}

/** Reads the file that a command was given; `--key` names it, else its own name does. */
export async function readReport(
  { cwd, options }: CommandContext<{ readonly key?: string }>,
  file: string,
): Promise<{ readonly report: Report } | { readonly problem: Diagnostic }> {
  const key = options.key ?? basename(file, extname(file));
  if (!/^[\w.-]{1,60}$/.test(key)) {
    return problem("report-key", `'${key}' cannot name a report`, "use letters, digits, - . _ in --key");
  }
  try {
    const text = (await readPlain(resolve(cwd, file))).toString("utf8");
    const heading = /^#{1,6} +(.+)$/m.exec(text)?.[1]?.replace(/[`*]/g, "").trim();
    return { report: { text, key, heading: heading ?? key } };
  } catch (error) {
    return problem(
      "report-unreadable",
      `the report '${file}' cannot be read: ${readFailure(error)}`,
      "look at the step that should have written it",
    );
  }
}

function problem(code: string, message: string, advice: string): { readonly problem: Diagnostic } {
  return { problem: { severity: "error", code, message, advice } };
}

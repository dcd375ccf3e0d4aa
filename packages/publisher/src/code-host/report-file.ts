import { basename, extname, resolve } from "node:path";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";
import { type Refusal, refusal } from "../refusal.ts";

/** A report to be shown, and the name by which the next one of its kind finds it. */
export interface Report {
  readonly text: string;
  readonly key: string;
  /** Its first heading, without marks of markdown; the key where it has none. */
  readonly heading: string;
}

/** Reads a report from a file; without a `key` the name of the file names it. Throws a Refusal. */
export async function readReport(
  cwd: string,
  file: string,
  key = basename(file, extname(file)),
): Promise<Report> {
  if (!/^[\w.-]{1,60}$/.test(key)) {
    throw failed("report-key", `'${key}' is not a valid report key`, "use letters, digits, - . _ in --key");
  }
  try {
    const text = (await readPlain(resolve(cwd, file))).toString("utf8");
    const heading = /^#{1,6} +(.+)$/m.exec(text)?.[1]?.replace(/[`*]/g, "").trim();
    return { text, key, heading: heading ?? key };
  } catch (error) {
    throw failed(
      "report-unreadable",
      `the report '${file}' cannot be read: ${readFailure(error)}`,
      "check the step that should have written it",
    );
  }
}

function failed(code: string, message: string, advice: string): Refusal {
  return refusal("failed", { code, message, advice });
}

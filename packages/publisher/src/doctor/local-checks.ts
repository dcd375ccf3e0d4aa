import { type Diagnostic, formatPosition } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "@retain/project/environment";
import { openEnvironment } from "@retain/project/load-desired";
import type { Project } from "@retain/project/project";
import type { CommandContext } from "../cli/command.ts";
import { type Judged, judge } from "../judge.ts";
import { tally } from "../render/diagnostics.ts";
import { count } from "../render/marks.ts";
import { neededNode, tool } from "../version.ts";
import type { Finding } from "./checklist.ts";

/** Whether this Node is one that the program runs on. */
export function checkProgram(node: string = process.versions.node): Finding<true> {
  const says = `${tool} on Node ${node}`;
  return isAtLeast(node, neededNode)
    ? { says, value: true }
    : { says: `${says}, which needs ${neededNode}`, advice: "install a later Node: https://nodejs.org" };
}

/** Compares `24.3.0` with `>=22.19`. */
function isAtLeast(version: string, range: string): boolean {
  const parts = (text: string) => text.replace(/^\D+/, "").split(".").map(Number);
  const [wanted, have] = [parts(range), parts(version)];
  for (const [at, least] of wanted.entries()) {
    const part = have[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** The project and environment that are meant. */
export interface OpenedEnvironment {
  readonly project: Project;
  readonly environment: Environment;
}

/** Whether the file of the environment can be read. */
export async function checkEnvironment({
  cwd,
  options,
}: CommandContext<{ readonly env?: string }>): Promise<Finding<OpenedEnvironment>> {
  const opened = await openEnvironment(cwd, options.env);
  if ("diagnostics" in opened) return firstOf(opened.diagnostics);
  const { name, workspace, document } = opened.environment;
  return { says: `${name}: ${workspace} (${document.file})`, value: opened };
}

/** Whether the repository is valid. */
export async function checkRepository(
  context: CommandContext<{ readonly env?: string }>,
): Promise<Finding<Judged>> {
  const judged = await judge(context, { placed: "if-refused" });
  const { diagnostics, hasErrors, loaded } = judged;
  const says = `${count(loaded.artifacts.length, "artifact")}, ${tally(diagnostics)}`;
  const { env } = context.options;
  return hasErrors
    ? { says, advice: `see what is wrong: retain validate${env === undefined ? "" : ` --env ${env}`}` }
    : { says, value: judged };
}

/** A failure by several problems: the first one, and how many there are. */
export function firstOf(problems: readonly Diagnostic[]): Finding<never> {
  const [first] = problems;
  if (first === undefined) return { says: "it is not known why" };
  const { message, at, why, advice } = first;
  const more = problems.length > 1 ? ` (and ${count(problems.length - 1, "other problem")})` : "";
  return {
    says: `${at === undefined ? "" : `${formatPosition(at)}: `}${message}${more}`,
    ...(why === undefined ? {} : { why }),
    ...(advice === undefined ? {} : { advice }),
  };
}

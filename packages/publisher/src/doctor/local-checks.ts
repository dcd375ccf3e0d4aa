import { type Judged, judge } from "../judge.ts";
import { type OpenedEnvironment, openSessionEnvironment } from "../open-environment.ts";
import { tally } from "../render/diagnostics.ts";
import { count } from "../render/marks.ts";
import type { Session } from "../session.ts";
import { neededNode, tool } from "../version.ts";
import type { Finding } from "./checklist.ts";

/** Whether this Node is one that the program runs on. */
export function checkProgram(node: string = process.versions.node): Finding<true> {
  const says = `${tool} on Node ${node}`;
  return isAtLeast(node, neededNode)
    ? { says, value: true }
    : { says: `${says}, which needs ${neededNode}`, advice: "install a newer Node: https://nodejs.org" };
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

/** Whether the file of the environment can be read. */
export async function checkEnvironment(session: Session): Promise<Finding<OpenedEnvironment>> {
  const opened = await openSessionEnvironment(session);
  const { name, workspace, document } = opened.environment;
  return { says: `${name}: ${workspace} (${document.file})`, value: opened };
}

/** Whether the repository is valid. */
export async function checkRepository(session: Session): Promise<Finding<Judged>> {
  const judged = await judge(session, { placed: "if-refused" });
  const { diagnostics, hasErrors, loaded } = judged;
  const says = `${count(loaded.artifacts.length, "artifact")}, ${tally(diagnostics)}`;
  const { asked } = session;
  return hasErrors
    ? { says, advice: `see what is wrong: retain validate${asked === undefined ? "" : ` --env ${asked}`}` }
    : { says, value: judged };
}

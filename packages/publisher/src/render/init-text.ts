import type { Answers } from "../init/answers.ts";
import type { WrittenFile } from "../init/write-files.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** A line for each file. */
export function fileLines(files: readonly WrittenFile[], paint: Paint): readonly string[] {
  return files.map(({ path, status }) => {
    if (status === "written") return `  ${paint.green("+")} ${visible(path)}`;
    if (status === "extended") return `  ${paint.yellow("~")} ${visible(path)} (.retain/ added)`;
    return `  ${paint.dim("o")} ${visible(path)} (exists, left as it is)`;
  });
}

/** What the next steps depend on. */
interface NextOptions {
  /** The folder to go to; empty where we are. */
  readonly cd: string;
  readonly host: string;
  /** True where the environment names a lake, whoever wrote its file. */
  readonly stateful: boolean;
  /** Path of the workflow, where it was written now. */
  readonly workflow: string | undefined;
}

/** What is to be done next, in order. */
export function nextLines(
  { environment }: Answers,
  { cd, host, stateful, workflow }: NextOptions,
): readonly string[] {
  const commands = [
    ...(cd === "" ? [] : [[`cd ${cd}`, ""]]),
    ["az login", ""],
    ...(stateful
      ? []
      : [
          [
            `edit environments/${environment}.yaml`,
            "name a lake: without one, retain keeps no state and never deletes",
          ],
        ]),
    ["retain doctor", "checks sign-in, roles and lake, and says how to fix each failure"],
    ["retain plan", "shows what differs; nothing if the workspace matches"],
    ...(stateful ? [["retain adopt --yes", "records what is live as published"]] : []),
  ];
  const width = Math.max(...commands.map(([command = ""]) => command.length));
  const identities =
    host === "github"
      ? `set the variables AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_SUBSCRIPTION_ID in the GitHub environments plan-${environment} and ${environment}`
      : `create the service connections retain-plan-${environment} and retain-${environment}, and one named github`;
  return [
    "Next:",
    ...commands.map(([command = "", why = ""]) => `  ${command.padEnd(width)}  ${why}`.trimEnd()),
    ...(workflow === undefined
      ? []
      : [`Then replace OWNER in ${workflow} with the account that publishes retain, and ${identities}.`]),
  ];
}

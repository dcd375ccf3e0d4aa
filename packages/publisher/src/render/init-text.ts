import type { Answers } from "../init/answers.ts";
import type { WrittenFile } from "../init/write-files.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** A line for each file. */
export function fileLines(files: readonly WrittenFile[], paint: Paint): readonly string[] {
  return files.map(({ path, status }) => {
    if (status === "written") return `  ${paint.green("+")} ${visible(path)}`;
    if (status === "extended") return `  ${paint.yellow("~")} ${visible(path)} (.retain/ added)`;
    return `  ${paint.dim("o")} ${visible(path)} (is there already, left as it is)`;
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
            "name a lake, or retain keeps no state and never deletes",
          ],
        ]),
    ["retain doctor", "sign-in, roles, lake: each failure with what mends it"],
    ["retain plan", "what differs; nothing where the workspace is in step"],
    ...(stateful ? [["retain adopt --yes", "takes what is live as published"]] : []),
  ];
  const width = Math.max(...commands.map(([command = ""]) => command.length));
  const identities =
    host === "github"
      ? `give the environments plan-${environment} and ${environment} of GitHub the variables AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_SUBSCRIPTION_ID`
      : `make the service connections retain-plan-${environment} and retain-${environment}, and one named github`;
  return [
    "Next:",
    ...commands.map(([command = "", why = ""]) => `  ${command.padEnd(width)}  ${why}`.trimEnd()),
    ...(workflow === undefined
      ? []
      : [`Then put who publishes retain in the place of OWNER in ${workflow}, and ${identities}.`]),
  ];
}

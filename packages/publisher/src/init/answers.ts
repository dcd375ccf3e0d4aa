import { basename } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { Refusal } from "../refusal.ts";
import type { FoundLayout } from "./find-layouts.ts";
import { type LakeAddress, readLakeAddress } from "./lake-address.ts";

/** What the person who starts a project decides. */
export interface Answers {
  readonly name: string;
  readonly environment: string;
  readonly workspace: string;
  readonly lake?: LakeAddress;
}

const workspaceName = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/i;
const environmentName = /^[\w-]+$/;

/** What is known before anybody is asked. */
interface Given {
  readonly workspace?: string;
  readonly environment?: string;
  readonly lake?: string;
}

/** Asks a person for a text; `usual` is what an empty answer means. */
export type Ask = (question: string, usual: string | undefined) => Promise<string>;

/**
 * What was given, and the answers to what was not where somebody is there to be asked, checked all at once. Throws a
 * Refusal.
 */
export async function readAnswers(
  given: Given,
  root: string,
  { workspaces }: FoundLayout,
  ask: Ask | undefined,
): Promise<Answers> {
  // The default linked services that Studio commits carry the name of their workspace.
  const likely = workspaces.length === 1 ? workspaces[0] : undefined;
  const workspace = given.workspace ?? (ask ? await ask("Synapse workspace", likely) : (likely ?? ""));
  const environment = given.environment ?? (ask ? await ask("Name of its environment", "prod") : "prod");
  const lakeText =
    given.lake ??
    (ask ? await ask("Data Lake for releases, ACCOUNT/FILESYSTEM (empty: none)", undefined) : "");
  const lake = lakeText === "" ? undefined : readLakeAddress(lakeText);
  const problems = [
    ...(workspaceName.test(workspace) ? [] : [wrongWorkspace(workspace, workspaces)]),
    ...(environmentName.test(environment) ? [] : [wrongEnvironment(environment)]),
    ...(lakeText !== "" && lake === undefined ? [wrongLake(lakeText)] : []),
  ];
  if (problems.length > 0) throw new Refusal("usage", problems);
  return { name: basename(root), environment, workspace, ...(lake === undefined ? {} : { lake }) };
}

function wrongWorkspace(name: string, known: readonly string[]): Diagnostic {
  const several = known.length > 1 ? `: ${known.join(" or ")}, according to the default linked services` : "";
  return {
    severity: "error",
    code: "init-workspace",
    message: name === "" ? "no workspace given" : `'${name}' is not a valid Synapse workspace name`,
    advice: `name it with --workspace${several}`,
  };
}

function wrongEnvironment(name: string): Diagnostic {
  return {
    severity: "error",
    code: "init-environment",
    message: `'${name}' is not a valid environment name`,
    why: "it becomes a file name: letters, digits, - and _",
    advice: "name it with --env, e.g. --env prod",
  };
}

function wrongLake(text: string): Diagnostic {
  return {
    severity: "error",
    code: "init-lake",
    message: `'${text}' is not a file system address`,
    advice: "use --lake ACCOUNT/FILESYSTEM, or https://ACCOUNT.dfs.core.windows.net/FILESYSTEM",
  };
}

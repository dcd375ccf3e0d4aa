import { join } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { z } from "zod";
import type { Environment } from "./environment.ts";
import { readPlain } from "./read-plain.ts";
import { shownPath } from "./shown-path.ts";
import { readFailure } from "./text-file.ts";

/** The part of a twin's status file that is needed to reach it. */
const statusSchema = z.object({
  version: z.literal(1),
  pid: z.int().positive(),
  ca: z.string(),
  identity: z.object({ endpoint: z.string(), header: z.string() }),
  workspaces: z.record(z.string(), z.object({ synapse: z.string() })),
  // A twin from before there were lakes has none.
  lakes: z.record(z.string(), z.object({ endpoint: z.string() })).default({}),
  vaults: z.record(z.string(), z.object({ origin: z.string() })).default({}),
});

/** A twin that runs. */
interface FoundTwin
  extends Pick<z.infer<typeof statusSchema>, "identity" | "workspaces" | "lakes" | "vaults"> {
  /** PEM text of its certificate authority. */
  readonly ca: string;
  /** The words that start it. */
  readonly start: string;
}

/** Reads how the twin that plays an environment is reached, or tells why it is not. */
export async function readTwin(
  environment: Environment,
  root: string,
): Promise<FoundTwin | { readonly diagnostics: readonly Diagnostic[] }> {
  const folder = environment.twin?.folder ?? "";
  const file = join(folder, "status.json");
  const problem = (message: string, advice: string, why?: string) => ({
    diagnostics: [
      {
        severity: "error" as const,
        code: "twin-not-running",
        message,
        at: environment.document.locate(["twin"]),
        ...(why === undefined ? {} : { why }),
        advice,
      },
    ],
  });
  const start = startCommand(environment, shownPath(root, folder));
  const name = `the twin of environment '${environment.name}'`;
  let text: string;
  try {
    text = (await readPlain(file)).toString("utf8");
  } catch {
    return problem(`${name} is not running`, start, `there is no ${shownPath(root, file)}`);
  }
  const status = readStatus(text);
  if (status === undefined) {
    return problem(
      `${shownPath(root, file)} is not the status of a twin that this version knows`,
      `retain twin stop, then ${start}`,
    );
  }
  if (!isRunning(status.pid)) {
    return problem(
      `${name} is not running`,
      start,
      `process ${status.pid}, which wrote ${shownPath(root, file)}, has ended`,
    );
  }
  try {
    const { identity, workspaces, lakes, vaults } = status;
    return { identity, workspaces, lakes, vaults, ca: (await readPlain(status.ca)).toString("utf8"), start };
  } catch (error) {
    return problem(
      `the certificate authority of the twin cannot be read: ${readFailure(error)}`,
      `retain twin stop, then ${start}`,
    );
  }
}

/** Names in a message; not more than can be read. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown || "none";
}

/** The words that start this twin; what is the default anyway is left out. */
function startCommand({ workspace, lake }: Environment, folder: string): string {
  return [
    "retain twin start --detach",
    ...(folder === ".retain/twin" ? [] : [`--folder ${folder}`]),
    ...(workspace === "retain-twin" ? [] : [`--workspace ${workspace.toLowerCase()}`]),
    ...(lake?.account === undefined ? [] : [`--lake ${lake.account}`]),
    ...(lake === undefined || lake.filesystem === "churn" ? [] : [`--filesystem ${lake.filesystem}`]),
  ].join(" ");
}

function readStatus(text: string): z.infer<typeof statusSchema> | undefined {
  try {
    return statusSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** True when a process of this id lives, ours or somebody else's. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

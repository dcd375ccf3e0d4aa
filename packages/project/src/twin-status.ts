import { join } from "node:path";
import type { Problems } from "@retain/artifacts/words/diagnostic";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { z } from "zod";
import type { Environment } from "./environment.ts";
import { readPlain } from "./read-plain.ts";
import { shownPath } from "./shown-path.ts";
import { readFailure } from "./text-file.ts";

/** The part of a twin's status file that is needed to reach it; its services have members of their own. */
const statusSchema = z.looseObject({
  version: z.literal(1),
  pid: z.int().positive(),
  ca: z.string(),
  identity: z.object({ endpoint: z.string(), header: z.string() }),
});
const instancesSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** A twin that runs. */
interface FoundTwin extends Pick<z.infer<typeof statusSchema>, "identity"> {
  /** PEM text of its certificate authority. */
  readonly ca: string;
  /** The words that start it. */
  readonly start: string;
  /**
   * What it tells of each instance of a service, by name: `served("lakes").store?.endpoint`. None where it does not have
   * the service.
   */
  readonly served: (service: string) => Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Reads how the twin that plays an environment is reached, or tells why it is not. */
export async function readTwin(environment: Environment, root: string): Promise<FoundTwin | Problems> {
  const folder = environment.twin?.folder ?? "";
  const file = join(folder, "status.json");
  const problem = (message: string, advice: string, why?: string) => ({
    problems: [
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
    return problem(`${name} is not running`, start, `${shownPath(root, file)} does not exist`);
  }
  const status = readStatus(text);
  if (status === undefined) {
    return problem(
      `${shownPath(root, file)} is not a twin status file that this version can read`,
      `retain twin stop, then ${start}`,
    );
  }
  if (!isRunning(status.pid)) {
    return problem(
      `${name} is not running`,
      start,
      `process ${status.pid}, which wrote ${shownPath(root, file)}, is gone`,
    );
  }
  try {
    const served = (service: string) => instancesSchema.safeParse(status[service]).data ?? {};
    return { identity: status.identity, served, ca: (await readPlain(status.ca)).toString("utf8"), start };
  } catch (error) {
    return problem(
      `the certificate authority of the twin cannot be read: ${readFailure(error)}`,
      `retain twin stop, then ${start}`,
    );
  }
}

/** The words that start this twin. */
function startCommand({ twin }: Environment, folder: string): string {
  const where = folder === ".retain/twin" ? [] : ["--folder", folder];
  return ["retain twin start --detach", ...where, ...(twin?.serves ?? [])].join(" ");
}

function readStatus(text: string): z.infer<typeof statusSchema> | undefined {
  return statusSchema.safeParse(jsonIn(text)).data;
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

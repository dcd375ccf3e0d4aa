import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { WorkspaceBlocks } from "@retain/artifacts/words/workspace-block";
import { environmentNames, readEnvironment } from "./environment-file.ts";
import type { KnownEnvironment } from "./foreign-names.ts";
import type { Project } from "./project.ts";
import { readOutputs } from "./terraform-outputs.ts";

/** The other environments of a project, and a warning for each that cannot be read. */
interface Others {
  readonly known: readonly KnownEnvironment[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads the files of all environments but one, for what belongs to them. Of terraform only saved outputs are
 * read: a command would need permissions that publishing this environment does not need.
 */
export async function readOthers(project: Project, own: string, blocks: WorkspaceBlocks): Promise<Others> {
  const known: KnownEnvironment[] = [];
  const problems: Diagnostic[] = [];
  for (const name of await environmentNames(project)) {
    if (name === own) continue;
    const read = await readEnvironment(project, name, blocks);
    if ("problems" in read) {
      problems.push(...read.problems.slice(0, 1).map((problem) => unread(name, own, problem)));
      continue;
    }
    const { environment } = read;
    const saved = environment.terraform !== undefined && "file" in environment.terraform.from;
    const outputs = saved ? await readOutputs(environment, { root: project.root }) : undefined;
    known.push({ environment, outputs: outputs && "outputs" in outputs ? outputs.outputs : undefined });
  }
  return { known, problems };
}

/** What is wrong with another environment stops nothing here, but a leak of its names would go unseen. */
function unread(name: string, own: string, { at, message }: Diagnostic): Diagnostic {
  return {
    severity: "warning",
    code: "environment-unread",
    message: `cannot check whether '${own}' uses names of environment '${name}'`,
    ...(at === undefined ? {} : { at }),
    why: message,
    advice: `retain validate --env ${name} shows everything that is wrong with it`,
  };
}

import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { openEnvironment } from "./with-blocks.ts";

/** An environment whose file says this of terraform, in a folder with these files. */
export async function opened(terraform: string, files: Readonly<Record<string, string | Buffer>> = {}) {
  const root = await temporaryProject({
    "retain.yaml": synapseProject,
    "environments/prod.yaml": `workspace: shop\nterraform: ${terraform}\n`,
    ...files,
  });
  const read = await openEnvironment(root, "prod");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return { root, environment: read.environment };
}

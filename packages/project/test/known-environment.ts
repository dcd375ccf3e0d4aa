import type { KnownEnvironment } from "../src/foreign-names.ts";
import { parseYaml } from "../src/yaml-document.ts";

/** An environment that says what is given, and nothing else. */
export function known(
  name: string,
  workspace: string,
  given: Partial<KnownEnvironment["environment"]> = {},
): KnownEnvironment {
  const read = parseYaml(`workspace: ${workspace}\n`, `environments/${name}.yaml`);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const { document } = read;
  const environment = {
    name,
    workspace,
    places: { synapse: { name: workspace } },
    parameters: {},
    triggers: {},
    overrides: {},
    consent: {},
    document,
    ...given,
  };
  return { environment, outputs: undefined };
}

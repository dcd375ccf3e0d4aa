import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Generated } from "@retain/test-kit/generate-workspace";

/** The names of what the benchmark publishes to. */
export const workspace = "retain-bench";
export const lake = "retainbench";

/** A repository of these artifacts in Synapse's git layout, for an environment that is the twin in `twin/`. */
export function writeRepository(root: string, artifacts: readonly Generated[]): void {
  mkdirSync(join(root, "environments"));
  writeFileSync(
    join(root, "retain.yaml"),
    "name: bench\nenvironment: bench\nsources:\n  - synapse: workspace\n",
  );
  writeFileSync(
    join(root, "environments/bench.yaml"),
    `workspace: ${workspace}\ntwin: twin\nlake: { filesystem: state }\n`,
  );
  for (const { ref } of artifacts)
    mkdirSync(join(root, "workspace", contractOf(ref.kind).folder), { recursive: true });
  for (const artifact of artifacts) writeArtifact(root, artifact);
}

/** Writes an artifact over what the repository says of it. */
export function writeArtifact(root: string, { ref, body }: Generated): void {
  const file = join(root, "workspace", contractOf(ref.kind).folder, `${ref.name}.json`);
  writeFileSync(file, JSON.stringify(body, null, "\t"));
}

/** The same artifact with a description that nobody has published. */
export function edited({ ref, body }: Generated, description: string): Generated {
  const properties = body.properties as Generated["body"];
  return { ref, body: { ...body, properties: { ...properties, description } } };
}

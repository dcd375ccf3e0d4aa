import { stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { refKey } from "@retain/artifacts/words/ref";
import { bind } from "@retain/project/bind";
import type { Environment } from "@retain/project/environment";
import type { Project } from "@retain/project/project";
import { readSynapseFolder } from "@retain/project/sources/synapse-folder";
import type { MergeInput } from "../drift/merge-live.ts";
import { suppliedPlaces } from "../drift/supplied.ts";

/** An artifact that a folder holds already, in whichever file. */
export interface HeldArtifact extends Pick<MergeInput, "source" | "bound" | "supplied"> {
  /** Path inside the folder, with `/`. */
  readonly path: string;
}

/**
 * The artifacts in a folder by key, as they are written and as the environment has them: what an override
 * or a pattern of triggers supplies is none of a file's business. Files that hold no artifact are passed over.
 */
export async function readHeld(
  folder: string,
  project: Project,
  environment: Environment,
): Promise<ReadonlyMap<string, HeldArtifact>> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return new Map();
  const { artifacts } = await readSynapseFolder(folder, (path) => path);
  const isSource = project.sources.some(
    ({ form, target }) => form === "synapse" && overlaps(resolve(project.root, target), folder),
  );
  // Values of overrides are not needed, so neither are the outputs of terraform.
  const { artifacts: boundArtifacts, effects } = bind({
    artifacts,
    environment: isSource ? environment : undefined,
    declarations: project.parameters,
    complete: false,
  });
  const bound = new Map(boundArtifacts.map((one) => [refKey(one.ref), one.body]));
  const held = new Map<string, HeldArtifact>();
  for (const { ref, body, origin } of artifacts) {
    const key = refKey(ref);
    // Of two files with one artifact the first counts; validation tells of both.
    if (held.has(key)) continue;
    held.set(key, {
      path: origin.file,
      source: body,
      bound: bound.get(key) ?? body,
      supplied: suppliedPlaces({ ref, body, takesParameters: false }, effects).map(({ path }) => path),
    });
  }
  return held;
}

function overlaps(one: string, other: string): boolean {
  const within = (folder: string, path: string) => !relative(folder, path).startsWith("..");
  return within(one, other) || within(other, one);
}

import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatPosition } from "@retain/artifacts/words/diagnostic";
import { onTestFinished } from "vitest";

/** Writes files into a new folder that is removed when the test is over. */
export async function temporaryProject(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "retain-load-")));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Makes `@retain/artifacts` importable from the folder, as npm would. */
export async function linkArtifacts(root: string): Promise<void> {
  await mkdir(join(root, "node_modules/@retain"), { recursive: true });
  const artifacts = fileURLToPath(new URL("../../artifacts", import.meta.url));
  await symlink(artifacts, join(root, "node_modules/@retain/artifacts"), "dir");
}

/** Diagnostics in one line each: place, code. */
export function brief(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ at, code }) => `${at ? formatPosition(at) : "-"} ${code}`);
}

/** retain.yaml for a folder in Synapse's git layout. */
export const synapseProject = "name: demo\nsources:\n  - synapse: ./workspace\n";

/** A pipeline in wire shape, as text. */
export function pipelineText(name: string): string {
  return JSON.stringify({ name, properties: { activities: [] } }, null, 2);
}

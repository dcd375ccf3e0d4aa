import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { WorkspaceBlock, WorkspaceBlocks } from "@retain/artifacts/words/workspace-block";
import type { Environment } from "./environment.ts";

/** A problem for each workspace that holds artifacts of the repository and that the environment does not name. */
export function workspacesNeeded(
  environment: Environment | undefined,
  artifacts: readonly Artifact[],
  blocks: WorkspaceBlocks,
): readonly Diagnostic[] {
  if (environment === undefined) return [];
  const missing = Object.entries(blocks).filter(([workspace]) => environment.places[workspace] === undefined);
  return missing.flatMap(([workspace, block]) => {
    const held = artifacts.filter(({ ref }) => contractOf(ref.kind).workspace === workspace);
    return held.length === 0 ? [] : [unnamed(environment, block, held)];
  });
}

function unnamed(
  { name, workspace, twin, document }: Environment,
  { noun, example }: WorkspaceBlock,
  held: readonly Artifact[],
): Diagnostic {
  const more = held.length === 1 ? "" : ` and ${held.length - 1} more`;
  const labels = new Set(held.map(({ ref }) => severalOf(contractOf(ref.kind).label)));
  return {
    severity: "error",
    code: `${noun}-unnamed`,
    message: `the environment '${name}' names no ${noun}, but the repository has ${[...labels].join(" and ")}`,
    at: document.locate([]),
    why: `${held[0]?.ref.name}${more}`,
    advice: `add \`${example({ workspace, onTwin: twin !== undefined })}\` to its file`,
  };
}

/** `lake directories`, `jobs`. */
function severalOf(label: string): string {
  return label.endsWith("y") ? `${label.slice(0, -1)}ies` : `${label}s`;
}

import { credentialPointer } from "../secrets/credential-pointer.ts";
import type { Artifact } from "../words/artifact.ts";
import type { Path } from "../words/path.ts";
import { pathIn, walkTexts } from "../words/text-walk.ts";
import type { Finding, Rule } from "./rule.ts";

/** Where the artifacts are to be written. */
export interface TargetWorkspace {
  readonly environment: string;
  /** Its name, ignoring case. */
  readonly workspace: string;
}

/**
 * Encrypted credentials: pointers to secrets that one workspace keeps. They are passed on as they are; one of another
 * workspace than the target is a warning, the others are told once.
 */
export function credentialPointers(target: TargetWorkspace | undefined): Rule {
  return {
    code: "credential-pointer",
    says: "an encryptedCredential points to a secret of the workspace it is published to",
    varies: true,
    check: ({ readable }) => {
      const found = readable.flatMap((artifact) =>
        artifact.ref.kind === "linked-service" ? pointersIn(artifact) : [],
      );
      const foreign = found.filter(
        ({ workspace }) =>
          target !== undefined && workspace !== undefined && workspace !== target.workspace.toUpperCase(),
      );
      const others = found.filter((one) => !foreign.includes(one));
      return [...foreign.map((one) => elsewhere(one, target)), ...told(others)];
    },
  };
}

interface Pointer {
  readonly artifact: Artifact;
  readonly path: Path;
  readonly workspace: string | undefined;
}

function pointersIn(artifact: Artifact): readonly Pointer[] {
  const found: Pointer[] = [];
  walkTexts(artifact.body, (text, step, holder) => {
    if (step !== "encryptedCredential") return;
    const pointer = credentialPointer(text);
    if (pointer) found.push({ artifact, path: pathIn(holder, step), workspace: pointer.workspace });
  });
  return found;
}

function elsewhere({ artifact, path, workspace }: Pointer, target: TargetWorkspace | undefined): Finding {
  return {
    severity: "warning",
    artifact,
    path,
    message: `the encryptedCredential points to a secret in workspace ${workspace}, but '${target?.environment}' is workspace ${target?.workspace}`,
    why: "a workspace can only read its own secrets",
    advice:
      "remove it and reference the secret in Key Vault or use the managed identity, or override it for this environment",
  };
}

function told(pointers: readonly Pointer[]): readonly Finding[] {
  const services = new Set(pointers.map(({ artifact }) => artifact)).size;
  if (services === 0) return [];
  const holds = services === 1 ? "1 linked service holds" : `${services} linked services hold`;
  return [
    {
      severity: "note",
      message: `${holds} an encryptedCredential, which points to a secret stored in a workspace; it is published unchanged`,
      why: "it is not a secret itself, and only the workspace that wrote it can resolve it",
    },
  ];
}

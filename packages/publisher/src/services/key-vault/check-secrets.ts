import type { Artifact } from "@retain/artifacts/words/artifact";
import { resolveVault } from "@retain/project/vault-endpoint";
import { listSecretNames } from "@retain/workspaces/key-vault/list-secret-names";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import type { Finding } from "../../doctor/checklist.ts";
import type { OpenedEnvironment } from "../../open-environment.ts";
import { count } from "../../render/marks.ts";
import { visible } from "../../render/visible.ts";
import type { Target } from "../../target.ts";
import { type WantedSecret, type WantedVault, wantedSecrets } from "./wanted-secrets.ts";

/** What a vault said. */
type Looked =
  | { readonly vault: WantedVault; readonly lacks: readonly WantedSecret[] }
  | { readonly vault: WantedVault; readonly why: string };

/** Whether the secrets that the repository names are in their vaults, as far as these tell. Names are listed, no value is read. */
export async function checkSecrets(
  artifacts: readonly Artifact[],
  place: OpenedEnvironment,
  target: Target,
): Promise<Finding<true>> {
  const wanted = wantedSecrets(artifacts);
  const looked = await Promise.all(wanted.map((vault) => look(vault, place, target)));
  return secretsFinding(looked);
}

/** What the vaults said, in one line. Pure. */
export function secretsFinding(looked: readonly Looked[]): Finding<true> {
  const asked = looked.flatMap((one) => ("lacks" in one ? [one] : []));
  const mute = looked.flatMap((one) => ("why" in one ? [one] : []));
  const unknown = `unknown: the secrets of ${mute.map(({ vault }) => visible(vault.name)).join(", ")}`;
  const why = mute.map((one) => one.why).join("; ");
  const gone = asked.filter(({ lacks }) => lacks.length > 0);
  if (gone.length > 0) {
    const told = gone.map(
      ({ vault, lacks }) =>
        `not in key vault ${visible(vault.name)}: ${lacks.map(({ name, by }) => `${visible(name)} (${by.join(", ")})`).join(", ")}`,
    );
    return {
      says: [...told, ...(mute.length === 0 ? [] : [unknown])].join("; "),
      why: ["what uses it fails when it runs", ...(mute.length === 0 ? [] : [why])].join("; "),
      advice: gone
        .flatMap(({ vault, lacks }) => lacks.map(({ name }) => setCommand(vault.name, name)))
        .join("\n"),
    };
  }
  if (mute.length > 0) return { says: unknown, why, warning: true, value: true };
  if (looked.length === 0) return { says: "the repository uses no Key Vault secrets", value: true };
  const amount = asked.reduce((sum, { vault }) => sum + vault.secrets.length, 0);
  const verb = amount === 1 ? "is" : "are";
  return {
    says: `${count(amount, "secret")} of ${count(asked.length, "key vault")} ${verb} there`,
    value: true,
  };
}

/** A file, since a value among the words would stay in the history of the shell. */
function setCommand(vault: string, name: string): string {
  return `az keyvault secret set --vault-name ${vault} --name ${name} --file <file>`;
}

async function look(
  vault: WantedVault,
  { environment, project }: OpenedEnvironment,
  target: Target,
): Promise<Looked> {
  const resolved = await resolveVault(environment, vault.baseUrl, project.root);
  if ("problems" in resolved) return { vault, why: resolved.problems[0]?.message ?? "it cannot be reached" };
  const { credential, userAgent } = target.reached;
  try {
    const names = await listSecretNames({ name: vault.name, credential, userAgent, ...resolved });
    return { vault, lacks: vault.secrets.filter(({ name }) => !names.has(name.toLowerCase())) };
  } catch (error) {
    // Whoever publishes needs no right in a vault, and pipelines reach it by a way of their own.
    if (error instanceof WorkspaceError)
      return {
        vault,
        why: [error.message, error.diagnostic.why].filter((part) => part !== undefined).join(": "),
      };
    throw error;
  }
}

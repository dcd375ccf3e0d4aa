import type { Artifact } from "@retain/artifacts/words/artifact";
import { vaultOf } from "@retain/artifacts/words/clouds";
import { formatPosition } from "@retain/artifacts/words/diagnostic";
import { member, textAt } from "@retain/artifacts/words/json";
import { refKey } from "@retain/artifacts/words/ref";
import { pathIn, walkTexts } from "@retain/artifacts/words/text-walk";

/** A secret of a Key Vault that the repository counts on, and the places that say so. */
export interface WantedSecret {
  /** Name of the secret, as it is written. */
  readonly name: string;
  readonly by: readonly string[];
}

/** The secrets of one vault. */
export interface WantedVault {
  /** Name of the vault. */
  readonly name: string;
  /** As the linked service writes it. */
  readonly baseUrl: string;
  /** Each once, in the order of their names. */
  readonly secrets: readonly WantedSecret[];
}

/**
 * The secrets that references of type AzureKeyVaultSecret name, by vault. Expressions, placeholders and vaults whose
 * linked service the repository does not hold say nothing before they are evaluated: they are left out. Pure.
 */
export function wantedSecrets(artifacts: readonly Artifact[]): readonly WantedVault[] {
  const urls = new Map(
    artifacts.flatMap(({ ref, body }) => {
      const url = ref.kind === "linked-service" ? baseUrlOf(body) : undefined;
      return url === undefined ? [] : [[refKey(ref), url] as const];
    }),
  );
  const vaults = new Map<string, { readonly baseUrl: string; readonly secrets: Map<string, Places> }>();
  for (const { body, origin } of artifacts) {
    walkTexts(body, (text, step, holder) => {
      if (step !== "secretName" || textAt(holder.value, "type") !== "AzureKeyVaultSecret") return;
      const store = textAt(member(holder.value, "store"), "referenceName");
      const url = store === undefined ? undefined : urls.get(refKey({ kind: "linked-service", name: store }));
      const vault = url === undefined ? undefined : vaultOf(url);
      if (url === undefined || vault === undefined || !secretName.test(text)) return;
      const { file, line, column, locate } = origin;
      const by = formatPosition(locate?.(pathIn(holder, step)) ?? { file, line, column });
      const known = vaults.get(vault.name) ?? { baseUrl: url, secrets: new Map<string, Places>() };
      vaults.set(vault.name, known);
      const secret = known.secrets.get(text.toLowerCase()) ?? { name: text, by: [] };
      known.secrets.set(text.toLowerCase(), secret);
      secret.by.push(by);
    });
  }
  return [...vaults]
    .map(([name, { baseUrl, secrets }]) => ({ name, baseUrl, secrets: [...secrets.values()].sort(byName) }))
    .sort(byName);
}

interface Places extends WantedSecret {
  readonly by: string[];
}

/** What a secret can be called; an expression or a placeholder is none of these. */
const secretName = /^[0-9A-Za-z-]{1,127}$/;

function baseUrlOf(body: Artifact["body"]): string | undefined {
  const properties = member(body, "properties");
  if (textAt(properties, "type") !== "AzureKeyVault") return undefined;
  return textAt(member(properties, "typeProperties"), "baseUrl");
}

function byName({ name: a }: { readonly name: string }, { name: b }: { readonly name: string }): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

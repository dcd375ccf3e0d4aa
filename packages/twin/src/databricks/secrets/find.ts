import type { DatabricksContext } from "../context.ts";
import { notThere, Refused } from "../refused.ts";
import type { Scope } from "./scope.ts";

/** Throws a `Refused` where there is no such scope. */
export function scopeAt({ scopes }: DatabricksContext, name: string): Scope {
  const scope = scopes.get(name);
  if (scope) return scope;
  throw notThere(`Scope ${name} does not exist!`);
}

/** What a Key Vault holds is written there. */
export function refuseVault({ name, vault }: Scope): void {
  if (vault === undefined) return;
  throw new Refused(400, "BAD_REQUEST", `Cannot write secrets to Azure KeyVault-backed scope ${name}`);
}

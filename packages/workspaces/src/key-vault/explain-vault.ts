import { readServiceError } from "../http/service-error.ts";
import type { Doing, ServiceWords } from "../target.ts";
import { type Explanation, WorkspaceError } from "../workspace-error.ts";

/** How people know a vault. */
export const vaultWords: ServiceWords = { noun: "key vault", settings: "the parameter behind `baseUrl`" };

/** The error for an answer of a vault that is not a list of names. */
export function explainVault(
  { status, text }: { readonly status: number; readonly text: string },
  { target: { name } }: Doing,
): WorkspaceError {
  const said = readServiceError(text);
  const code = [said.code, `HTTP ${status}`].filter((part) => part !== undefined).join(", ");
  return new WorkspaceError({
    why: `the vault says: ${said.message === "" ? "nothing" : said.message} (${code})`,
    ...byStatus(status, name),
  });
}

function byStatus(status: number, name: string): Explanation {
  if (status === 401) return { reason: "sign-in", message: `key vault "${name}" rejected the sign-in` };
  // A firewall says 403 as well.
  if (status === 403)
    return { reason: "forbidden", message: `key vault "${name}" does not allow you to list secret names` };
  if (status === 404)
    return { reason: "not-found", message: `key vault "${name}" does not offer a list of secrets` };
  if (status === 429) return { reason: "throttled", message: `key vault "${name}" is throttling requests` };
  return { reason: "service", message: `key vault "${name}" did not list its secret names` };
}

import type { TokenCredential } from "@azure/core-auth";
import { type Json, member, textAt } from "@retain/artifacts/words/json";
import { explainThrown } from "../http/explain-thrown.ts";
import { openHttpSession } from "../http/open-session.ts";
import { parseObject } from "../http/parse-object.ts";
import type { Patience } from "../http/patience.ts";
import { isTransient, retryOptions } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import { retryAfterSeconds } from "../http/retry-after.ts";
import type { Doing } from "../target.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { explainVault, vaultWords } from "./explain-vault.ts";

/** How the data plane of a Key Vault is reached. */
export interface VaultOptions {
  /** Name of the vault. */
  readonly name: string;
  /** `https://<name>.vault.azure.net`, an origin without a slash at its end. */
  readonly endpoint: string;
  readonly credential: TokenCredential;
  /** Scope of the tokens that it takes: see `vaultScope`. */
  readonly scope: string;
  /** PEM text of a certificate authority to trust beside those of this machine. */
  readonly ca?: string | undefined;
  /** Stands at the front of the User-Agent header. */
  readonly userAgent: string;
  /** Overrides of how long and how often we try. */
  readonly patience?: Partial<Patience>;
}

/** A vault behind a private endpoint never answers from elsewhere: nobody waits minutes to be told so. */
const short: Partial<Patience> = { silence: 15, attempts: 3, throttledAttempts: 3 };

/**
 * The names of the secrets that a vault holds, in lower case, since they match ignoring case; page after page, never a
 * value. Throws WorkspaceError: `sign-in` and `forbidden` where names may not be listed.
 */
export async function listSecretNames(options: VaultOptions): Promise<ReadonlySet<string>> {
  const { name, endpoint, credential, scope, ca, userAgent } = options;
  const patience = { ...short, ...options.patience };
  const target = { name, endpoint, words: vaultWords };
  const session = openHttpSession({ ...target, credential, scope, ca, userAgent, concurrency: 1, patience });
  const doing: Doing = { target, verb: "read", what: "its secret names" };

  const readPage = async (url: string): Promise<Attempt<Json>> => {
    try {
      const answer = await session.transport.send({ method: "GET", url });
      const page = parseObject(answer.text);
      if (answer.status === 200 && Array.isArray(member(page, "value"))) return { done: page as Json };
      const again = explainVault(answer, doing);
      if (answer.status !== 200 && !isTransient(answer.status)) throw again;
      const afterSeconds = retryAfterSeconds(answer.header("retry-after"), answer.text);
      return answer.status === 429 ? { again, throttled: true, afterSeconds } : { again };
    } catch (thrown) {
      const { error, transient } = explainThrown(thrown, doing);
      if (!transient) throw error;
      return { again: error };
    }
  };

  const names = new Set<string>();
  const seen = new Set<string>();
  for (let url: string | undefined = `${endpoint}/secrets?api-version=7.4`; url !== undefined; ) {
    seen.add(url);
    const page: Json = await retry(() => readPage(url as string), retryOptions(session, undefined));
    for (const item of member(page, "value") as readonly Json[]) {
      const found = nameIn(textAt(item, "id"));
      if (found !== undefined) names.add(found.toLowerCase());
    }
    url = nextPage(textAt(page, "nextLink"), seen, doing);
  }
  return names;
}

/** `https://<vault>/secrets/<name>`, with or without a version behind it. */
function nameIn(id: string | undefined): string | undefined {
  return /\/secrets\/([^/?]+)/i.exec(id ?? "")?.[1];
}

/** Only this vault gets our token, and each page is asked for once. */
function nextPage(link: string | undefined, seen: ReadonlySet<string>, doing: Doing): string | undefined {
  if (link === undefined || link === "") return undefined;
  const { endpoint, name } = doing.target;
  const url = URL.canParse(link, endpoint) ? new URL(link, endpoint) : undefined;
  if (url?.origin === new URL(endpoint).origin && !seen.has(url.href)) return url.href;
  throw new WorkspaceError({
    reason: "service",
    message: `key vault "${name}" redirected to another host, or in a loop`,
    why: `the next page of its names would be at ${url?.host ?? "no address"}`,
  });
}

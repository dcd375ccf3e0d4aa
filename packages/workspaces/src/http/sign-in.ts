import type { AccessToken, TokenCredential } from "@azure/core-auth";
import { cloudOf, isLoopback } from "@retain/artifacts/words/clouds";

/** How to sign in. */
export interface SignInOptions {
  /** An endpoint whose suffix tells the cloud: `cloudOf`. */
  readonly endpoint: string;
  /** Overrides the authority host of the endpoint's cloud. */
  readonly authorityHost?: string;
  /** An App Service style managed identity endpoint, as the twin has; nothing else is tried then. */
  readonly identity?: { readonly endpoint: string; readonly header: string };
}

/**
 * The credential for a workspace: the given identity endpoint, else all the ways of
 * DefaultAzureCredential. `@azure/identity` is loaded when the first token is asked for.
 */
export function signIn(options: SignInOptions): TokenCredential {
  let made: Promise<TokenCredential> | undefined;
  return {
    getToken: async (scopes, tokenOptions) => {
      made ??= makeCredential(options);
      return (await made).getToken(scopes, tokenOptions);
    },
  };
}

/** A token is renewed before it expires: no later than the SDKs do. */
const freshFor = 5 * 60_000;

/**
 * A credential that keeps its tokens: each client of the SDKs asks for its own, and some ways to sign in, as `az` or
 * an endpoint of the machine that is not there, take a second each time.
 */
export function keepTokens(credential: TokenCredential): TokenCredential {
  const kept = new Map<string, Promise<AccessToken | null>>();
  return {
    getToken: async (scopes, options) => {
      const key = JSON.stringify([scopes, options?.tenantId]);
      // A service that wants more than it got says which claims are to be in the next one.
      const before = options?.claims === undefined ? kept.get(key) : undefined;
      if (before !== undefined) {
        const held = await before.catch(() => null);
        if (held !== null && held.expiresOnTimestamp - Date.now() > freshFor) return held;
      }
      const asked = credential.getToken(scopes, options);
      kept.set(key, asked);
      return asked;
    },
  };
}

async function makeCredential(options: SignInOptions): Promise<TokenCredential> {
  const { identity, endpoint } = options;
  if (identity !== undefined) {
    // The credential reads them from the process and from nowhere else.
    process.env.IDENTITY_ENDPOINT = identity.endpoint;
    process.env.IDENTITY_HEADER = identity.header;
    if (isLoopback(identity.endpoint)) bypassProxy(new URL(identity.endpoint).hostname);
    const { ManagedIdentityCredential } = await import("@azure/identity");
    return new ManagedIdentityCredential();
  }
  const { DefaultAzureCredential } = await import("@azure/identity");
  const own = process.env.AZURE_AUTHORITY_HOST;
  return new DefaultAzureCredential({
    authorityHost: options.authorityHost ?? own ?? cloudOf(endpoint).authorityHost,
  });
}

/** A proxy never reaches this machine's loopback; the SDK reads the list once, when its first client is made. */
function bypassProxy(host: string): void {
  const list = (process.env.NO_PROXY ?? "").split(",").filter((entry) => entry !== "");
  if (!list.includes(host)) process.env.NO_PROXY = [...list, host].join(",");
}

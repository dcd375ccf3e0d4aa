import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { didYouMean } from "./did-you-mean.ts";
import { type Environment, type LakePlace, readAuthority } from "./environment.ts";
import { listed } from "./listed.ts";
import { readTwin } from "./twin-status.ts";

/** How the lake of an environment is reached. */
interface LakeEndpoint {
  /** The DFS endpoint, without a slash at the end. */
  readonly endpoint: string;
  readonly account: string;
  /** PEM text of certificate authorities to trust beside the system's. */
  readonly ca?: string;
  /** The managed identity endpoint that gives the token; nothing else is tried then. */
  readonly identity?: { readonly endpoint: string; readonly header: string };
  /** Words that create the file system, where they are not those of Azure. */
  readonly createFilesystem?: string;
}

/** Finds out how the lake of an environment is reached: from its file, or from the twin that runs. */
export async function resolveLake(
  environment: Environment,
  lake: LakePlace,
  root: string,
): Promise<LakeEndpoint | { readonly diagnostics: readonly Diagnostic[] }> {
  if (environment.twin !== undefined) return twinLake(environment, lake, root);
  const { endpoint = "", account = "" } = lake;
  if (environment.ca === undefined) return { endpoint, account };
  const read = await readAuthority(environment, environment.ca, root);
  return "diagnostics" in read ? read : { endpoint, account, ca: read.ca };
}

async function twinLake(environment: Environment, lake: LakePlace, root: string) {
  const twin = await readTwin(environment, root);
  if ("diagnostics" in twin) return twin;
  const lakes = twin.served("lakes");
  const known = Object.keys(lakes);
  const account = lake.account ?? (known.length === 1 ? known[0] : undefined);
  const found = account === undefined ? undefined : lakes[account];
  if (account === undefined || found === undefined) {
    const at = environment.document.locate(lake.account === undefined ? ["lake"] : ["lake", "account"]);
    const restart = `retain twin stop, then ${twin.start}`;
    const diagnostic: Diagnostic = {
      severity: "error",
      code: "twin-lake",
      message:
        account === undefined
          ? `the environment does not say which lake of the twin to use; the twin has: ${listed(known)}`
          : `the twin has no lake '${account}'; it has: ${listed(known)}`,
      at,
      advice:
        account === undefined
          ? known.length === 0
            ? restart
            : "name one as `account` under `lake`"
          : didYouMean(account, known, `name one of its lakes, or ${restart}`),
    };
    return { diagnostics: [diagnostic] };
  }
  return {
    endpoint: (found.endpoint ?? "").replace(/\/+$/, ""),
    account,
    ca: twin.ca,
    identity: twin.identity,
    createFilesystem: `retain twin stop, then ${twin.start}`,
  };
}

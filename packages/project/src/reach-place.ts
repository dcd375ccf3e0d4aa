import type { Problems } from "@retain/artifacts/words/diagnostic";
import type { WorkspaceBlock, WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import { readAuthority } from "./authority.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { listed } from "./listed.ts";
import { readTwin } from "./twin-status.ts";

/** How a workspace of an environment is reached. */
export interface ReachedPlace {
  readonly name: string;
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly part?: string;
  /** Token scope, where it is not the usual one. */
  readonly scope?: string;
  /** PEM text of certificate authorities to trust in addition to the system's. */
  readonly ca?: string;
  /** The managed identity endpoint that gives the token; nothing else is tried then. */
  readonly identity?: { readonly endpoint: string; readonly header: string };
  /** Words that make what is missing, where they are not those of Azure. */
  readonly create?: string;
}

/** Finds out how a workspace is reached: from the file of the environment, or from the twin that runs. */
export async function reachPlace(
  environment: Environment,
  place: WorkspacePlace,
  block: WorkspaceBlock,
  root: string,
): Promise<ReachedPlace | Problems> {
  const part = place.part === undefined ? {} : { part: place.part };
  if (environment.twin !== undefined) {
    const found = await findOnTwin(environment, place, block, root);
    return "problems" in found ? found : { ...found, ...part };
  }
  const { name = "", endpoint = "", scope } = place;
  const trusted = await readAuthority(environment, root);
  if ("problems" in trusted) return trusted;
  return { name, endpoint, ...part, ...(scope === undefined ? {} : { scope }), ...trusted };
}

async function findOnTwin(
  environment: Environment,
  { name }: WorkspacePlace,
  { noun, namedAt, twin: { instances, address } }: WorkspaceBlock,
  root: string,
): Promise<ReachedPlace | Problems> {
  const twin = await readTwin(environment, root);
  if ("problems" in twin) return twin;
  const served = twin.served(instances);
  const known = Object.keys(served);
  const restart = `retain twin stop, then ${twin.start}`;
  const refused = (message: string, advice: string) => ({
    problems: [
      {
        severity: "error" as const,
        code: `twin-${noun}`,
        message,
        at: environment.document.locate(namedAt),
        advice,
      },
    ],
  });
  if (name === undefined && known.length !== 1) {
    const key = namedAt.at(-1);
    return refused(
      `the environment does not say which ${noun} of the twin to use; the twin has: ${listed(known)}`,
      known.length === 0 ? restart : `name one as \`${key}\` under \`${namedAt.slice(0, -1).join(".")}\``,
    );
  }
  const found = known.find((one) => name === undefined || one.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    return refused(
      `the twin has no ${noun} '${name}'; it has: ${listed(known)}`,
      didYouMean(name ?? "", known, `name one of its ${noun}s, or ${restart}`),
    );
  }
  const endpoint = (served[found]?.[address] ?? "").replace(/\/+$/, "");
  return { name: found, endpoint, ca: twin.ca, identity: twin.identity, create: restart };
}

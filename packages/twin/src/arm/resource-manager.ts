import { refuseParameters } from "../host/query-parameters.ts";
import type { Answering } from "../host/server.ts";
import type { Handler, TwinRequest } from "../http.ts";
import { withBearer } from "../identity/bearer.ts";
import type { Tokens } from "../identity/tokens.ts";
import { armBearer } from "./arm-bearer.ts";
import { armMetadata } from "./metadata.ts";
import { subscriptions } from "./subscriptions.ts";

/** By which clients of Azure know it. */
export const armNames = ["management.azure.com"];

/** What Azure Resource Manager is opened with. */
export interface ResourceManagerOptions {
  /** The origin of Entra, for whoever sent this request. */
  readonly authority: (request: TwinRequest) => string;
  readonly tokens: Tokens;
  /** Each answers for the resources of one service. */
  readonly resources: readonly Handler[];
}

/** Azure Resource Manager: its discovery document for everybody, resources for those who have a token. */
export function openResourceManager({ authority, tokens, resources }: ResourceManagerOptions): Answering {
  const metadata = armMetadata(authority);
  const known = withBearer(tokens, armBearer(authority), async (request) => {
    const unknown = refuseParameters(request, ["api-version", ...ofAction(request)]);
    if (unknown) return unknown;
    for (const answer of [subscriptions, ...resources]) {
      const answered = await answer(request);
      if (answered !== undefined) return answered;
    }
    return undefined;
  });
  return async (request) => (await metadata(request)) ?? known(request);
}

/** The keys of a storage account may be asked for with those of Kerberos, of which there are none here (its swagger). */
function ofAction({ segments }: TwinRequest): readonly string[] {
  return segments.at(-1)?.toLowerCase() === "listkeys" ? ["$expand"] : [];
}

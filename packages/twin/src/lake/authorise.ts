import type { Answering } from "../host/server.ts";
import type { TwinRequest } from "../http.ts";
import type { BearerRule } from "../identity/bearer.ts";
import { tenant } from "../identity/tokens.ts";
import { isSignedWith } from "./shared-key.ts";

/** Tokens for storage. Without one, or with a wrong one, the account says whom to ask (recorded 401 of the service). */
export function storageBearer(account: string, authority: (request: TwinRequest) => string): BearerRule {
  const suffixes = ["core.windows.net", "core.chinacloudapi.cn", "core.usgovcloudapi.net"];
  const hosts = suffixes.flatMap((suffix) => [`${account}.dfs.${suffix}`, `${account}.blob.${suffix}`]);
  return {
    audiences: ["storage.azure.com", ...hosts],
    refuse(refusal, request) {
      const challenge = `Bearer authorization_uri=${authority(request)}/${tenant}/oauth2/authorize resource_id=https://storage.azure.com`;
      const isMissing = refusal.kind === "missing";
      return {
        status: 401,
        headers: { "WWW-Authenticate": challenge },
        body: isMissing
          ? {
              code: "NoAuthenticationInformation",
              message:
                "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
            }
          : {
              code: "InvalidAuthenticationInfo",
              message:
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
            },
      };
    },
  };
}

/** What a signed request is let through to, and everything else. */
export interface KeyRoutes {
  readonly account: string;
  readonly key: string;
  readonly signed: Answering;
  readonly others: Answering;
}

/** Lets requests through that the account key signed; a wrong signature, or one in the query (SAS), is 403. */
export function withSharedKey({ account, key, signed, others }: KeyRoutes): Answering {
  return async (request) => {
    const isShared = /^shared ?key/i.test(request.headers.authorization ?? "");
    if (isShared && isSignedWith(key, account, request)) return signed(request);
    if (isShared)
      return refused(
        "Make sure the value of Authorization header is formed correctly including the signature.",
      );
    if (!request.url.searchParams.has("sig")) return others(request);
    return refused("The twin takes no shared access signature: use a token or the account key.");
  };
}

function refused(why: string) {
  const message = `Server failed to authenticate the request. ${why}`;
  return { status: 403, body: { code: "AuthenticationFailed", message } };
}

import type { TwinRequest } from "../http.ts";
import type { BearerRefusal, BearerRule } from "../identity/bearer.ts";
import { tenant } from "../identity/tokens.ts";

/** Azure Resource Manager. Its refusals are wrapped in `error` and name the authority to ask. */
export function armBearer(authority: (request: TwinRequest) => string): BearerRule {
  return {
    audiences: [
      "management.azure.com",
      "management.core.windows.net",
      "management.chinacloudapi.cn",
      "management.core.chinacloudapi.cn",
      "management.usgovcloudapi.net",
      "management.core.usgovcloudapi.net",
    ],
    refuse(refusal, request) {
      const [code, message] = armReason(refusal);
      const challenge = `Bearer authorization_uri="${authority(request)}/${tenant}", error="invalid_token", error_description="${message}"`;
      return { status: 401, headers: { "WWW-Authenticate": challenge }, body: { error: { code, message } } };
    },
  };
}

function armReason(refusal: BearerRefusal): readonly [code: string, message: string] {
  switch (refusal.kind) {
    case "missing":
      return ["AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."];
    case "foreign":
      return ["InvalidAuthenticationToken", "The access token is invalid."];
    case "audience":
      return [
        "InvalidAuthenticationTokenAudience",
        `The access token has been obtained for wrong audience or resource '${refusal.audience}'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'.`,
      ];
    case "expired":
      return [
        "ExpiredAuthenticationToken",
        `The access token expiry UTC time '${refusal.at.toISOString()}' is earlier than current UTC time '${new Date().toISOString()}'.`,
      ];
  }
}

import type { Answering } from "../host/server.ts";
import type { TwinRequest, TwinResponse } from "../http.ts";
import { anyAudience, type Tokens, tenant } from "./tokens.ts";

/** Why a request is turned away before its service sees it. */
type Refusal =
  | { readonly kind: "missing" | "foreign" }
  | { readonly kind: "expired"; readonly at: Date }
  | { readonly kind: "audience"; readonly audience: string };

/** Which tokens a service takes, and how it words a refusal. */
export interface BearerRule {
  /** Hosts a token may be meant for. Loopback hosts are always among them: some clients ask for their endpoint. */
  readonly audiences: readonly string[];
  readonly refuse: (refusal: Refusal) => TwinResponse;
}

/** Lets only requests with a token of this twin through to `answer`. */
export function withBearer(tokens: Tokens, rule: BearerRule, answer: Answering): Answering {
  return async (request) => {
    const refusal = refusalOf(tokens, rule, request);
    return refusal ? { ...rule.refuse(refusal), status: 401 } : answer(request);
  };
}

function refusalOf(tokens: Tokens, rule: BearerRule, request: TwinRequest): Refusal | undefined {
  const header = request.headers.authorization;
  const token = typeof header === "string" ? /^bearer\s+(\S+)$/i.exec(header)?.[1] : undefined;
  if (token === undefined) return { kind: "missing" };
  const verdict = tokens.judge(token);
  if (verdict.kind !== "valid") return verdict;
  return isMeantFor(verdict.audience, rule) ? undefined : { kind: "audience", audience: verdict.audience };
}

function isMeantFor(audience: string, rule: BearerRule): boolean {
  if (audience === anyAudience) return true;
  if (!URL.canParse(audience)) return false;
  const host = new URL(audience).hostname;
  return rule.audiences.includes(host) || ["127.0.0.1", "localhost", "[::1]"].includes(host);
}

/**
 * The Synapse dev endpoint of each cloud. Codes and texts as public issues quote
 * them from the service; its 401 carries no `WWW-Authenticate`.
 */
export const synapseBearer: BearerRule = {
  audiences: ["dev.azuresynapse.net", "dev.azuresynapse.azure.cn", "dev.azuresynapse.usgovcloudapi.net"],
  refuse(refusal) {
    const [code, reason] = synapseReasons[refusal.kind];
    return { status: 401, body: { code, message: `Token Authentication failed with ${reason}` } };
  },
};

const hidden = "'[PII is hidden]'";
const issuerReason = `SecurityTokenInvalidIssuerException - IDX10205: Issuer validation failed. Issuer: ${hidden}. Did not match: validationParameters.ValidIssuer: ${hidden} or validationParameters.ValidIssuers: ${hidden}.`;
const synapseReasons: Readonly<Record<Refusal["kind"], readonly [code: string, reason: string]>> = {
  missing: ["InvalidTokenIssuer", issuerReason],
  foreign: ["InvalidTokenIssuer", issuerReason],
  audience: [
    "InvalidTokenAuthenticationAudience",
    `SecurityTokenInvalidAudienceException - IDX10214: Audience validation failed. Audiences: ${hidden}. Did not match: validationParameters.ValidAudience: ${hidden} or validationParameters.ValidAudiences: ${hidden}.`,
  ],
  expired: [
    "ExpiredAuthenticationToken",
    "SecurityTokenExpiredException - MISE12034: AuthenticationTicketProvider Name:AuthenticationTicketProvider, GetVersion:1.9.2.0;",
  ],
};

/** Azure Resource Manager. Its refusals are wrapped in `error` and name the authority to ask. */
export function armBearer(authority: () => string): BearerRule {
  return {
    audiences: [
      "management.azure.com",
      "management.core.windows.net",
      "management.chinacloudapi.cn",
      "management.core.chinacloudapi.cn",
      "management.usgovcloudapi.net",
      "management.core.usgovcloudapi.net",
    ],
    refuse(refusal) {
      const [code, message] = armReason(refusal);
      const challenge = `Bearer authorization_uri="${authority()}/${tenant}", error="invalid_token", error_description="${message}"`;
      return { status: 401, headers: { "WWW-Authenticate": challenge }, body: { error: { code, message } } };
    },
  };
}

function armReason(refusal: Refusal): readonly [code: string, message: string] {
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

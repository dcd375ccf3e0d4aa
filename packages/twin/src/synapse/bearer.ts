import type { BearerRefusal, BearerRule } from "../identity/bearer.ts";

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
const synapseReasons: Readonly<Record<BearerRefusal["kind"], readonly [code: string, reason: string]>> = {
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

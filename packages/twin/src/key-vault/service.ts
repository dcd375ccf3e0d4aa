import { refuseParameters } from "../host/query-parameters.ts";
import type { Handler, TwinRequest, TwinResponse } from "../http.ts";
import type { BearerRule } from "../identity/bearer.ts";
import { tenant } from "../identity/tokens.ts";

/** What a vault serves. */
export interface VaultOptions {
  /** Names of its secrets; they have no values here. */
  readonly secrets: readonly string[];
  /** Most names on one page. */
  readonly pageSize: number;
}

/** The most that one page of the service holds, and its default: "Get Secrets" of the Key Vault REST reference. */
const longestPage = 25;

/**
 * The data plane of a Key Vault as far as its secret names: GET /secrets, by pages. A value is nothing that it
 * could tell.
 */
export function createVaultService({ secrets, pageSize }: VaultOptions): Handler {
  const names = [...new Set(secrets)].sort();
  return async (request) => {
    if (request.method !== "GET" || request.segments.join("/").toLowerCase() !== "secrets") return undefined;
    const { searchParams: asked, origin } = request.url;
    const version = asked.get("api-version");
    if (version === null) return refused(400, "BadParameter", "api-version must be specified");
    const unknown = refuseParameters(request, ["api-version", "maxresults", "$skiptoken"]);
    if (unknown) return unknown;
    const limit = Number(asked.get("maxresults") ?? longestPage);
    if (!Number.isInteger(limit) || limit < 1 || limit > longestPage) {
      return refused(400, "BadParameter", "maxresults must be between 1 and 25");
    }
    const from = skipped(request);
    const size = Math.min(limit, pageSize);
    const next = from + size;
    const more = `${origin}/secrets?api-version=${encodeURIComponent(version)}&$skiptoken=${next}&maxresults=${limit}`;
    return {
      status: 200,
      body: {
        value: names.slice(from, next).map((name) => ({
          id: `${origin}/secrets/${name}`,
          attributes: { enabled: true, recoveryLevel: "Recoverable+Purgeable", recoverableDays: 90 },
          tags: {},
        })),
        nextLink: next < names.length ? more : null,
      },
    };
  };
}

/** Tokens for a vault; without one, or with a wrong one, it says whom to ask. Codes and texts as recorded from the service. */
export function vaultBearer(authority: (request: TwinRequest) => string): BearerRule {
  return {
    audiences: ["vault.azure.net", "vault.azure.cn", "vault.usgovcloudapi.net"],
    refuse(refusal, request) {
      const challenge = `Bearer authorization="${authority(request)}/${tenant}", resource="https://vault.azure.net"`;
      const message =
        refusal.kind === "missing"
          ? "AKV10000: Request is missing a Bearer or PoP token."
          : refusal.kind === "audience"
            ? `AKV10022: Invalid audience. Expected https://vault.azure.net, found: ${refusal.audience}.`
            : "The token is expired, or was not issued for this vault.";
      return { ...refused(401, "Unauthorized", message), headers: { "WWW-Authenticate": challenge } };
    },
  };
}

function skipped({ url }: TwinRequest): number {
  const token = Number(url.searchParams.get("$skiptoken") ?? 0);
  return Number.isInteger(token) && token > 0 ? token : 0;
}

function refused(status: number, code: string, message: string): TwinResponse {
  return { status, body: { error: { code, message } } };
}

import type { Handler, TwinRequest, TwinResponse } from "../http.ts";
import { type Tokens, tenant } from "./tokens.ts";

const hour = 60 * 60;

/** Where clients of Azure sign in. */
export const entraOrigin = "https://login.microsoftonline.com";
/** By which clients of Azure know it: the two names of the same authority that libraries ask. */
export const entraNames = [new URL(entraOrigin).host, "login.windows.net"];

/**
 * Entra as the identity libraries ask it: discovery, and token endpoints v1
 * (`resource=`) and v2 (`scope=`) for the client credentials grant. Every tenant, every client
 * and every secret is known: what an application may do is not the twin's matter.
 */
export function entra(tokens: Tokens): Handler {
  return async (request) => {
    const { method, segments } = request;
    const { origin } = request.url;
    const [first = "", ...rest] = segments;
    const route = `${method} ${rest.join("/").toLowerCase()}`;
    switch (route) {
      case "GET v2.0/.well-known/openid-configuration":
      case "GET .well-known/openid-configuration":
        return { status: 200, body: openIdConfiguration(origin, first, rest[0]?.toLowerCase() === "v2.0") };
      case "GET discovery/v2.0/keys":
      case "GET discovery/keys":
        return { status: 200, body: { keys: tokens.keySet.keys.map((key) => ({ ...key })) as never } };
      case "GET discovery/instance":
        return { status: 200, body: instance(origin) };
      case "POST oauth2/v2.0/token":
        return issue(tokens, request, "v2");
      case "POST oauth2/token":
        return issue(tokens, request, "v1");
      default:
        return undefined;
    }
  };
}

function openIdConfiguration(origin: string, segment: string, v2: boolean) {
  const base = `${origin}/${segment}`;
  const oauth = v2 ? `${base}/oauth2/v2.0` : `${base}/oauth2`;
  return {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: v2 ? `${base}/discovery/v2.0/keys` : `${base}/discovery/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["ES256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    // Identity libraries compare the host with the authority they were given.
    issuer: v2 ? `${base}/v2.0` : `${base}/`,
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    end_session_endpoint: `${oauth}/logout`,
    tenant_region_scope: "EU",
    cloud_instance_name: new URL(origin).host,
  };
}

function instance(origin: string) {
  const host = new URL(origin).host;
  return {
    tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [
      {
        preferred_network: host,
        preferred_cache: host,
        aliases: entraNames.includes(host) ? entraNames : [host],
      },
    ],
  };
}

function issue(tokens: Tokens, request: TwinRequest, version: "v1" | "v2"): TwinResponse {
  const form = new URLSearchParams(request.body.toString("utf8"));
  const basic = basicCredentials(request.headers.authorization);
  const grant = form.get("grant_type");
  if (!grant) return missing("grant_type");
  if (grant !== "client_credentials") {
    return refuse("unsupported_grant_type", 70003, `The app requested an unsupported grant type '${grant}'.`);
  }
  const client = form.get("client_id") ?? basic?.client;
  if (!client) return missing("client_id");
  if (!form.get("client_secret") && !form.get("client_assertion") && !basic?.secret) {
    const text =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    return { ...refuse("invalid_client", 7000218, text), status: 401 };
  }
  const wanted = form.get(version === "v1" ? "resource" : "scope");
  if (!wanted) return missing(version === "v1" ? "resource" : "scope");
  const audience = version === "v1" ? wanted : audienceOfScope(wanted);
  if (audience === undefined) {
    const text = `The provided value for scope ${wanted} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    return refuse("invalid_scope", 1002012, text);
  }
  const { token, expiresIn, expiresOn } = tokens.issue({ audience, client, lifetimeSeconds: hour });
  const headers = { "Cache-Control": "no-store, no-cache", Pragma: "no-cache" };
  if (version === "v2") {
    const body = {
      token_type: "Bearer",
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
    };
    return { status: 200, headers, body };
  }
  // The v1 endpoint writes every number as text.
  const body = {
    token_type: "Bearer",
    expires_in: String(expiresIn),
    ext_expires_in: String(expiresIn),
    expires_on: String(expiresOn),
    not_before: String(expiresOn - expiresIn - 300),
    resource: audience,
    access_token: token,
  };
  return { status: 200, headers, body };
}

/** `https://dev.azuresynapse.net/.default` is meant for `https://dev.azuresynapse.net`. */
function audienceOfScope(scope: string): string | undefined {
  const first = scope.split(" ").find((part) => part.endsWith("/.default"));
  return first?.slice(0, -"/.default".length) || undefined;
}

function basicCredentials(header: string | string[] | undefined) {
  const encoded = typeof header === "string" ? /^basic (\S+)$/i.exec(header)?.[1] : undefined;
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return undefined;
  const [client = "", secret = ""] = [text.slice(0, colon), text.slice(colon + 1)].map(formDecoded);
  return { client, secret };
}

/** OAuth encodes both halves of a basic header as form values (RFC 6749, section 2.3.1). */
function formDecoded(value: string): string {
  return new URLSearchParams(`v=${value.replaceAll("&", "%26")}`).get("v") ?? "";
}

function missing(parameter: string): TwinResponse {
  return refuse(
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${parameter}'.`,
  );
}

function refuse(error: string, number: number, text: string): TwinResponse {
  const [trace, correlation] = [crypto.randomUUID(), crypto.randomUUID()];
  const timestamp = `${new Date().toISOString().slice(0, 19).replace("T", " ")}Z`;
  return {
    status: 400,
    body: {
      error,
      error_description: `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
    },
  };
}

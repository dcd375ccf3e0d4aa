import type { Handler, TwinResponse } from "../http.ts";
import type { Tokens } from "./tokens.ts";

/** Where the token endpoint lies on its origin, as on App Service. */
export const identityPath = "/msi/token";
/** The token endpoint of a virtual machine (IMDS), for clients that are told another host for it. */
const machinePath = "/metadata/identity/oauth2/token";
/** A path that tells one twin from another program on a port that was once its own. */
export const pulsePath = "/pulse";

const day = 24 * 60 * 60;

/**
 * The managed identity endpoints of App Service, api-version 2019-08-01 (`X-IDENTITY-HEADER`) and
 * 2017-09-01 (`Secret`), and of a virtual machine (`Metadata: true`), as their documentation
 * describes them. Any user-assigned identity is known. Beside them, `pulse` answers who this is.
 */
export function managedIdentity(tokens: Tokens, secret: string, pulse: string): Handler {
  return async ({ method, url, headers }) => {
    if (method === "GET" && url.pathname === pulsePath) return { status: 200, body: { twin: pulse } };
    const path = url.pathname.toLowerCase();
    if (method === "GET" && path === machinePath) return machineToken(tokens, url, headers.metadata);
    if (method !== "GET" || path !== identityPath) return undefined;
    if ((headers["x-identity-header"] ?? headers.secret) !== secret) {
      return refuse(401, "The identity header is missing or is not the one of this machine.");
    }
    const resource = url.searchParams.get("resource");
    if (!resource) return refuse(400, "The query parameter 'resource' is missing.");
    const client = clientOf(url);
    const { token, expiresOn } = tokens.issue({ audience: resource, client, lifetimeSeconds: day });
    const old = url.searchParams.get("api-version") === "2017-09-01";
    return {
      status: 200,
      body: {
        access_token: token,
        // The older version writes a date where the newer one writes seconds, as text.
        expires_on: old ? dateOf2017(expiresOn) : String(expiresOn),
        resource,
        token_type: "Bearer",
        ...(client === undefined ? {} : { client_id: client }),
      },
    };
  };
}

/** The header keeps browsers and naive proxies out: neither sends it unasked. */
function machineToken(tokens: Tokens, url: URL, metadata: unknown): TwinResponse {
  if (String(metadata).toLowerCase() !== "true") {
    return refuseOnMachine("Required metadata header not specified");
  }
  const resource = url.searchParams.get("resource");
  if (!resource) return refuseOnMachine("Required query variable 'resource' is missing");
  const client = clientOf(url);
  const { token, expiresOn, expiresIn } = tokens.issue({ audience: resource, client, lifetimeSeconds: day });
  // Every number is text here.
  const body = {
    access_token: token,
    ...(client === undefined ? {} : { client_id: client }),
    expires_in: String(expiresIn),
    expires_on: String(expiresOn),
    ext_expires_in: String(expiresIn),
    not_before: String(expiresOn - expiresIn),
    resource,
    token_type: "Bearer",
  };
  return { status: 200, body };
}

function clientOf({ searchParams }: URL): string | undefined {
  return searchParams.get("client_id") ?? searchParams.get("clientid") ?? undefined;
}

function refuseOnMachine(text: string): TwinResponse {
  return { status: 400, body: { error: "invalid_request", error_description: text } };
}

function refuse(statusCode: number, message: string): TwinResponse {
  return { status: statusCode, body: { statusCode, message, correlationId: crypto.randomUUID() } };
}

/** `11/24/2026 14:05:06 +00:00`, the form that readers of the 2017 answer parse. */
function dateOf2017(seconds: number): string {
  const [date = "", time = ""] = new Date(seconds * 1000).toISOString().slice(0, 19).split("T");
  const [year, month, dayOfMonth] = date.split("-");
  return `${month}/${dayOfMonth}/${year} ${time} +00:00`;
}

import type { TwinRequest } from "../http.ts";
import type { BearerRefusal, BearerRule } from "../identity/bearer.ts";

/** The application that stands for Azure Databricks in every tenant. */
const application = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

const refusals: Readonly<
  Record<BearerRefusal["kind"], readonly [status: number, code: string, text: string]>
> = {
  missing: [401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type for this API."],
  foreign: [403, "PERMISSION_DENIED", "Invalid access token."],
  audience: [403, "PERMISSION_DENIED", "Invalid access token."],
  expired: [403, "PERMISSION_DENIED", "ExpiredJwtException: Token is expired."],
};

/** Tokens for Azure Databricks. Texts as public issues of its clients quote them. */
export const databricksBearer: BearerRule = {
  audiences: [application],
  refuse({ kind }) {
    const [status, error_code, message] = refusals[kind];
    return { status, body: { error_code, message } };
  },
};

/** What clients ask before they sign in. */
export function needsNoToken({ segments: [first] }: TwinRequest): boolean {
  return first === ".well-known" || first === "aad";
}

/** The application that the token of a request was issued to; its signature has been checked. */
export function callerOf({ headers }: TwinRequest): string {
  const payload = headers.authorization?.split(".")[1] ?? "";
  const { appid } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { appid: string };
  return appid;
}

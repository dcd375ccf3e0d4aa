import { hostname, userInfo } from "node:os";
import type { TokenCredential } from "@azure/core-auth";
import { isObject, type Json, textAt } from "@retain/artifacts/json";
import type { Actor } from "./state.ts";

/**
 * Who works, as the access token says: a user by name, a service principal or identity by its
 * application id. Tokens are opaque by contract: where this one cannot be read, the machine's user.
 */
export async function whoWorks(credential: TokenCredential, scope: string): Promise<Actor> {
  const host = `${hostname()} (process ${process.pid})`;
  const token = await credential.getToken(scope);
  const claims = claimsOf(token?.token ?? "");
  const name = ["upn", "unique_name", "preferred_username", "app_displayname", "appid", "azp", "oid"]
    .map((claim) => textAt(claims, claim))
    .find((text) => text !== undefined && text !== "");
  const id = textAt(claims, "oid");
  return { name: name ?? machineUser(), ...(id === undefined ? {} : { id }), host };
}

function claimsOf(token: string): Json | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "somebody";
  }
}

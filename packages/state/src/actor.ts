import { hostname, userInfo } from "node:os";
import type { TokenCredential } from "@azure/core-auth";
import { type Json, member, textAt } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { explainThrown } from "@retain/workspaces/http/explain-thrown";
import type { WorkspaceEntry } from "@retain/workspaces/workspace-entry";
import type { Actor } from "./state.ts";

/** What one signs in to. */
export interface SignedTo {
  readonly reached: { readonly credential: TokenCredential };
  readonly scope: string;
  readonly workspace: { readonly name: string; readonly endpoint: string };
  readonly words: WorkspaceEntry["words"];
}

/**
 * Who works, as the access token says: a user by name, a service principal or identity by its
 * application id. Tokens are opaque by contract: where this one cannot be read, the machine's user.
 * Throws WorkspaceError when nobody is signed in.
 */
export async function whoWorks(to: SignedTo): Promise<Actor> {
  const claims = await claimsFor(to);
  const name = ["upn", "unique_name", "preferred_username", "app_displayname", "appid", "azp", "oid"]
    .map((claim) => textAt(claims, claim))
    .find((text) => text !== undefined && text !== "");
  const id = textAt(claims, "oid");
  const host = `${hostname()} (process ${process.pid})`;
  return { name: name ?? machineUser(), ...(id === undefined ? {} : { id }), host };
}

/** Object ids of the groups that the token names, which need not be all. Throws WorkspaceError. */
export async function groupsOf(to: SignedTo): Promise<readonly string[]> {
  const groups = member(await claimsFor(to), "groups");
  return Array.isArray(groups) ? groups.map(String) : [];
}

/** Claims of a token that tell who somebody is or where they belong. */
const telling = [
  ...["upn", "unique_name", "preferred_username", "email", "name", "given_name", "family_name", "nickname"],
  ...["app_displayname", "appid", "azp", "oid", "sub", "tid", "puid", "onprem_sid", "ipaddr", "xms_mirid"],
];

/** The token itself, and everything in it that tells who works and where they belong. Throws WorkspaceError. */
export async function identityTexts(to: SignedTo): Promise<readonly string[]> {
  const claims = await claimsFor(to);
  const token = (await to.reached.credential.getToken(to.scope))?.token ?? "";
  const texts = telling.flatMap((claim) => textAt(claims, claim) ?? []);
  return [token, ...texts].filter((text) => text !== "");
}

async function claimsFor({
  reached: { credential },
  scope,
  workspace,
  words,
}: SignedTo): Promise<Json | undefined> {
  try {
    return claimsOf((await credential.getToken(scope))?.token ?? "");
  } catch (thrown) {
    throw explainThrown(thrown, {
      target: { name: workspace.name, endpoint: workspace.endpoint, words },
      verb: "read",
    }).error;
  }
}

function claimsOf(token: string): Json | undefined {
  return jsonIn(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "somebody";
  }
}

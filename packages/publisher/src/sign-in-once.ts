import type { TokenCredential } from "@azure/core-auth";
import { cloudOf } from "@retain/artifacts/words/clouds";
import { keepTokens, type SignInOptions, signIn } from "@retain/workspaces/http/sign-in";
import type { CommandContext } from "./cli/command.ts";

const made = new WeakMap<CommandContext, Map<string, TokenCredential>>();

/** The credential of a command: one for all services of a cloud, which are signed in to once each. */
export function signInOnce(context: CommandContext, options: SignInOptions): TokenCredential {
  const credentials = made.get(context) ?? new Map<string, TokenCredential>();
  made.set(context, credentials);
  const { identity, authorityHost, endpoint } = options;
  const key = JSON.stringify([identity, authorityHost ?? cloudOf(endpoint).authorityHost]);
  const credential = credentials.get(key) ?? keepTokens(signIn(options));
  credentials.set(key, credential);
  return credential;
}

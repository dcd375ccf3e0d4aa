import type { TokenCredential } from "@azure/core-auth";
import { cloudOf } from "@retain/artifacts/words/clouds";
import { keepTokens, type SignInOptions, signIn } from "@retain/workspaces/http/sign-in";
import type { Joined } from "./root.ts";

/** What one run of a command works in: made once, at the edge, where argv and the terminal are known. */
export interface Session extends Watcher, Joined {
  /** The folder it works in. */
  readonly cwd: string;
  /** The environment that was asked for; undefined means the one that retain.yaml names. */
  readonly asked: string | undefined;
  /** The credential for a service: one for all services of a cloud, which are signed in to once each. */
  readonly signIn: (options: SignInOptions) => TokenCredential;
}

/** Who watches what is being done. */
export interface Watcher {
  /** A line of news. */
  readonly note: (line: string) => void;
  /** What is being done; replaces what it was told before. */
  readonly progress: (text: string) => void;
}

/** Opens a session. Nobody is signed in yet. */
export function openSession(given: Omit<Session, "signIn">): Session {
  const credentials = new Map<string, TokenCredential>();
  return {
    ...given,
    signIn: (options) => {
      const { identity, authorityHost, endpoint } = options;
      const key = JSON.stringify([identity, authorityHost ?? cloudOf(endpoint).authorityHost]);
      const credential = credentials.get(key) ?? keepTokens(signIn(options));
      credentials.set(key, credential);
      return credential;
    },
  };
}

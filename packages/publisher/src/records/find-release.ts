import { didYouMean } from "@retain/project/did-you-mean";
import type { Environment } from "@retain/project/environment";
import type { StateStore } from "@retain/state/state";
import { refusal } from "../refusal.ts";

/**
 * The id that a word means: an id, its beginning or end where only one has it, `latest`, or `latest~2` for
 * the second before that.
 * Throws WorkspaceError, and a Refusal where it means none.
 */
export async function findRelease(
  word: string,
  store: StateStore,
  environment: Environment,
): Promise<string> {
  const ids = await store.listReleases();
  const fits = (id: string) => id.startsWith(word) || id.endsWith(word);
  const [, back] = /^latest(?:~(\d+))?$/.exec(word) ?? [];
  const at = Number(back ?? 0);
  const found = word.startsWith("latest")
    ? ids.slice(at, at + 1)
    : ids.includes(word)
      ? [word]
      : ids.filter(fits);
  const [id, ...others] = word === "" ? [] : found;
  if (id !== undefined && others.length === 0) return id;
  const why = id === undefined ? undefined : `it matches ${found.slice(0, 5).join(", ")}`;
  const known = ids.length === 0 ? "there is none yet" : `the last ones: ${ids.slice(0, 5).join(", ")}`;
  throw refusal("usage", {
    code: "release-unknown",
    message:
      id === undefined
        ? `environment '${environment.name}' has no release '${word}'; ${known}`
        : `'${word}' matches more than one release of environment '${environment.name}'`,
    ...(why === undefined ? {} : { why }),
    advice:
      id === undefined
        ? didYouMean(word, ids, "`retain history` lists them")
        : "use enough of the id to match only one",
  });
}

import type { Manifest, OtherState } from "./state.ts";

/**
 * By `refKey`, whose it is that other states own in the workspace; and what another project took over from this one,
 * though it may not own it any more: the one it was taken from does not create it anew unasked. Pure.
 */
export function ownersOf(
  manifest: Pick<Manifest, "handed">,
  others: readonly OtherState[],
): ReadonlyMap<string, string> {
  const handed = [...(manifest.handed ?? [])].map(([key, { to }]) => [key, to] as const);
  const owned = others.flatMap(({ owner, manifest: { artifacts } }) =>
    [...artifacts.keys()].map((key) => [key, owner] as const),
  );
  return new Map([...handed, ...owned]);
}

import { textKey } from "@retain/artifacts/kinds/refs";
import type { Manifest, OtherState } from "./state.ts";

/**
 * By `refKey`, whose it is that other states own in the workspace; and what another project took over from this one,
 * though it may not own it any more: the one it was taken from does not create it anew unasked. Pure.
 */
export function ownersOf(
  manifest: Pick<Manifest, "handed">,
  others: readonly OtherState[],
): ReadonlyMap<string, string> {
  const handed = Object.entries(manifest.handed ?? {}).map(([text, { to }]) => [textKey(text), to] as const);
  const owned = others.flatMap(({ owner, manifest: { artifacts } }) =>
    Object.keys(artifacts).map((text) => [textKey(text), owner] as const),
  );
  return new Map([...handed, ...owned]);
}

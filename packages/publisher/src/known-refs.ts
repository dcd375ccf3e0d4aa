import { parseRef, type Ref } from "@retain/artifacts/ref";
import type { StateStore } from "./state/state.ts";

/**
 * Everything that somebody knows by name: what the repository or a plan speaks of, what releases own, and what an
 * apply that died was about. Workspaces that cannot list all they hold are asked for these.
 */
export function knownRefs(
  spoken: readonly Ref[],
  state: Awaited<ReturnType<StateStore["read"]>> | undefined,
): readonly Ref[] {
  const owned = Object.keys(state?.manifest.artifacts ?? {});
  const begun = (state?.unfinished?.lines ?? []).flatMap((line) => (line.is === "begin" ? [line.ref] : []));
  const remembered = [...owned, ...begun].flatMap((text) => parseRef(text) ?? []);
  return [...spoken, ...remembered];
}

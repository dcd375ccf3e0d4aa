import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { ownersOf } from "./owners.ts";
import { type Recovered, recover } from "./recover.ts";
import type { Manifest, StateStore } from "./state.ts";

/** What the state of an environment says before its workspace is read. */
export interface KnownState {
  /** Undefined where no state is kept. */
  readonly manifest: Manifest | undefined;
  /**
   * Everything that somebody knows by name: what the repository or a plan speaks of, what releases own, and what an
   * apply that died was about. Workspaces that cannot list all they hold are asked for these.
   */
  readonly named: readonly Ref[];
  /** False where a release left something else there, or knows nothing of it; true for all where no state is kept. */
  readonly isPublished: (ref: Ref, digest: string) => boolean;
  /** By `refKey`, what others own in the workspace. Throws WorkspaceError. */
  readonly owned: () => Promise<ReadonlyMap<string, string>>;
  /** What releases put there, and what an apply that died did since; undefined where no state is kept. */
  readonly recover: (live: LiveSnapshot) => Recovered | undefined;
}

/** Reads the state of an environment; `spoken` is what the repository or a plan speaks of. Throws WorkspaceError. */
export async function readKnownState(
  { store }: { readonly store: StateStore | undefined },
  spoken: readonly Ref[],
): Promise<KnownState> {
  const others = store?.others();
  // Waited for only once the workspace is read, which takes longer.
  others?.catch(() => undefined);
  const state = await store?.read();
  const owned = [...(state?.manifest.artifacts.values() ?? [])];
  const lives = new Map(owned.map(({ ref, live }) => [refKey(ref), live]));
  const begun = [
    ...[...(state?.manifest.begun?.values() ?? [])].map(({ ref }) => ref),
    ...(state?.unfinished?.lines ?? []).flatMap((line) => (line.type === "begin" ? [line.ref] : [])),
  ];
  // Of what an apply that died was about no release holds the body, whatever it shows.
  for (const ref of begun) lives.delete(refKey(ref));
  return {
    manifest: state?.manifest,
    named: [...spoken, ...owned.map(({ ref }) => ref), ...begun],
    isPublished: (ref, digest) => state === undefined || lives.get(refKey(ref)) === digest,
    owned: async () => ownersOf(state?.manifest ?? {}, (await others) ?? []),
    recover: (live) => state && recover(state.manifest, state.unfinished, live),
  };
}

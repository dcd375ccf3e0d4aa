import type { Artifact } from "@retain/artifacts/words/artifact";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { filesOfCommits } from "./commit.ts";
import type { Manifest, Release } from "./state.ts";

/** State of a retain that knew of no projects. */
export interface OlderState {
  /** Where it lies, for messages. */
  readonly place: string;
  readonly artifacts: Manifest["artifacts"];
  readonly readRelease: (id: string) => Promise<Release | undefined>;
}

/** What of an older state is a project's. */
export interface Claim {
  /** Refs that are the project's: its repository holds them, or held the file they were written from. */
  readonly ours: readonly Ref[];
  /** Refs of which nobody can tell whose they are. */
  readonly unclear: readonly Ref[];
}

/** How much of an older state is ours decides what becomes of it. */
export type Verdict = "ours" | "theirs" | "unclear";

/** Nothing of it is ours: it is another project's. Some of it is not: nobody can tell. Pure. */
export function verdictOf({ ours, unclear }: Claim): Verdict {
  if (unclear.length === 0) return "ours";
  return ours.length === 0 ? "theirs" : "unclear";
}

/** Tells what of an older state is the project's whose repository says what is desired. Throws WorkspaceError. */
export async function claimOlder(
  { artifacts, readRelease }: OlderState,
  project: { readonly root: string; readonly desired: () => Promise<readonly Artifact[]> },
): Promise<Claim> {
  const said = new Set((await project.desired()).map(({ ref }) => refKey(ref)));
  const rest = [...artifacts].filter(([key]) => !said.has(key));
  const written = new Map<string, string>();
  const ids = [...new Set(rest.map(([, { release }]) => release))];
  const releases = new Map(
    await Promise.all(ids.map(async (id) => [id, await readRelease(id).catch(() => undefined)] as const)),
  );
  for (const [key, { release: id }] of rest) {
    const release = releases.get(id);
    const change = release?.changes.findLast((one) => refKey(one.ref) === key && one.origin !== undefined);
    if (release?.commit !== undefined && change?.origin !== undefined)
      written.set(key, `${release.commit.sha}:./${change.origin.file}`);
  }
  const known = await filesOfCommits(project.root, [...new Set(written.values())]);
  const isOurs = (ref: Ref) => said.has(refKey(ref)) || known.has(written.get(refKey(ref)) ?? "");
  const refs = [...artifacts.values()].map(({ ref }) => ref);
  return { ours: refs.filter(isOurs), unclear: refs.filter((ref) => !isOurs(ref)) };
}

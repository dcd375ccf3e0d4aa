import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { asLeft } from "./as-left.ts";
import { bindingOf } from "./binding.ts";
import { bothMoved, conflictOf } from "./conflicts.ts";
import { desiredDigests } from "./desired-digests.ts";
import type { Draft, Drafts } from "./draft.ts";
import { draftDelete, draftWrite } from "./draft-change.ts";
import type { Bound, BoundTo, Conflict, Owned, Untouched } from "./plan.ts";
import { type PlanInput, sourceOf } from "./plan-input.ts";
import type { PublishedArtifact } from "./published.ts";
import { judgeSides, type Verdict } from "./sides.ts";

/** What the three sides come to, artifact by artifact. */
export interface Collected {
  readonly drafts: Drafts;
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Untouched[];
  readonly unmanaged: readonly Ref[];
  readonly owned: readonly Owned[];
  readonly protected: readonly Untouched[];
  readonly unchanged: number;
  /** What was live of everything that was decided about. */
  readonly boundTo: BoundTo;
  /** Keys of what the repository holds and the plan may change. */
  readonly decided: ReadonlySet<string>;
  /** All that is live, by key. */
  readonly held: ReadonlyMap<string, LiveArtifact>;
}

/** Judges every artifact that the repository or the workspace holds and that is selected. */
export function collectDrafts(input: PlanInput): Collected {
  const source = sourceOf(input);
  const digests = input.digests ?? desiredDigests(input.desired, input.tolerances);
  const held = byRef(input.live.artifacts);
  const records = byRef(input.published?.artifacts ?? []);
  const drafts = new Map<string, Draft>();
  const conflicts: Conflict[] = [];
  const kept: Untouched[] = [];
  const ownedByWorkspace: Untouched[] = [];
  const unmanaged: Ref[] = [];
  const owned: Owned[] = [];
  const boundTo = new Map<string, Bound>();
  const decided = new Set<string>();
  let unchanged = 0;

  for (const pair of pairsOf(input, held)) {
    const { ref, wanted, found } = pair;
    const key = refKey(ref);
    // What the repository holds is judged as it is there.
    const said = wanted ?? found;
    const reason = said && contractOf(ref.kind).protects(said.ref.name, said.body);
    if (said !== undefined && reason !== undefined) {
      ownedByWorkspace.push({ ref: said.ref, reason });
      continue;
    }
    const by = input.owned?.get(key);
    if (by !== undefined) {
      owned.push({ ref, by, ...(wanted === undefined ? {} : { declared: true as const }) });
      continue;
    }
    const record = records.get(key);
    const desired = wanted && digests.get(key);
    const verdict = judgeSides({
      desired,
      live: found?.digest,
      published: record,
      source,
      asLeft: asLeft(found, record, input.tolerances),
    });
    if (verdict.type === "unmanaged" && input.pruneUnmanaged !== true) {
      unmanaged.push(ref);
      continue;
    }
    if (wanted !== undefined) decided.add(key);
    boundTo.set(key, { ref, found: bindingOf(found) });
    const { draft, conflict, left } = decide(pair, verdict, record, input);
    if (draft !== undefined) drafts.set(key, draft);
    else if (conflict !== undefined) conflicts.push(conflict);
    else if (left !== undefined) kept.push({ ref, reason: left });
    else unchanged += 1;
  }
  return {
    drafts,
    conflicts,
    kept,
    unmanaged,
    owned,
    protected: ownedByWorkspace,
    unchanged,
    boundTo,
    decided,
    held,
  };
}

/** One artifact as it is desired and as it is live; one of the two may lack it. */
interface Pair {
  /** As it is spelled live, where it is live. */
  readonly ref: Ref;
  readonly wanted?: Artifact;
  readonly found?: LiveArtifact | undefined;
}

/** What is selected: first what the repository holds, then what only the workspace does, each by kind and name. */
function pairsOf(
  { desired, live, selects }: PlanInput,
  held: ReadonlyMap<string, LiveArtifact>,
): readonly Pair[] {
  const isMeant = ({ ref, body = {} }: Pick<LiveArtifact, "ref" | "body">) =>
    contractOf(ref.kind).managed && selects(ref, body);
  const known = new Set(desired.map(({ ref }) => refKey(ref)));
  const ordered = <T extends { readonly ref: Ref }>(artifacts: readonly T[]) =>
    [...artifacts].sort((a, b) => compareRefs(a.ref, b.ref));
  return [
    ...ordered(desired.filter(isMeant)).map((wanted): Pair => {
      const found = held.get(refKey(wanted.ref));
      return { ref: found?.ref ?? wanted.ref, wanted, found };
    }),
    ...ordered(live.artifacts.filter((found) => !known.has(refKey(found.ref)) && isMeant(found))).map(
      (found): Pair => ({ ref: found.ref, found }),
    ),
  ];
}

/** What a verdict comes to, as the policy says: one of these, or nothing where nothing is to be done. */
interface Decision {
  readonly draft?: Draft | undefined;
  readonly conflict?: Conflict;
  /** Why it is left as it is live. */
  readonly left?: string;
}

function decide(
  { ref, wanted, found }: Pair,
  verdict: Verdict,
  record: PublishedArtifact | undefined,
  input: PlanInput,
): Decision {
  if (verdict.type === "same") return {};
  // What is never deleted stays, whoever moved: there is nothing to decide.
  const guard = wanted === undefined ? input.protect?.(ref) : undefined;
  if (guard !== undefined) return { left: `not deleted: ${guard}` };
  if (verdict.type === "unmanaged") return { draft: draftDelete(ref, { reason: "unmanaged, to be pruned" }) };
  const policy = input.onConflict ?? "refuse";
  const source = sourceOf(input);
  if (verdict.type === "conflict") {
    if (policy === "keep-live") return { left: `${bothMoved(verdict, source)}; left as it is live` };
    if (policy === "refuse")
      return { conflict: conflictOf(input, ref, verdict, { desired: wanted?.body, live: found?.body }) };
  } else if (verdict.side === "theirs" && policy === "keep-live")
    return { left: `${verdict.reason}; left as it is live` };
  const side = verdict.type === "conflict" ? "both" : verdict.side;
  const cause = (since?: PublishedArtifact) => ({
    reason: verdict.type === "conflict" ? bothMoved(verdict, source, since) : verdict.reason,
    ...(side === undefined ? {} : { side }),
  });
  return {
    draft: wanted === undefined ? draftDelete(ref, cause()) : draftWrite(input, wanted, found, cause(record)),
  };
}

import { contractOf } from "@retain/artifacts/kinds/contracts";
import { immutableAt } from "@retain/artifacts/kinds/immutable";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { fieldDifferences, gravest } from "../differences/fields.ts";
import { bindingOf } from "./binding.ts";
import { desiredDigests, named } from "./desired-digests.ts";
import type { Draft, PlanInput } from "./make-plan.ts";
import type {
  Bound,
  BoundTo,
  ChangeOrigin,
  Conflict,
  FieldDifference,
  Move,
  Owned,
  Untouched,
} from "./plan.ts";
import type { PublishedArtifact } from "./published.ts";
import { judgeSides, type Verdict } from "./sides.ts";

/** What the three sides come to, artifact by artifact. */
export interface Collected {
  /** By the key of their refs; by kind and name. */
  readonly drafts: ReadonlyMap<string, Draft>;
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

/** Who says what is desired. */
export function sourceOf({ source }: PlanInput): string {
  return source ?? "the repository";
}

/** Judges every artifact that the repository or the workspace holds and that is selected. */
export function collectDrafts(input: PlanInput): Collected {
  const { desired, live, tolerances, selects, published } = input;
  const source = sourceOf(input);
  const digests = input.digests ?? desiredDigests(desired, tolerances);
  const held = byRef(live.artifacts);
  const records = byRef(published?.artifacts ?? []);
  const drafts = new Map<string, Draft>();
  const conflicts: Conflict[] = [];
  const kept: Untouched[] = [];
  const ownedByWorkspace: Untouched[] = [];
  const unmanaged: Ref[] = [];
  const owned: Owned[] = [];
  const boundTo = new Map<string, Bound>();
  const decided = new Set<string>();
  let unchanged = 0;

  /** Follows a verdict as the policy says; false when there is nothing to do. */
  const settle = (verdict: Verdict, ref: Ref, draft: () => Draft | undefined, moves: () => Conflict) => {
    if (verdict.is !== "change" && verdict.is !== "conflict") return false;
    const policy = input.onConflict ?? "refuse";
    const isTheirs = verdict.is === "conflict" || verdict.side === "theirs";
    if (isTheirs && policy === "keep-live") {
      const reason = verdict.is === "conflict" ? bothMoved(verdict, source) : verdict.reason;
      kept.push({ ref, reason: `${reason}; left as it is live` });
      return true;
    }
    if (verdict.is === "conflict" && policy === "refuse") {
      conflicts.push(moves());
      return true;
    }
    const made = draft();
    if (made !== undefined) drafts.set(refKey(ref), made);
    return made !== undefined;
  };

  for (const artifact of [...desired].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const { ref, body } = artifact;
    const contract = contractOf(ref.kind);
    if (!contract.managed || !selects(ref, body)) continue;
    const reason = contract.protects(ref.name, body);
    if (reason !== undefined) {
      ownedByWorkspace.push({ ref, reason });
      continue;
    }
    const key = refKey(ref);
    const found = held.get(key);
    const by = input.owned?.get(key);
    if (by !== undefined) {
      owned.push({ ref: found?.ref ?? ref, by, declared: true });
      continue;
    }
    const record = records.get(key);
    decided.add(key);
    boundTo.set(key, { ref: found?.ref ?? ref, found: bindingOf(found) });
    const verdict = judgeSides({ desired: digests.get(key), live: found?.digest, published: record, source });
    const acted = settle(
      verdict,
      found?.ref ?? ref,
      () => draftWrite(input, artifact, found, record, verdict),
      () => conflictOf(input, found?.ref ?? ref, verdict, artifact.body, found?.body),
    );
    if (!acted) unchanged += 1;
  }

  const wanted = new Set(desired.map(({ ref }) => refKey(ref)));
  const rest = live.artifacts.filter(
    ({ ref, body }) => contractOf(ref.kind).managed && !wanted.has(refKey(ref)) && selects(ref, body ?? {}),
  );
  for (const artifact of [...rest].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const { ref, body, digest } = artifact;
    const reason = contractOf(ref.kind).protects(ref.name, body);
    if (reason !== undefined) {
      ownedByWorkspace.push({ ref, reason });
      continue;
    }
    const by = input.owned?.get(refKey(ref));
    if (by !== undefined) {
      owned.push({ ref, by });
      continue;
    }
    const verdict = judgeSides({
      desired: undefined,
      live: digest,
      published: records.get(refKey(ref)),
      source,
    });
    // What is never deleted stays, whoever moved: there is nothing to decide.
    const guard =
      verdict.is === "unmanaged" && input.pruneUnmanaged !== true ? undefined : input.protect?.(ref);
    if (guard !== undefined) kept.push({ ref, reason: `not deleted: ${guard}` });
    else if (verdict.is === "unmanaged") {
      if (input.pruneUnmanaged !== true) {
        unmanaged.push(ref);
        continue;
      }
      drafts.set(refKey(ref), draftDelete(ref, "unmanaged, and to be pruned"));
    } else {
      const why =
        verdict.is === "change"
          ? verdict.reason
          : verdict.is === "conflict"
            ? bothMoved(verdict, source)
            : "";
      settle(
        verdict,
        ref,
        () => draftDelete(ref, why, verdict.is === "conflict" ? "both" : "ours"),
        () => conflictOf(input, ref, verdict, undefined, body),
      );
    }
    boundTo.set(refKey(ref), { ref, found: bindingOf(artifact) });
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

/** The change that makes `live` equal to the artifact; undefined when no field differs after all. */
function draftWrite(
  input: PlanInput,
  { ref, body, origin }: Artifact,
  live: LiveArtifact | undefined,
  record: PublishedArtifact | undefined,
  verdict: Verdict,
): Draft | undefined {
  const { tolerances } = input;
  const source = sourceOf(input);
  const side = verdict.is === "conflict" ? "both" : verdict.is === "change" ? verdict.side : undefined;
  const shared = {
    reason:
      verdict.is === "change"
        ? verdict.reason
        : verdict.is === "conflict"
          ? bothMoved(verdict, source, record)
          : "",
    ...(side === undefined ? {} : { side }),
    origin: originOf(origin),
  };
  if (!live) {
    return {
      ref,
      action: "create",
      risk: "behavioural",
      differences: [],
      body: named(ref.name, body),
      ...shared,
    };
  }
  // Names are compared ignoring case, and a write does not rename: the live spelling stays.
  const target = named(live.ref.name, body, true);
  const differences = fieldDifferences(ref.kind, live.body ?? {}, target, tolerances(ref.kind));
  if (differences.length === 0) return undefined;
  const spelling = live.ref.name === ref.name ? "" : `, and spelled ${live.ref.name} there`;
  const fixed = immutableAt(
    ref.kind,
    live.body ?? {},
    differences.map(({ path }) => path),
  );
  const names = fixed.map(({ path }) => path.slice(path.lastIndexOf(".") + 1)).join(", ");
  return {
    ref: live.ref,
    action: fixed.length === 0 ? "update" : "replace",
    risk: fixed.length === 0 ? gravest(differences.map(({ risk }) => risk)) : "destructive",
    differences,
    body: target,
    ...shared,
    reason:
      fixed.length === 0
        ? `${shared.reason}${spelling}`
        : `${names} cannot change once it is there; ${shared.reason}${spelling}`,
  };
}

function draftDelete(ref: Ref, reason: string, side?: "ours" | "both"): Draft {
  const moved = side === undefined ? {} : { side };
  return { ref, action: "delete", risk: "destructive", reason, ...moved, differences: [] };
}

/** What a change says of where its artifact was written. */
export function originOf({ file, package: from }: Artifact["origin"]): ChangeOrigin {
  return { file, ...(from === undefined ? {} : { package: from }) };
}

function bothMoved(
  { ours, theirs }: Extract<Verdict, { is: "conflict" }>,
  source: string,
  record?: PublishedArtifact,
): string {
  const since = record === undefined ? "" : ` since release ${record.release}`;
  return `${ours} in ${source} and ${theirs} in the workspace${since}`;
}

/** Both moves of a conflict, each from what was published. */
function conflictOf(
  { publishedBodies, tolerances }: PlanInput,
  ref: Ref,
  verdict: Verdict,
  desired: JsonObject | undefined,
  live: JsonObject | undefined,
): Conflict {
  const base = publishedBodies?.get(refKey(ref));
  const move = (what: Move["what"], body: JsonObject | undefined): Move => {
    const differences: readonly FieldDifference[] =
      what !== "edited" || base === undefined || body === undefined
        ? []
        : fieldDifferences(ref.kind, base, named(ref.name, body, true), tolerances(ref.kind));
    return { what, differences };
  };
  const { ours, theirs } =
    verdict.is === "conflict" ? verdict : ({ ours: "edited", theirs: "edited" } as const);
  return { ref, ours: move(ours, desired), theirs: move(theirs, live) };
}

import { immutableAt } from "@retain/artifacts/kinds/immutable";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";
import { fieldDifferences, gravest } from "../differences/fields.ts";
import { named } from "./desired-digests.ts";
import type { Draft } from "./draft.ts";
import type { ChangeOrigin, Side } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";

/** Why a change is there, and who moved; absent where no release knows the artifact. */
export interface Cause {
  readonly reason: string;
  readonly side?: Side;
}

/** The change that makes `live` equal to the artifact; undefined when no field differs after all. */
export function draftWrite(
  { tolerances }: Pick<PlanInput, "tolerances">,
  { ref, body, origin }: Artifact,
  live: LiveArtifact | undefined,
  cause: Cause,
): Draft | undefined {
  const shared = { ...cause, origin: originOf(origin) };
  if (!live) {
    const whole = named(ref.name, body);
    return { ref, action: "create", risk: "behavioural", differences: [], body: whole, ...shared };
  }
  // Names are compared ignoring case, and a write does not rename: the live spelling stays.
  const target = named(live.ref.name, body, true);
  const differences = fieldDifferences(ref.kind, live.body ?? {}, target, tolerances(ref.kind));
  if (differences.length === 0) return undefined;
  const spelling = live.ref.name === ref.name ? "" : `, where it is spelled ${live.ref.name}`;
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
        ? `${cause.reason}${spelling}`
        : `${names} cannot change once created; ${cause.reason}${spelling}`,
  };
}

/** The change that takes an artifact away. */
export function draftDelete(ref: Ref, cause: Cause): Draft {
  return { ref, action: "delete", risk: "destructive", ...cause, differences: [] };
}

/** What a change says of where its artifact was written. */
export function originOf({ file, package: from }: Artifact["origin"]): ChangeOrigin {
  return { file, ...(from === undefined ? {} : { package: from }) };
}

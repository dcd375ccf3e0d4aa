import { formatRef } from "@retain/artifacts/words/ref";
import { readConsent } from "../apply/consent.ts";
import { runPlanned } from "../apply/run-planned.ts";
import { withLock } from "../apply/with-lock.ts";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { rollbackDeclared } from "../cli/specs/rollback.ts";
import { type Estate, openCommandEstate } from "../estate.ts";
import { readConflictPolicy } from "../make-live-plan.ts";
import { planEstate } from "../plan-estate.ts";
import { showPlan } from "../show-plan.ts";
import { stateless } from "../state/command-store.ts";
import { findRelease } from "../state/find-release.ts";
import { releasedArtifacts } from "../state/release-artifacts.ts";
import type { Release } from "../state/state.ts";
import { readingProblem, refuse } from "../target.ts";

/** What the command is given. */
type Context = ContextOf<typeof rollbackDeclared>;

/** `retain rollback RELEASE`. */
export async function runRollback(context: Context): Promise<Exit> {
  const consent = readConsent(context, { reviewed: false });
  if ("exit" in consent) return consent.exit;
  const estate = await openCommandEstate(context);
  if ("exit" in estate) return estate.exit;
  if (estate.store === undefined) {
    refuse(context, [stateless(estate.environment)]);
    return "invalid";
  }
  try {
    const found = await findRelease(context.args[0] ?? "", estate.store, estate.environment);
    if ("problem" in found) {
      refuse(context, [found.problem]);
      return "usage";
    }
    const release = await estate.store.readRelease(found.id);
    if (release === undefined) return "failed";
    return context.options.out !== undefined
      ? await savePlan(context, estate, release)
      : await withLock(context, estate, `retain rollback ${release.id}`, async (locked) => {
          const made = await planBack(context, estate, release);
          if (typeof made === "string") return made;
          return runPlanned(context, made, locked, { consent, rollbackOf: release.id });
        });
  } catch (error) {
    refuse(context, [readingProblem(error, estate.environment)]);
    return "unreachable";
  }
}

async function savePlan(context: Context, estate: Estate, release: Release): Promise<Exit> {
  const made = await planBack(context, estate, release);
  if (typeof made === "string") return made;
  return (await showPlan(context, made)) ?? "done";
}

/** The plan that makes the environment what it was after a release. */
async function planBack(context: Context, estate: Estate, release: Release) {
  const policy = readConflictPolicy(context.options);
  if (estate.store === undefined) return "usage" as const;
  const { artifacts, missing } = await releasedArtifacts(release, estate.store);
  if (missing.length > 0) {
    refuse(context, [
      {
        severity: "error",
        code: "release-incomplete",
        message: `the bodies of ${missing.map(formatRef).join(", ")} in release ${release.id} are not in ${estate.store.place}`,
        why: "going back without them would leave the environment half in one release and half in another",
        advice: "restore the files under bodies/, or check out the commit of the release and `retain apply`",
      },
    ]);
    return "failed" as const;
  }
  const source = `release ${release.id}`;
  return planEstate(estate, { desired: artifacts, selects: () => true, onConflict: policy, source }, context);
}

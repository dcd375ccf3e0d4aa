import { formatRef } from "@retain/artifacts/words/ref";
import { releasedArtifacts } from "@retain/state/release-artifacts";
import type { Release, StateStore } from "@retain/state/state";
import { readConsent } from "../apply/consent.ts";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { rollbackDeclared } from "../cli/specs/rollback.ts";
import { type Estate, openSessionEstate } from "../estate.ts";
import { planEstate } from "../plan-estate.ts";
import { readConflictPolicy } from "../prepare.ts";
import { findRelease } from "../records/find-release.ts";
import { withLock } from "../records/with-lock.ts";
import { refusal } from "../refusal.ts";
import { neededState } from "../state-problem.ts";
import { readingRefusal } from "../target.ts";
import { runPlanned } from "./run-planned.ts";
import { showPlan } from "./show-plan.ts";

/** What the command is given. */
type Context = ContextOf<typeof rollbackDeclared>;

type StatefulEstate = Estate & { readonly store: StateStore };

/** `retain rollback RELEASE`. */
export async function runRollback(context: Context): Promise<Exit> {
  const consent = readConsent(context.options, { reviewed: false, hasArgument: true });
  const opened = await openSessionEstate(context);
  const estate = { ...opened, store: neededState(opened.store, opened.environment) };
  try {
    const id = await findRelease(context.args[0], estate.store, estate.environment);
    const release = await estate.store.readRelease(id);
    if (release === undefined) return "failed";
    return context.options.out !== undefined
      ? await savePlan(context, estate, release)
      : await withLock(estate, `retain rollback ${release.id}`, async (locked) => {
          const made = await planBack(context, estate, release);
          return runPlanned(context, made, locked, { consent, rollbackOf: release.id });
        });
  } catch (error) {
    throw readingRefusal(error, estate.environment);
  }
}

async function savePlan(context: Context, estate: StatefulEstate, release: Release): Promise<Exit> {
  const made = await planBack(context, estate, release);
  await showPlan(context, made);
  return "done";
}

/** The plan that makes the environment what it was after a release. */
async function planBack(context: Context, estate: StatefulEstate, release: Release) {
  const policy = readConflictPolicy(context.options);
  const { artifacts, missing } = await releasedArtifacts(release, estate.store);
  if (missing.length > 0) {
    throw refusal("failed", {
      code: "release-incomplete",
      message: `the bodies of ${missing.map(formatRef).join(", ")} in release ${release.id} are not in ${estate.store.place}`,
      why: "rolling back without them would leave the environment half in one release and half in another",
      advice: "restore the files under bodies/, or check out the commit of the release and `retain apply`",
    });
  }
  const source = `release ${release.id}`;
  return planEstate(estate, { desired: artifacts, selects: () => true, onConflict: policy, source }, context);
}

import { canonicalDigest } from "@retain/artifacts/canonical/form";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { makeDrift } from "@retain/planner/drift/make-drift";
import { departures } from "@retain/planner/plan/departures";
import { withKnownIds } from "@retain/planner/plan/desired-ids";
import { readPlan, writePlan } from "@retain/planner/plan/document";
import { makePlan } from "@retain/planner/plan/make-plan";
import type { Plan } from "@retain/planner/plan/plan";
import type { PlanInput } from "@retain/planner/plan/plan-input";
import { refOf } from "@retain/planner/plan/ref-text";
import { recordRelease } from "@retain/state/record";
import { publishedOf, recover } from "@retain/state/recover";
import type { Manifest } from "@retain/state/state";
import { readManifest, writeManifest } from "@retain/state/written-state";
import type { ReadOptions } from "@retain/workspaces/workspace";
import { expect } from "vitest";
import { executePlan } from "../../src/apply/execute.ts";
import type { FoundDrift } from "../../src/drift/find-drift.ts";
import type { EstatePlan } from "../../src/plan-estate.ts";
import { type MadeUpService, openService } from "./made-up-service.ts";

const none: readonly never[] = [];
const tolerances = () => none;
const digest: ReadOptions["digest"] = (kind, body) => canonicalDigest(kind, body, none);
const shared = { tool: "retain 0.0.0", environment: "test", tolerances } as const;

export function artifact(text: string, properties: JsonObject): Artifact {
  const ref = refOf(text);
  return { ref, body: { name: ref.name, properties }, origin: { file: `${text}.json`, line: 1, column: 1 } };
}

/** An environment of the made-up service, with its state: planned, applied and compared by what does so for all. */
export function openEstate(service: MadeUpService) {
  let manifest: Manifest = {
    version: 2,
    project: "p",
    environment: "test",
    workspace: "made-up",
    release: null,
    artifacts: new Map(),
  };
  let releases = 0;
  let bodies: ReadonlyMap<string, JsonObject> = new Map();
  /** The state as the next run finds it in its file. */
  const state = () => readManifest(JSON.parse(JSON.stringify(writeManifest(manifest))));
  const read = (workspace = openService(service)) => workspace.read({ digest, keep: () => true, named: [] });

  const plan = async (desired: readonly Artifact[], rest: Partial<PlanInput> = {}) => {
    const workspace = openService(service);
    const live = await read(workspace);
    const recovered = recover(state(), undefined, live);
    const known = withKnownIds(desired, live);
    const made = makePlan({
      ...shared,
      desired: known,
      live,
      selects: () => true,
      published: recovered.published,
      publishedBodies: bodies,
      ...rest,
    });
    // What was saved is the same plan, and made again from its own bodies it comes to the same.
    const saved = readPlan(writePlan(made));
    expect(saved).toEqual({ plan: made });
    const { published } = recovered;
    expect(departures(made, { live, published, tolerances })).toEqual([]);
    return { made, workspace, live, recovered, desired: known };
  };

  const drift = async (desired: readonly Artifact[]) => {
    const live = await read();
    return makeDrift({
      ...shared,
      desired: withKnownIds(desired, live),
      live,
      published: publishedOf(state().release, state().artifacts),
      bodies,
      selects: () => true,
      now: new Date(0),
    });
  };

  return {
    plan: async (desired: readonly Artifact[], rest?: Partial<PlanInput>): Promise<Plan> =>
      (await plan(desired, rest)).made,
    drift,
    apply: async (desired: readonly Artifact[], rest?: Partial<PlanInput>) => {
      const { made, workspace, live, recovered, desired: known } = await plan(desired, rest);
      const project = { tolerances, exceptions: [], protect: undefined };
      const estate = { workspace, project } as unknown as EstatePlan["estate"];
      const report = await executePlan({
        made: {
          estate,
          plan: made,
          live,
          recovered,
          desired: known,
          selects: () => true,
          digest,
          readAgain: () => read(workspace),
        },
        recorder: undefined,
        watcher: { note: () => undefined, progress: () => undefined },
        settled: () => undefined,
      });
      const release = `R${++releases}`;
      const recorded = recordRelease({
        release,
        plan: made,
        outcomes: report.outcomes,
        recovered,
        live: await read(workspace),
        desired: known,
        selects: () => true,
        digest,
      });
      manifest = { ...manifest, release, artifacts: recorded.entries };
      bodies = new Map([...bodies, ...recorded.bodies.map(({ ref, body }) => [refKey(ref), body] as const)]);
      return report;
    },
    manifest: () => manifest,
    written: () => JSON.parse(JSON.stringify(writeManifest(manifest))),
    /** The release bodies, as a rollback wants them again. */
    released: (): readonly Artifact[] =>
      [...manifest.artifacts.values()].map(({ ref }) => ({
        ref,
        body: bodies.get(refKey(ref)) ?? {},
        origin: { file: "release", line: 1, column: 1 },
      })),
    /** The report, and all that it was made from. */
    found: async (desired: readonly Artifact[]): Promise<FoundDrift> => {
      const live = await read();
      const recovered = recover(state(), undefined, live);
      return { drift: await drift(desired), live, recovered, bodies };
    },
  };
}

/** What a plan does: `create made-job/J`. */
export const steps = (plan: Pick<Plan, "changes">) =>
  plan.changes.map(({ action, ref }) => `${action} ${formatRef(ref)}`);

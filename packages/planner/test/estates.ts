import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { parseRef } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { refKey } from "@retain/artifacts/words/ref";
import { synapseKinds } from "@retain/artifacts/words/synapse-kinds";
import { makePlan } from "../src/plan/make-plan.ts";
import type { FieldDifference, Plan } from "../src/plan/plan.ts";
import type { PlanInput } from "../src/plan/plan-input.ts";
import type { Published, PublishedArtifact } from "../src/plan/published.ts";

export function artifact(text: string, properties: JsonObject): Artifact {
  const ref = parseRef(text);
  if (!ref) throw new Error(text);
  return { ref, body: { name: ref.name, properties }, origin: { file: `${text}.json`, line: 1, column: 1 } };
}

export function liveOf(artifacts: readonly Artifact[]): LiveSnapshot {
  return {
    workspace: "shop",
    endpoint: "https://shop.dev.azuresynapse.net",
    listed: synapseKinds,
    artifacts: artifacts.map(({ ref, body }) => ({
      ref,
      body,
      digest: canonicalDigest(ref.kind, body),
      etag: "1",
    })),
  };
}

const none: readonly never[] = [];

/** The plan that makes `live` equal to `desired`, of one kind where that is said. */
export function planOf(
  desired: readonly Artifact[],
  live: readonly Artifact[],
  { only, ...rest }: Partial<Pick<LiveSnapshot, "listed">> & { readonly only?: string } = {},
): Plan {
  return makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired,
    live: { ...liveOf(live), ...rest },
    selects: (ref) => only === undefined || ref.kind === only,
    tolerances: () => none,
  });
}

/** The last release put these there and created them, and saw them live as it wrote them. */
export function publishedOf(
  artifacts: readonly Artifact[],
  rest: Partial<PublishedArtifact> = {},
): Published {
  return {
    release: "R1",
    artifacts: artifacts.map(({ ref, body }) => {
      const digest = canonicalDigest(ref.kind, body);
      return { ref, digest, live: digest, created: true, release: "R1", ...rest };
    }),
  };
}

/** The plan of three sides, with the bodies of the published one. */
export function planOfThree(
  sides: {
    readonly desired: readonly Artifact[];
    readonly live: readonly Artifact[];
    readonly published: readonly Artifact[];
  },
  rest: Partial<PlanInput> = {},
): Plan {
  return makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired: sides.desired,
    live: liveOf(sides.live),
    published: publishedOf(sides.published),
    publishedBodies: new Map(sides.published.map(({ ref, body }) => [refKey(ref), body])),
    selects: () => true,
    tolerances: () => none,
    ...rest,
  });
}

/** A trigger as it is live. */
export function runs(trigger: Artifact, started: boolean): LiveArtifact {
  const [found] = liveOf([trigger]).artifacts;
  if (found === undefined) throw new Error("no trigger");
  return { ...found, started };
}

/** What an update of one artifact to another shows. */
export function differencesOf(desired: Artifact, live: Artifact): readonly FieldDifference[] {
  return planOf([desired], [live]).changes[0]?.differences ?? [];
}

export function pathsOf(desired: Artifact, live: Artifact): readonly string[] {
  return differencesOf(desired, live).map(({ path }) => path);
}

export const reference = (name: string, type: string) => ({ referenceName: name, type });

export const lake = artifact("linked-service/Lake", {
  type: "AzureBlobFS",
  typeProperties: { url: "https://lake" },
});

export const table = artifact("dataset/Table", {
  type: "DelimitedText",
  linkedServiceName: reference("Lake", "LinkedServiceReference"),
  typeProperties: {},
});

export const wait = (name: string, seconds: number): JsonObject => ({
  name,
  type: "Wait",
  typeProperties: { waitTimeInSeconds: seconds },
});

export const load = (...activities: readonly JsonObject[]) => artifact("pipeline/Load", { activities });

export const cell = (source: string, type = "code"): JsonObject => ({
  cell_type: type,
  metadata: {},
  source,
});

export const notebook = (...cells: readonly JsonObject[]) => artifact("synapse-notebook/Train", { cells });

export const script = (query: string) => artifact("sql-script/Views", { content: { query } });

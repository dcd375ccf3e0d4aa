import type { Artifact } from "@retain/artifacts/artifact";
import { canonicalDigest } from "@retain/artifacts/canonical";
import type { JsonObject } from "@retain/artifacts/json";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { parseRef } from "@retain/artifacts/ref";
import { makePlan } from "../src/make-plan.ts";
import type { FieldDifference, Plan } from "../src/plan.ts";

export function artifact(text: string, properties: JsonObject): Artifact {
  const ref = parseRef(text);
  if (!ref) throw new Error(text);
  return { ref, body: { name: ref.name, properties }, origin: { file: `${text}.json`, line: 1, column: 1 } };
}

export function liveOf(artifacts: readonly Artifact[]): LiveSnapshot {
  return {
    workspace: "shop",
    endpoint: "https://shop.dev.azuresynapse.net",
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
export function planOf(desired: readonly Artifact[], live: readonly Artifact[], only?: string): Plan {
  return makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired,
    live: liveOf(live),
    selects: (ref) => only === undefined || ref.kind === only,
    tolerances: () => none,
  });
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

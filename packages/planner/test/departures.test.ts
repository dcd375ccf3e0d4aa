import { createHash } from "node:crypto";
import { canonicalDigest, canonicalText } from "@retain/artifacts/canonical/form";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import { refKey } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departures } from "../src/plan/departures.ts";
import { readPlan, writePlan } from "../src/plan/document.ts";
import { type PlanDocument, toDocument } from "../src/plan/document-values.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import type { Change, Plan } from "../src/plan/plan.ts";
import { artifact, lake, liveOf, publishedOf, reference, runs, table } from "./estates.ts";

const calling = (name: string, pipeline: string, retry: number) =>
  artifact(`pipeline/${name}`, {
    activities: [
      {
        name: "Call",
        type: "ExecutePipeline",
        policy: { retry },
        typeProperties: { pipeline: reference(pipeline, "PipelineReference") },
      },
    ],
  });
const reading = (name: string, dataset: string, seconds: number) =>
  artifact(`pipeline/${name}`, {
    activities: [
      { name: "Look", type: "Lookup", typeProperties: { dataset: reference(dataset, "DatasetReference") } },
      { name: "Wait", type: "Wait", typeProperties: { waitTimeInSeconds: seconds } },
    ],
  });
const trigger = (name: string, pipeline: string, rest: JsonObject) =>
  artifact(`trigger/${name}`, {
    type: "ScheduleTrigger",
    pipelines: [{ pipelineReference: reference(pipeline, "PipelineReference") }],
    ...rest,
  });

/** Each artifact in two states. */
const pool: readonly (readonly [Artifact, Artifact])[] = [
  [lake, artifact("linked-service/Lake", { type: "AzureBlobFS", typeProperties: { url: "https://other" } })],
  [table, artifact("dataset/Table", { ...(table.body.properties as JsonObject), description: "words" })],
  [artifact("dataset/Copy", table.body.properties as JsonObject), artifact("dataset/Copy", { type: "Json" })],
  [reading("Load", "Table", 1), reading("Load", "Copy", 2)],
  [calling("Nightly", "Load", 0), calling("Nightly", "Load", 1)],
  [trigger("Daily", "Nightly", {}), trigger("Daily", "Nightly", { runtimeState: "Stopped" })],
  [trigger("Hourly", "Load", { runtimeState: "Started" }), trigger("Hourly", "Load", { description: "x" })],
];

const side = fc
  .tuple(...pool.map(() => fc.constantFrom(undefined, 0, 1)))
  .map((states) =>
    states.flatMap((state, at): Artifact[] => (state === undefined ? [] : [pool[at]?.[state] as Artifact])),
  );

/** An environment and what a command makes of it. */
const cases = fc
  .record({
    desired: side,
    live: side,
    published: side,
    running: fc.array(fc.constantFrom<string>("trigger/daily", "trigger/hourly")),
    interrupted: fc.array(fc.constantFrom<string>("trigger/daily", "trigger/hourly")),
    left: fc.array(fc.constantFrom(...pool.map(([{ ref }]) => refKey(ref))), { maxLength: 3 }),
    onConflict: fc.constantFrom("overwrite", "keep-live"),
    pruneUnmanaged: fc.boolean(),
  })
  .map(({ desired, live, published, running, interrupted, left, ...rest }) => {
    const snapshot = liveOf(live);
    const basis = {
      live: {
        ...snapshot,
        artifacts: live.map((one, at) =>
          one.ref.kind === "trigger"
            ? runs(one, running.includes(refKey(one.ref)))
            : (snapshot.artifacts[at] as never),
        ),
      },
      published: publishedOf(published),
      interruptedTriggers: new Set(interrupted),
      tolerances: () => [],
      protect: ({ name }: { readonly name: string }) => (name === "Copy" ? "dear" : undefined),
    };
    const plan = makePlan({
      ...basis,
      ...(rest as { onConflict: "overwrite"; pruneUnmanaged: boolean }),
      tool: "retain 0.0.0",
      environment: "test",
      desired,
      selects: (ref) => !left.includes(refKey(ref)),
      now: new Date("2026-01-01"),
    });
    return { plan, basis };
  });

/** Every place of a value that holds no other value, and the value without it or with another one there. */
function edits(value: Json): readonly Json[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, at) => [
      ...edits(one as Json).map((other) => value.map((each, n) => (n === at ? other : each))),
      value.filter((_, n) => n !== at),
    ]);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value as JsonObject).flatMap(([key, one]) => {
      const { [key]: _, ...rest } = value as JsonObject;
      return [...edits(one).map((other) => ({ ...(value as JsonObject), [key]: other })), rest];
    });
  }
  return typeof value === "number"
    ? [value + 1]
    : typeof value === "boolean"
      ? [!value]
      : value === null
        ? ["x"]
        : [`${value}x`, "evil"];
}

/** A plan without the words about it and what it leaves alone. */
function decisive<C extends Pick<Change, "reason" | "side" | "origin"> & { readonly reach?: unknown }>({
  changes,
  workspace,
  endpoint,
  targets,
  policy,
}: Pick<Plan, "workspace" | "endpoint" | "targets" | "policy"> & { readonly changes: readonly C[] }) {
  const shown = changes.map(({ reason: _, side: __, origin: ___, reach: ____, ...rest }) => rest);
  return { changes: shown, workspace, endpoint, targets, policy };
}

/** A plan as it is saved, its digest made anew by whoever edited it. */
function signed({ version, ...rest }: PlanDocument): string {
  const digest = createHash("sha256")
    .update(JSON.stringify({ version, ...rest }))
    .digest("hex");
  return JSON.stringify({ version, digest, ...rest });
}

/**
 * What a plan does, bodies by what equals them. That of what is created is shown by its name alone: whoever makes the
 * digest anew says what it is.
 */
function sense(plan: Plan): string {
  const { changes, ...rest } = decisive(plan);
  const shown = changes.map(({ body, ...change }) => {
    const { ref } = change;
    const isShown = change.action === "update" && body !== undefined;
    return isShown ? { ...change, body: canonicalDigest(ref.kind, body) } : change;
  });
  return canonicalText({ ...rest, changes: shown } as unknown as Json);
}

describe("a saved plan", () => {
  test("follows from its own bodies and what is live", () => {
    fc.assert(
      fc.property(cases, ({ plan, basis }) => {
        const read = readPlan(writePlan(plan));
        if (!("plan" in read)) throw new Error(JSON.stringify(read));
        expect(departures(read.plan, basis)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("is refused after any edit of its file", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ plan }, pick) => {
        const document = JSON.parse(writePlan(plan)) as Json;
        const all = edits(document);
        const edited = all[pick % all.length] as Json;
        expect(readPlan(JSON.stringify(edited))).toHaveProperty("problems");
        expect(readPlan(JSON.stringify(document, null, 1))).toEqual({ plan });
      }),
      { numRuns: 60 },
    );
  });

  test("is refused where its digest was made anew and it does other things than it shows, or in another way", () => {
    fc.assert(
      fc.property(
        cases.filter(({ plan }) => plan.changes.length > 0),
        fc.nat(),
        ({ plan, basis }, pick) => {
          const document = toDocument(plan);
          const all = edits(JSON.parse(JSON.stringify(decisive(document))) as Json);
          const edited = all[pick % all.length] as unknown as Pick<PlanDocument, "changes">;
          const changes = document.changes.map((change) => {
            const other = edited.changes?.find(({ id }) => id === change.id);
            const { reason, side, origin, reach } = change;
            const words = {
              reason,
              ...(origin && { origin }),
              ...(side && { side }),
              ...(reach && { reach }),
            };
            return other && { ...other, ...words };
          });
          const read = readPlan(
            signed({ ...document, ...edited, changes: changes.filter((one) => one !== undefined) }),
          );
          if (!("plan" in read)) return;
          if (sense(read.plan) !== sense(plan)) expect(departures(read.plan, basis)).not.toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

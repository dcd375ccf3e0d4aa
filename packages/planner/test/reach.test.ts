import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Json } from "@retain/artifacts/words/json";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refOf } from "../src/plan/ref-text.ts";
import { deadNodes, makeGraph } from "../src/reach/graph.ts";
import { makeReach } from "../src/reach/reach.ts";
import { artifact } from "./estates.ts";

const types: Readonly<Record<string, string>> = {
  "linked-service": "LinkedServiceReference",
  dataset: "DatasetReference",
  "synapse-notebook": "NotebookReference",
  pipeline: "PipelineReference",
  trigger: "TriggerReference",
};
const reference = (text: string): Json => {
  const { kind, name } = refOf(text);
  return { referenceName: name, type: types[kind] ?? "" };
};
/** An artifact that refers to others. */
const node = (text: string, ...to: readonly string[]): Artifact =>
  artifact(text, { uses: to.map(reference) });
const daily = (text: string, hour: number, ...to: readonly string[]): Artifact =>
  artifact(text, {
    type: "ScheduleTrigger",
    pipelines: to.map((pipeline) => ({ pipelineReference: reference(pipeline) })),
    typeProperties: {
      recurrence: {
        frequency: "Day",
        interval: 1,
        startTime: `2026-01-01T0${hour}:00:00`,
        timeZone: "W. Europe Standard Time",
      },
    },
  });

const estate = [
  node("linked-service/Lake"),
  node("dataset/Orders", "linked-service/Lake"),
  node("dataset/Unused", "linked-service/Lake"),
  node("synapse-notebook/Clean"),
  node("pipeline/Load", "dataset/Orders"),
  node("pipeline/Nightly", "pipeline/LOAD", "synapse-notebook/Clean"),
  node("pipeline/ByHand", "dataset/Orders"),
  daily("trigger/Nightly", 2, "pipeline/Nightly"),
  daily("trigger/Noon", 9, "pipeline/Nightly"),
  artifact("trigger/Arrived", {
    type: "BlobEventsTrigger",
    pipelines: [{ pipelineReference: reference("pipeline/Load") }],
  }),
];
const reach = makeReach({
  graph: makeGraph(estate),
  started: ({ name }) => name !== "Noon",
  now: new Date("2026-11-25T16:00:00Z"),
});
const nightly = {
  ref: refOf("trigger/Nightly"),
  started: true,
  next: "2026-11-26T01:00:00Z",
  timeZone: "Europe/Berlin",
};
const noon = { ref: refOf("trigger/Noon"), started: false };
const arrived = { ref: refOf("trigger/Arrived"), started: true };

describe("what a change reaches", () => {
  test.each([
    ["linked-service/Lake", ["ByHand", "Load", "Nightly"], [arrived, nightly, noon]],
    ["linked-service/lake", ["ByHand", "Load", "Nightly"], [arrived, nightly, noon]],
    ["synapse-notebook/Clean", ["Nightly"], [nightly, noon]],
    ["pipeline/Load", ["Nightly"], [arrived, nightly, noon]],
    ["pipeline/Nightly", [], [nightly, noon]],
    ["trigger/Noon", ["Load", "Nightly"], [noon]],
  ])("%s", (ref, pipelines, triggers) => {
    expect(reach(refOf(ref))).toEqual({
      pipelines: pipelines.map((name) => refOf(`pipeline/${name}`)),
      triggers,
    });
  });

  test.each(["dataset/Unused", "pipeline/ByHand", "pipeline/Gone"])("nothing runs because of %s", (ref) => {
    expect(reach(refOf(ref))).toBeUndefined();
  });

  test("a trigger that waits for another does not make it run", () => {
    const waits = artifact("trigger/Later", {
      type: "TumblingWindowTrigger",
      pipeline: { pipelineReference: reference("pipeline/Report") },
      typeProperties: {
        dependsOn: [
          {
            type: "TumblingWindowTriggerDependencyReference",
            referenceTrigger: reference("trigger/Nightly"),
          },
        ],
      },
    });
    const artifacts = [...estate, node("pipeline/Report"), waits];
    const wider = makeReach({ graph: makeGraph(artifacts), started: () => false, now: new Date(0) });
    const refs = wider(refOf("pipeline/Nightly"))?.triggers.map(({ ref }) => formatRef(ref));
    expect(refs).toEqual(["trigger/Nightly", "trigger/Noon"]);
    expect(wider(refOf("trigger/Later"))?.pipelines).toEqual([refOf("pipeline/Report")]);
  });
});

describe("what no trigger reaches", () => {
  const dead = (artifacts: readonly Artifact[]) => {
    const graph = makeGraph(artifacts);
    return [...deadNodes(graph)].map((number) => formatRef(graph.nodes[number] as Ref));
  };

  test("an entry run by hand and what nobody uses", () => {
    expect(dead(estate)).toEqual(["dataset/Unused", "pipeline/ByHand"]);
  });

  test("all of an estate without triggers but what belongs to the workspace or the infrastructure", () => {
    const artifacts = [
      node("pipeline/Load"),
      node("integration-runtime/Own"),
      node("managed-private-endpoint/Lake"),
      artifact("linked-service/shop-WorkspaceDefaultStorage", {}),
    ];
    expect(dead(artifacts)).toEqual(["pipeline/Load"]);
  });

  test("what is referred to and nobody holds is a node, and never dead", () => {
    const graph = makeGraph([node("pipeline/Load", "dataset/Gone")]);
    expect(graph.nodes.map(formatRef)).toEqual(["dataset/Gone", "pipeline/Load"]);
    expect(graph.bodies[0]).toBeUndefined();
    expect([...deadNodes(graph)]).toEqual([1]);
  });
});

test("a name that is computed is told, for nobody knows where it leads", () => {
  const body = {
    uses: {
      type: "NotebookReference",
      referenceName: { type: "Expression", value: "@pipeline().parameters.n" },
    },
  };
  const { computed, edges } = makeGraph([artifact("pipeline/Any", body)]);
  expect(computed).toMatchObject([
    { from: 0, kind: "synapse-notebook", expression: "@pipeline().parameters.n" },
  ]);
  expect(edges).toEqual([]);
});

/** Any estate: cycles, references to oneself and to nobody included. */
const anyEstate = fc
  .array(
    fc.tuple(
      fc.constantFrom("linked-service", "dataset", "pipeline", "trigger"),
      fc.array(fc.nat(14), { maxLength: 3 }),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((made) => {
    const names = Array.from({ length: 15 }, (_, at) => `${made[at]?.[0] ?? "dataset"}/N${at}`);
    return made.map(([, to], at) => node(names[at] ?? "", ...to.map((number) => names[number] ?? "")));
  });

test("a pipeline is reached exactly when steps from it lead to the change", () => {
  fc.assert(
    fc.property(anyEstate, (artifacts) => {
      const refs = artifacts.map(({ ref }) => formatRef(ref));
      const graph = makeGraph(artifacts);
      /** Follows references literally, from a text to a text. */
      const leads = (from: string, to: string, seen: readonly string[] = []): boolean =>
        graph.edges.some((edge) => {
          const [a, b] = [edge.from, edge.to].map((number) => formatRef(graph.nodes[number] as Ref));
          if (a !== from || b === undefined || seen.includes(b)) return false;
          return b === to || (!b.startsWith("trigger/") && leads(b, to, [...seen, b]));
        });
      const reachOf = makeReach({ graph: makeGraph(artifacts), started: () => false, now: new Date(0) });
      for (const ref of refs.filter((text) => !text.startsWith("trigger/"))) {
        const found = reachOf(refOf(ref));
        const expected = refs.filter((from) => from !== ref && leads(from, ref)).sort();
        const pipelines = expected.filter((text) => text.startsWith("pipeline/"));
        const triggers = expected.filter((text) => text.startsWith("trigger/"));
        expect((found?.pipelines ?? []).map(formatRef).sort()).toEqual(pipelines);
        expect((found?.triggers ?? []).map((one) => formatRef(one.ref)).sort()).toEqual(triggers);
      }
    }),
    { numRuns: 150 },
  );
});

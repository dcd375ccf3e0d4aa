import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import { immutableAt } from "@retain/artifacts/kinds/immutable";
import type { Json } from "@retain/artifacts/words/json";
import { startTwin } from "@retain/twin/start-twin";
import { expect, onTestFinished, test } from "vitest";
import { openTwinWorkspace } from "./open-twin-workspace.ts";

/** Members of a tumbling window trigger, each with a value it is made with and another one. */
const members: Readonly<Record<string, readonly [Json, Json]>> = {
  frequency: ["Hour", "Minute"],
  interval: [1, 15],
  startTime: ["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"],
  endTime: ["2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"],
  delay: ["00:00:00", "00:10:00"],
  maxConcurrency: [1, 2],
};

const body = (changed?: string) => ({
  properties: {
    type: "TumblingWindowTrigger",
    pipeline: { pipelineReference: { referenceName: "Load", type: "PipelineReference" } },
    typeProperties: Object.fromEntries(
      Object.entries(members).map(([name, [first, other]]) => [name, name === changed ? other : first]),
    ),
  },
});

test("every fixed field of every contract is one of these, and of a kind that is written", () => {
  const fixed = allKinds()
    .map(contractOf)
    .flatMap(({ managed, kind, immutable = [] }) =>
      immutable.map(({ path, type }) => ({ managed, at: `${kind} ${type} ${path}` })),
    );
  const known = Object.keys(members).map(
    (name) => `trigger TumblingWindowTrigger properties.typeProperties.${name}`,
  );
  expect(fixed.filter(({ managed, at }) => !managed || !known.includes(at))).toEqual([]);
});

test("what a contract says is fixed the twin refuses to change, and what it does not say it takes", async () => {
  const twin = await startTwin({ workspaces: ["kk"], settings: { operationMs: 10 } });
  onTestFinished(() => twin.stop());
  const { write } = openTwinWorkspace(twin, "kk");
  const load = { kind: "pipeline", name: "Load" } as const;
  await write({ ref: load, body: { properties: { activities: [] } }, etag: undefined });
  for (const name of Object.keys(members)) {
    const ref = { kind: "trigger", name: `T${name}` } as const;
    const { etag } = await write({ ref, body: body(), etag: undefined });
    const isTaken = await write({ ref, body: body(name), etag }).then(
      () => true,
      () => false,
    );
    const isFixed = immutableAt("trigger", body(), [`properties.typeProperties.${name}`]).length > 0;
    expect([name, isTaken]).toEqual([name, !isFixed]);
  }
});

import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import { expect, test } from "vitest";
import { expected } from "../../src/conformance/expected.ts";
import { registry } from "../../src/registry.ts";
import type { WorkspaceEntry } from "../../src/workspace-entry.ts";

test("every kind has a trial beside the client of its workspace, or a reason why not", async () => {
  const entries = Object.entries<WorkspaceEntry>(registry);
  const tried = await Promise.all(
    entries.map(async ([name, { conformance }]) =>
      Object.entries((await conformance()).trials).map((one) => [name, ...one] as const),
    ),
  );
  expect(
    tried
      .flat()
      .map(([name, kind]) => `${name} ${kind}`)
      .sort(),
  ).toEqual(
    allKinds()
      .map((kind) => `${contractOf(kind).workspace} ${kind}`)
      .sort(),
  );
  for (const [, kind, trial] of tried.flat()) {
    if (typeof trial === "function") expect(expected.trials[kind]?.length, kind).toBeGreaterThan(0);
    else expect(trial.untried.length, kind).toBeGreaterThan(10);
  }
});

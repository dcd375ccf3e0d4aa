import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import { expect, test } from "vitest";
import { shipped } from "../../src/shipped.ts";

test("every kind has a client, a service of the twin that plays it, and roles for the doctor to tell", async () => {
  const { registry } = await shipped.load();
  const served = shipped.twin.map(({ all }) => all);
  const homeless = allKinds().filter((kind) => {
    const entry = registry[contractOf(kind).workspace];
    return entry?.permissions === undefined || !served.includes(entry.twin.instances);
  });
  expect(homeless).toEqual([]);
  const workspaces = new Set(allKinds().map((kind) => contractOf(kind).workspace));
  expect(Object.keys(registry).sort()).toEqual([...workspaces].sort());
});

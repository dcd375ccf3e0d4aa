import { join } from "node:path";
import { inject, test } from "vitest";
import { expectDamageTold } from "./damaged-files.ts";

const workspaces = [
  "fta-rest-analytics",
  "synapse-end-to-end-demo/artifacts",
  "serengeti-data-lab/synapse-worspace",
  "one-click-poc/synapsepoc",
];

test("thousands of damaged real files: the problem is told each time, and nothing throws", () =>
  expectDamageTold(workspaces.map((name) => join(inject("corpora"), name))));

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listCases } from "./case-folders.ts";
import { openHosts } from "./hosted-program.ts";
import { type CaseRunner, commandsAlone, runCase } from "./run-case.ts";
import { openWorld } from "./world.ts";

// `UPDATE=1 npx vitest run acceptance/acceptance` writes what is expected anew: read the difference.
const update = process.env.UPDATE === "1";
const cases = listCases();
let runner: CaseRunner;

beforeAll(async () => {
  const world = await openWorld(cases.map(({ workspace }) => workspace));
  runner = { world, hosts: openHosts(2), alone: commandsAlone(cases) };
});
afterAll(async () => {
  runner.hosts.close();
  await runner.world.close();
});

describe.concurrent("acceptance", () => {
  test.each(cases)(
    "$name",
    async (found) => {
      const { output, requests } = await runCase(found, runner);
      // Whatever is expected: no stack trace, nothing that only a program understands.
      const slips = /^(?:>&2 )? +at .*:\d+:\d+\)?$|bug in retain|\[object |\bundefined\b|\bNaN\b/;
      expect(output.split("\n").filter((line) => slips.test(line))).toEqual([]);
      judge(join(found.folder, "output.txt"), output);
      if (requests !== undefined) judge(join(found.folder, "requests.txt"), requests);
    },
    120_000,
  );
});

function judge(file: string, actual: string): void {
  if (update) writeFileSync(file, actual);
  expect(existsSync(file), `${file} is missing: run with UPDATE=1`).toBe(true);
  expect(actual).toBe(readFileSync(file, "utf8"));
}

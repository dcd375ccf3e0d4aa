import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeProject } from "./law-estates.ts";
import { copyMove, layOutVersion, prepareMove } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";
import { type EndState, stateOf } from "./state-of.ts";
import type { World } from "./world.ts";

// What a release began to create is ours, however the apply ended and by whatever it was finished.

const names = ["killed", "by-only", "by-a-saved-plan", "by-an-empty-revert", "half-way"];
const yes = { yes: true, allowDelete: true };
let world: World;
let places: ReadonlyMap<string, Place>;
let before: EndState;

beforeAll(async () => {
  const opened = await openPlaces(names);
  world = opened.world;
  places = new Map(opened.places.map((place) => [place.workspace, place]));
  const place = placeOf("killed");
  const cwd = await prepareMove(world, place);
  before = stateOf(world, place);
  const { faults } = world.twin.workspace(place.workspace);
  // By then it created a dataset and a pipeline, and is about to create a trigger.
  faults.add({ method: "PUT", path: "/triggers/Hourly", fault: { kind: "hold", effect: "before" } });
  const signalWhen = { name: "SIGKILL", reached: faults.untilHeld() } as const;
  expect((await runProgram(["apply", "--yes", "--allow-delete"], { cwd, signalWhen })).code).toBe(-1);
  faults.clear();
}, 60_000);
afterAll(() => world.close());

describe("a killed apply", () => {
  test.each([
    ["by-only", (cwd: string) => runCommand("apply", cwd, { ...yes, only: ["linked-service"] })],
    [
      "by-a-saved-plan",
      async (cwd: string) => {
        await runCommand("plan", cwd, { out: "plan.json", only: ["linked-service"] });
        return runCommand("apply", cwd, yes, "plan.json");
      },
    ],
    [
      "by-an-empty-revert",
      async (cwd: string) => {
        await runCommand("drift", cwd, { revert: true, out: "plan.json", only: ["linked-service"] });
        return runCommand("apply", cwd, yes, "plan.json");
      },
    ],
  ])(
    "finished %s: what it created is ours, blame says so, and the way back takes it away",
    async (name, finish) => {
      const place = placeOf(name);
      const cwd = copyMove(world, placeOf("killed"), place);
      await runCommand("unlock", cwd, { yes: true });
      const { code, problems, out } = await finish(cwd);
      expect(code, problems + out).toBe(0);
      expect(stateOf(world, place).published).toMatchObject({
        "dataset/Sales": { created: true, body: { name: "Sales" } },
        "pipeline/Report": { created: true, body: { name: "Report" } },
      });
      const blamed = await runCommand("blame", cwd, {}, "dataset/Sales");
      expect(blamed.out).toMatch(/created by a release/);
      expect(blamed.out).toMatch(/created by an apply of \S+ that did not finish/);
      expect((await runCommand("show", cwd, {}, "latest")).out).toMatch(
        /dataset\/Sales was created by an apply of/,
      );

      layOutVersion(1, cwd, place, world.folder);
      const back = await runCommand("apply", cwd, yes);
      expect(back.code, back.problems).toBe(0);
      expect(stateOf(world, place)).toEqual(before);
    },
  );
});

test("a create of several requests that failed half-way: the directory is ours, and goes with the repository's", async () => {
  const { workspace, account, filesystem } = placeOf("half-way");
  const cwd = world.makeFolder("half-way");
  const packages = fileURLToPath(new URL("../packages", import.meta.url));
  const layOut = (...sources: readonly string[]) => {
    const list = sources.map((name) => `  - package: ${join(packages, name)}\n`).join("");
    writeProject(cwd, list, workspace, world);
    const file = join(cwd, "environments/twin.yaml");
    const given = ["synapse_identity", "databricks_identity", "analysts_group"].map(
      (name, at) => `${name}: 00000000-0000-0000-0000-00000000000${at}`,
    );
    const vault = ["key_vault_url: https://v", "serverless_sql_host: s", "function_app_url: https://f"];
    const databricks = ["domain: https://d", "workspace_id: w", "policy_id: p", "runtime: r", "node_type: n"];
    const lines = [
      ...(sources.includes("lake") ? given : []),
      ...vault,
      ...databricks.map((line) => `databricks_${line}`),
    ];
    const lake = `lake: { account: ${account}, filesystem: ${filesystem} }\n`;
    writeFileSync(file, `${readFileSync(file, "utf8")}${lake}parameters:\n  ${lines.join("\n  ")}\n`);
  };
  layOut("lake", "linked-services");
  const { faults } = world.twin.lake(account);
  // The directory is made with its access; what it is for is still to be written.
  const path = "/**/raw/members/_contract.json";
  faults.add({ method: "PUT", path, times: 1, fault: { kind: "status", status: 403 } });
  const first = await runCommand("apply", cwd, yes);
  expect(first.code, first.out).toBe(6);
  expect(first.out).toContain("lake-directory/raw/members");
  const blamed = await runCommand("blame", cwd, {}, "lake-directory/raw/members");
  expect(blamed.out).toContain("(created by a release)");
  expect(blamed.out).toContain("create failed half-way");
  const second = await runCommand("apply", cwd, yes);
  expect(second.code, second.out + second.problems).toBe(0);
  layOut("linked-services");
  const dropped = await runCommand("apply", cwd, yes);
  expect(dropped.code, dropped.out + dropped.problems).toBe(0);
  expect(existsSync(join(world.twin.lake(account).files, filesystem, "raw/members"))).toBe(false);
});

function placeOf(name: string): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  return place;
}

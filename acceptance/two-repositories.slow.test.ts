import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { layOutVersion } from "./moving-estate.ts";
import { openPlaces, type Place } from "./places.ts";
import { type CommandOptions, runCommand } from "./run-command.ts";
import { liveOf } from "./state-of.ts";
import type { World } from "./world.ts";

// Two repositories publish to one workspace, each its own artifacts, each from an environment of the same name.

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const yes = { yes: true, allowDelete: true };
let world: World;
let places: ReadonlyMap<string, Place>;

beforeAll(async () => {
  const opened = await openPlaces(["shared", "taken", "older"]);
  world = opened.world;
  places = new Map(opened.places.map((place) => [place.workspace, place]));
});
afterAll(() => world.close());

function placeOf(name: string): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  return place;
}

/** A repository with these pipelines; more environments than `twin` where asked for. */
function layOut(
  project: string,
  place: Place,
  pipelines: readonly string[],
  environments = ["twin"],
): string {
  const folder = world.makeFolder(`${place.workspace}-${project}`);
  rmSync(join(folder, "workspace"), { recursive: true, force: true });
  for (const path of ["workspace/pipeline", "environments"])
    mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(
    join(folder, "retain.yaml"),
    `name: ${project}\nenvironment: twin\nsources:\n  - synapse: ./workspace\n`,
  );
  const { workspace, account, filesystem } = place;
  const twin = JSON.stringify(world.folder);
  const lake = `lake: { account: ${account}, filesystem: ${filesystem} }`;
  for (const name of environments)
    writeFileSync(
      join(folder, `environments/${name}.yaml`),
      `workspace: ${workspace}\ntwin: ${twin}\n${lake}\n`,
    );
  for (const name of pipelines)
    writeFileSync(
      join(folder, `workspace/pipeline/${name}.json`),
      JSON.stringify({ name, properties: { activities: [], description: `of ${project}` } }),
    );
  return folder;
}

const names = (prefix: string, amount: number) => Array.from({ length: amount }, (_, at) => `${prefix}${at}`);
const succeed = async (name: string, folder: string, options: CommandOptions = {}, ...args: string[]) => {
  const run = await runCommand(name, folder, options, ...args);
  expect(run.code, `${run.out}\n${run.problems}`).toBe(0);
  return run;
};
const pipelinesOf = (place: Place) =>
  Object.keys(liveOf(world, place)).filter((name) => name.startsWith("pipelines/"));

test("each leaves alone what the other owns, says whose it is, and is told where both declare the same", async () => {
  const place = placeOf("shared");
  const sales = layOut("sales", place, names("Sell", 11));
  await succeed("apply", sales, yes);
  const billing = layOut("billing", place, ["Bill"]);

  // Was: 1 to create, 9 to delete; with --allow-delete the other's artifacts were gone.
  const { out } = await succeed("plan", billing, { pruneUnmanaged: true });
  expect(out).toContain("Plan: 1 to create, 0 unchanged, 11 owned by others");
  expect(out).toContain("= owned by sales/twin: pipeline/Sell0, pipeline/Sell1,");
  expect(out).not.toContain("to delete");
  await succeed("apply", billing, { ...yes, pruneUnmanaged: true });
  expect(pipelinesOf(place)).toHaveLength(12);
  expect((await succeed("plan", sales, { exitCode: true })).out).toMatch(
    /^Nothing to do: 11 unchanged, 1 owned by others/m,
  );

  for (const format of ["text", "markdown", "html", "json"]) {
    const drift = await succeed("drift", billing, { format, strict: true });
    expect(drift.out).toContain("sales/twin");
    expect(drift.out).not.toContain("unmanaged, ");
  }
  expect((await succeed("plan", billing, { markdown: "plan.md" })).out).toContain("11 owned by others");
  expect(readFileSync(join(billing, "plan.md"), "utf8")).toContain(
    "- owned by `sales/twin`: `pipeline/Sell0`",
  );
  expect((await succeed("adopt", billing, { yes: true })).out).toContain("11 owned by others");

  layOut("billing", place, ["Bill", "Sell3"]);
  const before = liveOf(world, place);
  for (const command of ["plan", "apply"]) {
    const run = await runCommand(command, billing, yes);
    expect(run.code, run.out).toBe(9);
    expect(run.problems).toContain("owns in this workspace: pipeline/Sell3 (sales/twin)");
    expect(run.problems).toContain("retain adopt pipeline/Sell3 --from sales/twin");
  }
  expect(liveOf(world, place)).toEqual(before);

  // One lock for both, whatever they are called.
  const { faults } = world.twin.workspace(place.workspace);
  layOut("billing", place, ["Bill", "Refund"]);
  faults.add({
    method: "PUT",
    path: "/pipelines/Refund",
    times: 1,
    fault: { kind: "hold", effect: "before" },
  });
  const held = faults.untilHeld();
  const applying = runCommand("apply", billing, yes);
  await Promise.race([held, applying]);
  const other = await runCommand("apply", sales, yes);
  faults.clear();
  expect(other.code).toBe(10);
  expect(other.problems).toContain("on 'twin' of project 'billing'");
  expect((await applying).code).toBe(0);

  // Two environments of one repository are like two projects.
  const twice = layOut("sales", place, names("Sell", 11), ["twin", "again"]);
  expect((await succeed("validate", twice)).out + (await succeed("validate", twice)).problems).toContain(
    "environments 'twin' and 'again' name the same workspace",
  );
  const again = await runCommand("plan", twice, { env: "again" });
  expect(again.code).toBe(9);
  expect(again.out).toContain("Conflicts: 0 unchanged, 13 owned by others");
});

test("what is taken over is recorded in both states, and the other one does not create it anew", async () => {
  const place = placeOf("taken");
  const sales = layOut("sales", place, ["Sell", "Refund"]);
  await succeed("apply", sales, yes);
  const billing = layOut("billing", place, ["Bill", "Refund"]);
  const from = { from: "sales" };
  const unasked = await runCommand("adopt", billing, from, "pipeline/Refund");
  expect({ code: unasked.code, problems: unasked.problems }).toMatchObject({
    code: 3,
    problems: expect.stringContaining("add --yes"),
  });
  const unknown = await runCommand("adopt", billing, { from: "sale", yes: true });
  expect(unknown.problems).toContain("there are: sales/twin");
  expect((await succeed("adopt", billing, { ...from, yes: true }, "pipeline/Refund")).out).toContain(
    "Taken over: 1 artifact from sales/twin",
  );
  await succeed("apply", billing, yes);
  expect(liveOf(world, place)["pipelines/Refund"]).toMatchObject({
    properties: { description: "of billing" },
  });

  const told = await runCommand("plan", sales);
  expect(told.code).toBe(9);
  expect(told.problems).toContain("pipeline/Refund (billing/twin)");
  expect((await succeed("blame", sales, {}, "pipeline/Refund")).out).toContain("taken over by billing/twin");
  expect((await succeed("show", billing, {}, "latest~1")).out).toContain("taken from  sales/twin");

  // It was created by a release: the new owner may delete it, and the old one does not create it unasked.
  layOut("billing", place, ["Bill"]);
  await succeed("apply", billing, yes);
  expect(pipelinesOf(place)).toEqual(["pipelines/Bill", "pipelines/Sell"]);
  expect((await runCommand("apply", sales, yes)).code).toBe(9);
  await succeed("forget", sales, {}, "pipeline/Refund");
  await succeed("apply", sales, yes);
  expect(pipelinesOf(place)).toEqual(["pipelines/Bill", "pipelines/Refund", "pipelines/Sell"]);
});

test("an older retain's state is taken over by the project whose it is, and by no other", async () => {
  const place = placeOf("older");
  const staged = fileURLToPath(new URL("older-state", import.meta.url));
  cpSync(join(staged, "lake"), join(world.twin.lake(place.account).files, place.filesystem), {
    recursive: true,
  });
  const live = JSON.parse(readFileSync(join(staged, "live.json"), "utf8")) as Record<
    string,
    Record<string, Record<string, { readonly name: string }>>
  >;
  for (const [kind, held] of Object.entries(live))
    for (const [name, body] of Object.entries(held)) world.twin.workspace("older").seed(kind, name, body);

  // The other repository comes first: nothing of it is its own.
  const billing = layOut("billing", place, ["Bill"]);
  const plan = await succeed("plan", billing, { pruneUnmanaged: true });
  expect(plan.out).toContain("owned by _retain/twin");
  await succeed("apply", billing, yes);

  const moving = world.makeFolder("older-moving");
  layOutVersion(1, moving, place, world.folder);
  // The second version drops what the state owns; no git tells that it was this repository's.
  layOutVersion(2, moving, place, world.folder);
  const unclear = await runCommand("plan", moving);
  expect(unclear.code).toBe(5);
  expect(unclear.problems).toContain("it is unclear which project owns");
  layOutVersion(1, moving, place, world.folder);
  // Of what the killed apply wrote there are digests of an earlier day and no bodies: somebody has to decide.
  const unsure = await runCommand("plan", moving);
  expect(unsure.problems).toContain(
    "both differ from release 20261130T154912Z-3806bb: dataset/Orders, dataset/Sales",
  );
  const back = await succeed("apply", moving, { ...yes, overwrite: true });
  expect(back.notes).toContain("did not finish");
  // What the killed apply had created is ours, and goes.
  expect(pipelinesOf(place)).toEqual([
    "pipelines/Bill",
    "pipelines/Export",
    "pipelines/Load",
    "pipelines/Tidy",
  ]);
  expect((await succeed("history", moving)).out).toContain("20261130T154912Z-3806bb");
  expect((await succeed("plan", moving, { exitCode: true })).out).toContain("1 owned by others");
  layOutVersion(2, moving, place, world.folder);
  await succeed("apply", moving, yes);
  await succeed("rollback", moving, yes, "20261130T154912Z-3806bb");
});

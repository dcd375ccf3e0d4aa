import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPlaces, type Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";
import type { Moment } from "./stall.ts";
import type { World } from "./world.ts";

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 });

/** From the first to the second version one directory is made, one changes in access and contract, one goes. */
const versions: Readonly<Record<1 | 2, Readonly<Record<string, object>>>> = {
  1: { silver: { description: "Clean" }, old: { description: "Goes" } },
  2: { silver: { description: "Cleaner", permissions: "rwxr-x--x" }, raw: { description: "Comes" } },
};

/** Each request that changes a directory, in the order of one change. */
const requests = [
  ["PUT", "raw"],
  ["PUT", "raw/_contract.json"],
  ["PUT", "silver"],
  ["PATCH", "silver"],
  ["PUT", "silver/_contract.json"],
  ["DELETE", "old/_contract.json"],
  ["DELETE", "old"],
] as const;
const moments = requests.flatMap(([method, path]) =>
  (["before", "after"] as const).map((effect): Moment & { readonly name: string } => ({
    name: `${effect} ${method} ${path}`,
    on: "lake",
    // A move names its destination without the account.
    rule: { method, path: `/**state/${path}` },
    effect,
  })),
);
const cases = moments.flatMap((moment) => ([1, 2] as const).map((then) => ({ ...moment, then })));

let world: World;
let places: readonly Place[];
beforeAll(async () => {
  const opened = await openPlaces(cases.map((_, at) => `dirs-${at}`));
  world = opened.world;
  places = opened.places;
});
afterAll(() => world.close());

describe.concurrent("an apply of lake directories that is killed", () => {
  test.each(cases.map((one, at) => ({ ...one, at })))(
    "$name: the next one, of version $then, finishes it, calls nothing a conflict and leaves nothing",
    async ({ rule, effect, then, at }) => {
      const place = places[at];
      if (place === undefined) throw new Error(`there is no place ${at}`);
      const folder = world.makeFolder(place.workspace);
      layOut(1, folder, place);
      expect((await runCommand("apply", folder, { yes: true })).code).toBe(0);
      layOut(2, folder, place);
      const { faults } = world.twin.lake(place.account);
      faults.add({ ...rule, times: 1, fault: { kind: "hold", effect } });
      const signalWhen = { name: "SIGKILL", reached: faults.untilHeld() } as const;
      const killed = await runProgram(["apply", "--yes", "--allow-delete"], { cwd: folder, signalWhen });
      faults.clear();
      expect(killed.code, killed.stderr).toBe(-1);

      await runCommand("unlock", folder, { yes: true });
      layOut(then, folder, place);
      const next = await runCommand("apply", folder, { yes: true, allowDelete: true });
      expect(next.code, `${next.out}\n${next.problems}`).toBe(0);
      for (const name of ["silver", "old", "raw"]) {
        const wanted = versions[then][name] as { readonly description: string } | undefined;
        const held = join(world.twin.lake(place.account).files, place.filesystem, name);
        expect(existsSync(held) ? readdirSync(held) : undefined, name).toEqual(wanted && ["_contract.json"]);
        if (wanted === undefined) continue;
        expect(JSON.parse(readFileSync(join(held, "_contract.json"), "utf8"))).toMatchObject({
          properties: { description: wanted.description },
        });
      }
      const { code, out } = await runCommand("plan", folder, { exitCode: true });
      expect(code, out).toBe(0);
    },
  );
});

/** A package that defines the directories of a version; each in a folder of its own, for modules are imported once. */
function layOut(version: 1 | 2, folder: string, { workspace, account, filesystem }: Place): void {
  const source = join(folder, `lake-${version}`);
  mkdirSync(source, { recursive: true });
  mkdirSync(join(folder, "environments"), { recursive: true });
  const manifest = { name: "lake", version: "1.0.0", type: "module", retain: { artifacts: ["*.js"] } };
  writeFileSync(join(source, "package.json"), JSON.stringify(manifest));
  const lines = Object.entries(versions[version]).map(([name, properties]) => {
    const body = JSON.stringify({ name, properties });
    return `export const ${name} = { [Symbol.for("retain.artifact")]: true, kind: "lake-directory", name: "${name}", body: ${body}, definedAt: { file: "", line: 1, column: 1 } };`;
  });
  writeFileSync(join(source, "directories.js"), `${lines.join("\n")}\n`);
  writeFileSync(
    join(folder, "retain.yaml"),
    `name: moving\nenvironment: twin\nsources:\n  - package: ./lake-${version}\n`,
  );
  writeFileSync(
    join(folder, "environments/twin.yaml"),
    `workspace: ${workspace}\ntwin: ${JSON.stringify(world.folder)}\nlake: { account: ${account}, filesystem: ${filesystem} }\n`,
  );
}

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LawEstate } from "./law-estates.ts";
import { runCommand } from "./run-command.ts";
import { openWorld, type World } from "./world.ts";

let world: World;

/** A test over every estate that is given, as the live workspace of a team that has a git repository of it and no retain yet. */
export function holdInitLaw(given: readonly LawEstate[]): void {
  const estates = given.map((estate, index) => ({
    estate,
    name: estate.name,
    workspace: `init-${index}`,
  }));

  beforeAll(async () => {
    world = await openWorld(estates.map(({ workspace }) => workspace));
  });
  afterAll(() => world.close());

  describe.concurrent("the repository of a workspace that is in step", () => {
    test.each(estates)("$name: nothing to do after init, and nothing after adopt", async (found) => {
      const { estate, workspace } = found;
      const source = world.makeFolder(`${workspace}-source`);
      const git = world.makeFolder(`${workspace}-git`);
      await estate.layOut(source, workspace, world);
      expect(await runCommand("apply", source, { yes: true })).toMatchObject({ code: 0 });
      // Directories of a lake lie in no repository of Synapse.
      const refs = Object.keys((await planOf(source)).boundTo);
      const published = refs.filter((ref) => !ref.startsWith("lake-directory/")).length;
      expect(await runCommand("pull", source, {}, join(git, "synapse"))).toMatchObject({ code: 0 });
      // What a retain recorded goes: what a project publishes is its own, and taken over by `adopt --from` alone.
      for (const account of Object.keys(world.twin.status.lakes))
        rmSync(join(world.twin.lake(account).files, workspace, "_retain"), { recursive: true, force: true });
      mkdirSync(join(git, "environments"));
      writeFileSync(
        join(git, "environments/twin.yaml"),
        `workspace: ${workspace}\ntwin: ${JSON.stringify(world.folder)}\nlake: { filesystem: ${workspace} }\n`,
      );

      expect(await runCommand("init", git, { env: "twin" })).toMatchObject({ code: 0, problems: "" });
      const before = await planOf(git);
      expect(before.changes).toEqual([]);
      expect(before.summary).toMatchObject({ unchanged: published, unmanaged: 0, conflicts: 0 });

      const adopted = await runCommand("adopt", git, { yes: true, json: true });
      expect(adopted).toMatchObject({ code: 0 });
      expect(JSON.parse(adopted.out).adopted).toHaveLength(published);
      const after = await planOf(git);
      expect(after.changes).toEqual([]);
      expect(after.release).toBe(JSON.parse(adopted.out).release);
      expect(JSON.parse((await runCommand("adopt", git, { yes: true, json: true })).out).adopted).toEqual([]);
    });
  });
}

/** The plan of a folder, which must be empty. */
async function planOf(folder: string) {
  const { code, out, problems } = await runCommand("plan", folder, { json: true, exitCode: true });
  expect(code, problems).toBe(0);
  return JSON.parse(out);
}

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { runProgram } from "./run-program.ts";
import { copyRepository, openWorld, type World } from "./world.ts";

describe.concurrent("a process that is told to end", () => {
  let slow: World;
  beforeAll(async () => {
    slow = await openWorld(["interrupted", "killed"], { operationMs: 700 });
  });
  afterAll(() => slow.close());

  test("by Ctrl-C finishes what is under way, starts nothing new and reports both", async () => {
    const folder = slow.makeFolder("interrupted");
    copyRepository(estateFolder("chain"), folder, { workspace: "interrupted", twin: slow.folder });
    const live = slow.twin.workspace("interrupted");
    // The first write is done, the second under way, the others not started.
    const signal = { name: "SIGINT", after: "linked-service/Lake created" } as const;
    const run = await runProgram(["apply", "--yes"], { cwd: folder, signal });
    expect(run.code).toBe(130);
    expect(run.stdout).toContain("  + dataset/Orders created");
    expect(run.stdout).toContain("  o pipeline/Load not created");
    expect(run.stdout).toContain("  o trigger/Daily not created");
    expect(run.stdout).toMatch(/Applied: 2 created, 2 not done;/);
    expect(run.stderr).toContain("Stopping: finishing what is in progress");
    expect(live.snapshot().datasets).toHaveProperty("Orders");
    expect(live.snapshot().pipelines ?? {}).not.toHaveProperty("Load");

    const again = await runProgram(["apply", "--yes"], { cwd: folder });
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toMatch(/Applied: 2 created;/);
  });

  test("at once, in the middle of a write, leaves nothing that the next apply cannot finish", async () => {
    const folder = slow.makeFolder("killed");
    copyRepository(estateFolder("chain"), folder, { workspace: "killed", twin: slow.folder });
    const signal = { name: "SIGKILL", after: "linked-service/Lake created" } as const;
    await runProgram(["apply", "--yes"], { cwd: folder, signal });
    const again = await runProgram(["apply", "--yes"], { cwd: folder });
    expect(again.code, again.stdout).toBe(0);
    expect(Object.keys(slow.twin.workspace("killed").snapshot())).toEqual(
      expect.arrayContaining(["linkedservices", "datasets", "pipelines", "triggers"]),
    );
    expect((await runProgram(["plan", "--exit-code"], { cwd: folder })).code).toBe(0);
  });
});

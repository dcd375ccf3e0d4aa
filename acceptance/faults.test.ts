import type { FaultRule } from "@retain/twin/faults/fault";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";
import { copyRepository, openWorld, type World } from "./world.ts";

const writesOnly = { method: "PUT" } as const;

/** What may go wrong on the way, and how an apply that meets it may end. */
const faults: readonly (readonly [name: string, rules: readonly FaultRule[], codes: readonly number[]])[] = [
  ["a burst of 429 on everything", [{ times: 12, fault: { kind: "throttle", seconds: 0 } }], [0]],
  ["every third request answered 429", [{ probability: 0.3, fault: { kind: "throttle", seconds: 0 } }], [0]],
  ["reads answered 503 now and then", [{ method: "GET", probability: 0.1, fault: status(503) }], [0]],
  ["writes answered 500 now and then", [{ ...writesOnly, probability: 0.4, fault: status(500) }], [0, 1, 6]],
  ["writes answered 409 at first", [{ ...writesOnly, times: 3, fault: status(409) }], [0, 1, 6]],
  [
    "every answer to a first write lost",
    [{ ...writesOnly, times: 8, fault: { kind: "lost-response" } }],
    [0, 1, 6],
  ],
  ["answers lost now and then", [{ probability: 0.15, fault: { kind: "lost-response" } }], [0, 1, 5, 6]],
  [
    "operations that are refused",
    [{ ...writesOnly, times: 2, fault: failedOperation("BadRequest") }],
    [1, 6],
  ],
  ["every operation being refused", [{ ...writesOnly, fault: failedOperation("BadRequest") }], [1]],
  [
    "operations that fail for a moment",
    [{ ...writesOnly, times: 2, fault: failedOperation("InternalServerError") }],
    [0],
  ],
  ["the first reads stale", [{ method: "GET", times: 14, fault: { kind: "stale-read" } }], [0, 8]],
  [
    "reads stale now and then",
    [{ method: "GET", probability: 0.3, fault: { kind: "stale-read" } }],
    [0, 1, 6, 8],
  ],
  [
    "everything at once",
    [
      { probability: 0.1, seed: 2, fault: { kind: "throttle", seconds: 0 } },
      { probability: 0.1, seed: 3, fault: status(502) },
      { probability: 0.1, seed: 4, fault: { kind: "lost-response" } },
      { ...writesOnly, probability: 0.1, seed: 5, fault: failedOperation("BadRequest") },
    ],
    [0, 1, 5, 6],
  ],
];
const refused = [400, 401, 403, 404, 412] as const;
const writesOfShop = 8;
const workspaces = [
  ...faults.map((_, at) => `fault-${at}`),
  ...refused.map((code) => `refused-${code}`),
  ...Array.from({ length: writesOfShop }, (_, at) => `cut-${at}`),
];
let world: World;

beforeAll(async () => {
  world = await openWorld(workspaces);
});
afterAll(() => world.close());

describe.concurrent("an apply that meets", () => {
  test.each(faults.map(([name, rules, codes], at) => ({ name, rules, codes, workspace: `fault-${at}` })))(
    "$name ends right, or says what is not done and is right the next time",
    async ({ rules, codes, workspace }) => {
      const folder = layOut(workspace);
      const live = world.twin.workspace(workspace);
      for (const rule of rules) live.faults.add(rule);
      const first = await runCommand("apply", folder, { yes: true, json: true });
      live.faults.clear();
      expect(codes, `${first.out}${first.problems}`).toContain(first.code);
      if (first.out !== "") expectHonest(first.out, workspace);
      else expect(first.problems).toMatch(/^Error: .*\n(?: {2}.*\n)* {2}-> /);
      await expectMended(folder);
    },
  );

  test.each(refused)("HTTP %d on one write does the rest and tells why", async (code) => {
    const workspace = `refused-${code}`;
    const folder = layOut(workspace);
    const live = world.twin.workspace(workspace);
    live.faults.add({ ...writesOnly, path: "/datasets/Orders", fault: status(code) });
    const { code: ended, out } = await runCommand("apply", folder, { yes: true });
    expect(ended).toBe(6);
    expect(out).toContain("  x dataset/Orders failed");
    expect(out).toContain("  o pipeline/Load not created: create dataset/Orders did not succeed");
    expect(out).toMatch(/^Error: .*\n {2}at dataset\/Orders\n {2}because .*/m);
    expect(out).toMatch(/4 created, 1 failed, 3 not done;/);
    live.faults.clear();
    await expectMended(folder);
  });
});

describe.concurrent("a connection that is gone from a write on", () => {
  test.each(Array.from({ length: writesOfShop }, (_, skip) => ({ skip })))(
    "after $skip writes: the next apply ends as if nothing had happened",
    async ({ skip }) => {
      const workspace = `cut-${skip}`;
      const folder = layOut(workspace);
      const live = world.twin.workspace(workspace);
      live.faults.add({ ...writesOnly, skip, fault: status(400) });
      const { code, out } = await runCommand("apply", folder, { yes: true, json: true });
      expect([1, 6]).toContain(code);
      expectHonest(out, workspace);
      live.faults.clear();
      await expectMended(folder);
    },
  );
});

function status(code: number): FaultRule["fault"] {
  return { kind: "status", status: code };
}

function failedOperation(code: string): FaultRule["fault"] {
  return { kind: "failed-operation", code, message: "Something went wrong." };
}

function layOut(workspace: string): string {
  const folder = world.makeFolder(workspace);
  copyRepository(estateFolder("shop"), folder, { workspace, twin: world.folder });
  return folder;
}

interface Report {
  readonly changes: readonly { readonly ref: string; readonly status: string; readonly problem?: unknown }[];
}

/** What the report calls done is there; each other change has a cause. */
function expectHonest(out: string, workspace: string): void {
  const { changes } = JSON.parse(out) as Report;
  const names = Object.values(world.twin.workspace(workspace).snapshot()).flatMap((held) =>
    Object.keys(held),
  );
  for (const { ref, status, problem } of changes) {
    if (status === "done") expect(names).toContain(ref.slice(ref.indexOf("/") + 1));
    else expect(status === "failed" ? problem : status).toBeTruthy();
  }
}

async function expectMended(folder: string): Promise<void> {
  const second = await runCommand("apply", folder, { yes: true });
  expect(second.code, `${second.out}${second.problems}`).toBe(0);
  const { code, out } = await runCommand("plan", folder, { exitCode: true });
  expect(out).toContain("Nothing to do: 8 unchanged");
  expect(code).toBe(0);
}

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

import type { FaultRule } from "@retain/twin/faults/fault";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { runCommand } from "./run-command.ts";
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

let world: World;

/** Holds an apply to its promises whatever fails on the way; of each list of faults one of so many. */
export function holdFaults(every: number): void {
  const isTaken = (_: unknown, at: number) => at % every === 0;
  const met = faults
    .map(([name, rules, codes], at) => ({ name, rules, codes, workspace: `fault-${at}` }))
    .filter(isTaken);
  const answered = refused.map((code) => ({ code, workspace: `refused-${code}` })).filter(isTaken);
  const cut = Array.from({ length: writesOfShop }, (_, skip) => ({ skip, workspace: `cut-${skip}` })).filter(
    isTaken,
  );

  beforeAll(async () => {
    world = await openWorld([...met, ...answered, ...cut].map(({ workspace }) => workspace));
  });
  afterAll(() => world.close());

  describe.concurrent("an apply that meets", () => {
    test.each(met)(
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

    test.each(answered)(
      "HTTP $code on one write does the rest and tells why",
      async ({ code, workspace }) => {
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
      },
    );
  });

  describe.concurrent("a connection that is gone from a write on", () => {
    test.each(cut)(
      "after $skip writes: the next apply ends as if nothing had happened",
      async ({ skip, workspace }) => {
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
}

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

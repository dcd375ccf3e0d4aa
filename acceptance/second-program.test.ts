import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { offices } from "@retain/test-kit/made-up/offices";
import { linkArtifacts } from "@retain/test-kit/temporary-project";
import { openTwin } from "@retain/twin/host/open-twin";
import { services } from "@retain/twin/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../packages/publisher/scripts/bundle.ts";
import { openHosts } from "./hosted-program.ts";
import { runProgram } from "./run-program.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "retain-second-")));
const program = join(folder, "program/retain.js");
const repository = join(folder, "repository");
const startOffices = () =>
  openTwin([...services, offices], {
    folder: join(folder, "twin"),
    offices: ["north"],
    filesystems: ["churn"],
    settings: { operationMs: 0 },
  });
let twin: Awaited<ReturnType<typeof startOffices>>;

beforeAll(async () => {
  const entries = { retain: here("second-program.ts"), "second-thread": here("second-program-thread.ts") };
  [twin] = await Promise.all([startOffices(), bundle(entries, dirname(program))]);
  layOut({
    "retain.yaml": "name: rota\nenvironment: twin\nsources:\n  - package: ./rota\n",
    "environments/twin.yaml": `workspace: retain-twin\ntwin: ${join(folder, "twin")}\nlake: { filesystem: churn }\ndispatch: { office: north }\ntriggers: { shift/*: started }\n`,
    "rota/package.json": JSON.stringify({
      name: "rota",
      version: "1.0.0",
      type: "module",
      retain: { artifacts: ["./*.ts"] },
    }),
  });
  await linkArtifacts(repository);
});
afterAll(async () => {
  await twin?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function layOut(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

interface Releases {
  readonly releases: readonly { readonly id: string }[];
}

let said = 0;

/** The repository: crews with their sizes, and a shift of the first one at an hour. */
function say(crews: Readonly<Record<string, number>>, hour: number): void {
  const [first = ""] = Object.keys(crews);
  const lines = Object.entries(crews).map(
    ([name, size]) => `export const ${name} = defineArtifact("crew", "${name}", { size: ${size} });`,
  );
  const text = [
    'import { defineArtifact, liveId } from "@retain/artifacts/define";',
    ...lines,
    `export const night = defineArtifact("shift", "Night", { crewId: liveId(${first}), hour: ${hour} });`,
  ];
  // A file of its own each time: a host keeps the modules that it has imported.
  rmSync(join(repository, `rota/rota-${said}.ts`), { force: true });
  said += 1;
  layOut({ [`rota/rota-${said}.ts`]: text.join("\n") });
}

const hosts = openHosts(1, program);
afterAll(() => hosts.close());
const run = (words: string) => hosts.run(words.split(" "), { cwd: repository });
const held = (key: string) => twin.office("north").records.get(key)?.properties;
const crewId = (name: string) => twin.office("north").records.get(`crews/${name}`)?.id;

test("a service that nobody ships is published as those are that come with the program", async () => {
  say({ Alpha: 12, Beta: 2 }, 22);
  const invalid = await run("validate");
  expect(invalid.code).toBe(4);
  expect(invalid.stdout + invalid.stderr).toMatch(/properties\.size/);

  say({ Alpha: 3, Beta: 2 }, 22);
  expect(await run("validate")).toMatchObject({ code: 0 });
  const planned = await run("plan");
  expect(planned, planned.stderr).toMatchObject({ code: 0 });
  expect(planned.stdout).toMatch(
    /\+ crew\/Alpha.*\+ shift\/Night.*▶ shift\/Night.*reaches 1 crew \(Alpha\)/s,
  );

  const applied = await run("apply --yes");
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  expect(held("shifts/Night")).toEqual({ crewId: crewId("Alpha"), hour: 22, state: "running" });
  expect((await run("plan --exit-code")).code).toBe(0);

  // Somebody stops the shift, gives it to another crew and changes that crew in the office.
  Object.assign(held("shifts/Night") ?? {}, { state: "idle", crewId: crewId("Beta") });
  Object.assign(held("crews/Beta") ?? {}, { size: 9 });
  const drift = await run("drift");
  expect(drift.stdout).toMatch(
    /crew\/Beta.*properties\.size.*shift\/Night.*id of crew\/Alpha -> id of crew\/Beta/s,
  );
  expect((await run("apply --yes --overwrite")).code).toBe(0);
  expect(held("crews/Beta")).toEqual({ size: 2 });
  expect(held("shifts/Night")).toEqual({ crewId: crewId("Alpha"), hour: 22, state: "running" });

  // The shift is stopped for its change, and runs again after it.
  say({ Alpha: 4 }, 23);
  const moved = await run("apply --yes --allow-delete");
  expect(moved, moved.stderr).toMatchObject({ code: 0 });
  expect(moved.stdout).toMatch(/stopped.*shift\/Night.*started.*shift\/Night/s);
  expect(held("crews/Beta")).toBeUndefined();
  const { releases } = JSON.parse((await run("history --json")).stdout) as Releases;
  const back = await run(`rollback ${releases[1]?.id} --yes --allow-delete`);
  expect(back, back.stderr).toMatchObject({ code: 0 });
  expect(held("crews/Alpha")).toEqual({ size: 3 });
  expect(held("crews/Beta")).toEqual({ size: 2 });
  expect(held("shifts/Night")).toEqual({ crewId: crewId("Alpha"), hour: 22, state: "running" });

  const { faults } = twin.office("north");
  faults.add({ path: "/crews", fault: { kind: "status", status: 403, body: { error: { message: "no" } } } });
  const refused = await run("plan");
  faults.clear();
  expect(refused.stderr).toMatch(
    /cannot read the crews: you are signed in to dispatch "north", but not allowed to do it.*environments\/twin\.yaml:4:1/s,
  );

  const examined = await run("doctor");
  expect(examined, examined.stdout).toMatchObject({ code: 0 });
  expect(examined.stdout).toMatch(
    /dispatch.*dispatch reading.*3 artifacts of north read.*dispatch writing.*may send crews out/s,
  );
});

test("killed in the middle of a write to it, the next apply ends as if nothing had happened", async () => {
  say({ Alpha: 5, Gamma: 1 }, 21);
  const { faults } = twin.office("north");
  faults.add({ method: "PUT", path: "/shifts/*", times: 1, fault: { kind: "hold", effect: "before" } });
  const signalWhen = { name: "SIGKILL", reached: faults.untilHeld() } as const;
  const words = ["apply", "--yes", "--allow-delete"];
  expect((await runProgram(words, { cwd: repository, program, signalWhen })).code).toBe(-1);
  faults.clear();
  expect(held("shifts/Night")).toMatchObject({ state: "idle" });
  expect((await run("unlock --yes")).code).toBe(0);
  const next = await run("apply --yes --allow-delete");
  expect(next, next.stderr).toMatchObject({ code: 0 });
  expect(next.stderr).toContain("did not finish");
  expect(held("shifts/Night")).toEqual({ crewId: crewId("Alpha"), hour: 21, state: "running" });
  expect((await run("plan --exit-code")).code).toBe(0);
});

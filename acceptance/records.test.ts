import { readFileSync } from "node:fs";
import { makeStateStore } from "@retain/state/state-store";
import { lakeFiles } from "@retain/workspaces/lake/files";
import { openLake } from "@retain/workspaces/lake/open-lake";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { runCommand } from "./run-command.ts";
import { copyRepository, openWorld, type World } from "./world.ts";

const cases = ["records-journal", "records-lock", "records-damage"];
let world: World;
let at = 0;
let folder: string;
let workspace: string;

beforeAll(async () => {
  world = await openWorld(cases);
});
afterAll(() => world.close());
beforeEach(async () => {
  workspace = cases[at++] ?? "";
  folder = world.makeFolder(workspace);
  copyRepository(estateFolder("shop"), folder, { workspace, twin: world.folder });
  expect(await runCommand("apply", folder, { yes: true })).toMatchObject({ code: 0 });
});

const by = { name: "ada@example.org", host: "box (process 1)" };
const since = "2026-05-06T07:08:09.000Z";

function lake() {
  const { status } = world.twin;
  const [account = "", found] = Object.entries(status.lakes)[0] ?? [];
  return openLake({
    account,
    endpoint: found?.endpoint ?? "",
    filesystem: workspace,
    credential: {
      getToken: async () => ({ token: status.token, expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
    ca: readFileSync(status.ca, "utf8"),
    userAgent: "retain/0",
  });
}

const store = () =>
  makeStateStore({
    lake: lake(),
    folder: "_retain/shop/twin",
    olderFolder: "_retain/twin",
    project: "shop",
    environment: "twin",
    workspace,
    endpoint: world.twin.workspace(workspace).origin,
    claim: async () => ({ ours: [], unclear: [] }),
  });

/** Runs every command that changes records only. */
const both = async () => [
  await runCommand("adopt", folder, { yes: true }),
  await runCommand("forget", folder, {}, "pipeline"),
];

test("an apply that did not end is finished before records are changed", async () => {
  const journal = await store().openJournal();
  await journal.write({ at: since, type: "open", release: "r", by, changes: 1 });
  for (const { code, problems } of await both()) {
    expect(code).toBe(1);
    expect(problems).toContain("an apply to 'twin' did not finish");
    expect(problems).toContain(by.name);
  }
  expect(await runCommand("doctor", folder)).toMatchObject({
    code: 1,
    out: expect.stringContaining("finish it: retain apply"),
  });
  expect(await runCommand("apply", folder, { yes: true })).toMatchObject({ code: 0 });
  for (const { code } of await both()) expect(code).toBe(0);
  expect(await runCommand("doctor", folder)).toMatchObject({ code: 0 });
});

test("nobody changes records while somebody else works", async () => {
  const taken = await store().lock({ by, since, command: "retain apply" });
  for (const { code, problems } of await both()) {
    expect(code).toBe(10);
    expect(problems).toContain(by.name);
  }
  const doctor = await runCommand("doctor", folder);
  expect(doctor.code).toBe(0);
  expect(doctor.out).toMatch(/warning +lock +held by ada@example\.org/);
  if ("lock" in taken) await taken.lock.release();
  expect(await runCommand("adopt", folder, { yes: true })).toMatchObject({ code: 0 });
});

test("a damaged state is named, by the commands and by the doctor", async () => {
  const files = lakeFiles(lake(), "drafts");
  await files.remove("_retain/shop/twin/manifest.json");
  await files.create("_retain/shop/twin/manifest.json", "{");
  for (const { code, problems } of await both()) {
    expect(code).not.toBe(0);
    expect(problems).toContain("manifest.json is damaged");
  }
  const doctor = await runCommand("doctor", folder);
  expect(doctor.code).toBe(1);
  expect(doctor.out).toMatch(/failed +state +.*manifest\.json is damaged/);
});

import { formatRef } from "@retain/artifacts/words/ref";
import { refOf } from "@retain/planner/plan/ref-text";
import type { ReleasedChange } from "@retain/state/state";
import { writeRelease } from "@retain/state/written-state";
import { expect, test } from "vitest";
import { makeRelease } from "../../../state/test/state-lake.ts";
import { useReleasedProject } from "./released-project.ts";

const use = useReleasedProject();
const ids = ["20260506T070809Z-00000a", "20260507T070809Z-00000b", "20260508T070809Z-00000c"] as const;

const base = makeRelease(ids[0], ["pipeline/Load"]).changes[0] as ReleasedChange;
const change = (more: Partial<ReleasedChange>): ReleasedChange => {
  const made = { ...base, ...more };
  return { ...made, id: `${made.action} ${formatRef(made.ref)}` };
};
const hour = (day: string) => ({ started: `${day}T07:08:09.000Z`, ended: `${day}T07:08:21.500Z` });

/** Created; updated beside a failure and a skip; renamed by somebody without git. */
async function publish(): Promise<void> {
  const { store } = use;
  await store.close(makeRelease(ids[0], ["pipeline/Load", "dataset/In"]), []);
  await store.close(
    makeRelease(ids[1], ["pipeline/Load", "dataset/In"], {
      ...hour("2026-05-07"),
      result: "partial",
      packages: { "@shop/pipelines": "1.2.3" },
      by: { name: "0a1b-bot", host: "runner (process 9)" },
      commit: { sha: "fedcba9876543210fedcba9876543210fedcba98", subject: "Retry more", dirty: true },
      changes: [
        change({
          action: "update",
          risk: "behavioural",
          differences: [
            { path: 'properties.activities["A"].policy.retry', before: 1, after: 3, risk: "behavioural" },
          ],
        }),
        change({
          action: "update",
          ref: refOf("dataset/In"),
          status: "failed",
          problem: "the service refused it",
        }),
        change({ action: "start", ref: refOf("trigger/Nightly"), status: "skipped" }),
      ],
      downtime: [{ ref: refOf("trigger/Nightly"), seconds: 7.25 }],
      recorded: [refOf("dataset/Out")],
    }),
    [],
  );
  const { commit: _, ...unversioned } = makeRelease(ids[2], ["pipeline/Load members"], {
    ...hour("2026-05-08"),
    rollbackOf: ids[0],
    changes: [
      change({ action: "create", ref: refOf("pipeline/Load members"), renamedFrom: refOf("pipeline/Load") }),
      change({
        action: "delete",
        ref: refOf("pipeline/Load"),
        risk: "destructive",
        renamedTo: refOf("pipeline/Load members"),
      }),
    ],
    forgotten: [refOf("dataset/In")],
  });
  await store.close(unversioned, []);
}

test("history: a line a release, newest first", async () => {
  await publish();
  expect(await use.run("history")).toEqual({
    exit: "done",
    problems: "",
    out: [
      `${ids[2]}  2026-05-08 07:08 UTC  ada@example.org  -          done, back to ${ids[0]}  1 renamed, 1 forgotten`,
      `${ids[1]}  2026-05-07 07:08 UTC  0a1b-bot         fedcba98+  partial${" ".repeat(32)}1 updated, 1 failed, 1 not done, 1 recorded`,
      `${ids[0]}  2026-05-06 07:08 UTC  ada@example.org  01234567   done${" ".repeat(35)}2 created`,
      "",
      "History: 3 releases of dev",
    ].join("\n"),
  });
});

test("history: as many as asked for, and as JSON", async () => {
  await publish();
  const { out } = await use.run("history", [], { limit: 1 });
  expect(out.split("\n").at(-1)).toBe("History: 3 releases of dev, the last 1 shown: use --limit for more");
  const json = JSON.parse((await use.run("history", [], { limit: 2, json: true })).out);
  expect(json).toMatchObject({
    version: 1,
    environment: "dev",
    total: 3,
    releases: [
      { id: ids[2], rollbackOf: ids[0], changes: 2, done: 2, forgotten: 1 },
      { id: ids[1], result: "partial", changes: 3, done: 1, recorded: 1 },
    ],
  });
});

test("history: none yet", async () => {
  expect(await use.run("history")).toMatchObject({ exit: "done", out: "History: 0 releases of dev" });
});

test("history: a release that is damaged hides no other", async () => {
  await use.store.close(makeRelease(ids[0], ["dataset/In"]), []);
  await use.store.close({ ...makeRelease(ids[1], []), result: 1 as never }, []);
  const { exit, out, problems } = await use.run("history");
  expect(exit).toBe("failed");
  expect(out).toContain(`${ids[0]}  2026`);
  expect(problems).toContain(`releases/${ids[1]}.json is damaged [workspace-damaged]`);
});

test("show: everything of a release", async () => {
  await publish();
  expect((await use.run("show", [ids[1]])).out.split("\n")).toEqual([
    `Release ${ids[1]} (dev, ws, https://ws.dev.azuresynapse.net)`,
    "",
    "  when      2026-05-07 07:08 UTC, 13 s",
    "  by        0a1b-bot on runner (process 9)",
    "  commit    fedcba9876543210fedcba9876543210fedcba98 with uncommitted changes",
    "            Retry more",
    "  packages  @shop/pipelines@1.2.3",
    "  tool      retain 0",
    "  result    partial",
    "",
    "  ~ pipeline/Load (behavioural; 1.5 s)",
    '      properties.activities["A"].policy.retry: 1 -> 3',
    "  x update dataset/In (behavioural; 1.5 s)",
    "      the service refused it",
    "  o start trigger/Nightly (1.5 s; not done)",
    "",
    "  trigger/Nightly was down for 7.3 s",
    "",
    "  recorded as found: dataset/Out",
    "",
    "Release: 1 updated, 1 failed, 1 not done, 1 recorded",
  ]);
  const latest = (await use.run("show", ["latest"])).out;
  expect(latest).toContain("  + pipeline/Load members (renamed from pipeline/Load; 1.5 s)");
  expect(latest).toContain("  - pipeline/Load (destructive; renamed to pipeline/Load members; 1.5 s)");
  expect(latest).toContain(`  back to  ${ids[0]}`);
  expect(latest).toContain("  forgotten: dataset/In");
});

test("show: the JSON is the release as it is recorded", async () => {
  await publish();
  expect(JSON.parse((await use.run("show", ["00000a"], { json: true })).out)).toEqual(
    writeRelease(makeRelease(ids[0], ["pipeline/Load", "dataset/In"])),
  );
});

test.each([
  ["20260506", ids[0]],
  ["00000b", ids[1]],
  ["latest", ids[2]],
])("show: %s is enough of an id", async (word, id) => {
  await publish();
  expect((await use.run("show", [word])).out).toContain(`Release ${id} `);
});

test("show: an unknown or ambiguous id", async () => {
  expect(await use.run("show", ["latest"])).toMatchObject({
    exit: "usage",
    problems: expect.stringContaining("environment 'dev' has no release 'latest'; there is none yet"),
  });
  await publish();
  const near = await use.run("show", ["20260507T070809Z-00000d"]);
  expect(near).toMatchObject({
    exit: "usage",
    problems: expect.stringContaining(`did you mean "${ids[1]}"`),
  });
  const ambiguous = await use.run("show", ["2026"]);
  expect(ambiguous.exit).toBe("usage");
  expect(ambiguous.problems).toContain("'2026' matches more than one release");
  expect(ambiguous.problems).toContain(ids.toReversed().join(", "));
});

test("blame: who wrote it last, and before, under the names it had", async () => {
  await publish();
  expect((await use.run("blame", ["pipeline/load MEMBERS"])).out.split("\n")).toEqual([
    "pipeline/Load members (created by a release)",
    "",
    `  ${ids[2]}  2026-05-08 07:08 UTC  ada@example.org  -          renamed from pipeline/Load`,
    `  ${ids[1]}  2026-05-07 07:08 UTC  0a1b-bot         fedcba98+  updated as pipeline/Load    Retry more`,
    `  ${ids[0]}  2026-05-06 07:08 UTC  ada@example.org  01234567   created as pipeline/Load    Load more`,
  ]);
  expect((await use.run("blame", ["pipeline/Load members"], { limit: 1 })).out.split("\n")).toHaveLength(3);
});

test("blame: what is not published any more, and what failed, was recorded or forgotten", async () => {
  await publish();
  expect((await use.run("blame", ["dataset/In"])).out.split("\n")).toEqual([
    "dataset/In (not published any more)",
    "",
    expect.stringMatching(/^ {2}20260508.* forgotten$/),
    expect.stringMatching(/^ {2}20260507.* update failed {2,}Retry more$/),
    expect.stringMatching(/^ {2}20260506.* created {2,}Load more$/),
  ]);
  expect((await use.run("blame", ["dataset/Out"])).out).toContain("recorded as found");
  expect(JSON.parse((await use.run("blame", ["dataset/In"], { json: true })).out)).toMatchObject({
    version: 1,
    ref: "dataset/In",
    published: null,
    releases: [
      { release: ids[2], record: "forgotten" },
      { release: ids[1], change: { status: "failed" } },
      { release: ids[0], change: { action: "create" }, commit: { subject: "Load more" } },
    ],
  });
});

test("blame: a word that names no artifact, and one that no release knows", async () => {
  await publish();
  expect(await use.run("blame", ["Load"])).toMatchObject({
    exit: "usage",
    problems: expect.stringContaining("use kind/name"),
  });
  expect(await use.run("blame", ["pipeline/Load member"])).toMatchObject({
    exit: "usage",
    problems: expect.stringContaining('did you mean "pipeline/Load members"'),
  });
});

test.each(["history", "show", "blame", "unlock"])(
  "%s: an environment without a lake has no state",
  async (name) => {
    const args = name === "blame" ? ["pipeline/A"] : ["latest"];
    expect(await use.run(name, args, { env: "none" })).toMatchObject({
      exit: "invalid",
      problems: expect.stringContaining("[no-state]"),
    });
    expect((await use.run(name, args, { env: "gone" })).exit).toBe("invalid");
  },
);

test("a lake that fails is told with the place that names it", async () => {
  const { faults } = use.twin.lake("teststore");
  faults.add({ fault: { kind: "status", status: 403, body: { code: "AuthorizationPermissionMismatch" } } });
  const { exit, problems } = await use.run("history");
  faults.clear();
  expect(exit).toBe("unreachable");
  expect(problems).toContain("environments/dev.yaml:3:1");
  expect(problems).toContain("Storage Blob Data Contributor");
});

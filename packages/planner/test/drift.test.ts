import { readFileSync } from "node:fs";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { driftJsonSchema, driftSchema, writeDrift } from "../src/drift/document.ts";
import type { Drift } from "../src/drift/drift.ts";
import { makeDrift } from "../src/drift/make-drift.ts";
import type { PublishedArtifact } from "../src/plan/published.ts";
import { refOf } from "../src/plan/ref-text.ts";
import { artifact, lake, liveOf, load, reference, table, wait } from "./estates.ts";

const none: readonly never[] = [];

interface Estate {
  readonly desired?: readonly Artifact[];
  readonly live?: readonly Artifact[];
  /** Undefined: no state is kept. */
  readonly published?: readonly Artifact[];
  /** What the manifest says beside the digests. */
  readonly entry?: Partial<PublishedArtifact>;
  /** Triggers that run, by formatted ref. */
  readonly running?: readonly string[];
  readonly selects?: (ref: Artifact["ref"], body: JsonObject) => boolean;
  readonly lostBodies?: boolean;
}

function driftOf(estate: Estate): Drift {
  const { desired = [], live = [], published, entry, running = [] } = estate;
  const snapshot = liveOf(live);
  return makeDrift({
    tool: "retain 0.0.0",
    environment: "test",
    desired,
    live: {
      ...snapshot,
      artifacts: snapshot.artifacts.map((one) =>
        one.ref.kind === "trigger" ? { ...one, started: running.includes(formatRef(one.ref)) } : one,
      ),
    },
    published: published && {
      release: "R1",
      artifacts: published.map(({ ref, body }): PublishedArtifact => {
        const digest = canonicalDigest(ref.kind, body);
        return { ref, digest, live: digest, created: true, release: "R1", ...entry };
      }),
    },
    bodies: new Map(estate.lostBodies ? [] : (published ?? []).map(({ ref, body }) => [refKey(ref), body])),
    selects: estate.selects ?? (() => true),
    tolerances: () => none,
    now: new Date("2026-11-25T09:37:10Z"),
  });
}

const brief = (drift: Drift) =>
  drift.items.map(({ status, ref, repository }) => [status, formatRef(ref), repository]);

const before = load(wait("A", 1));
const after = load(wait("A", 2));
const nightly = artifact("trigger/Nightly", { type: "ScheduleTrigger", typeProperties: {} });

describe("against a release", () => {
  test("what is as it was left is no drift", () => {
    const drift = driftOf({ desired: [before, lake], live: [before, lake], published: [before, lake] });
    expect(drift).toMatchObject({ release: "R1", against: "release", items: [], pending: [] });
    expect(drift.summary).toMatchObject({ unchanged: 2, edited: 0 });
  });

  test("an item tells what runs because of it, and when next", () => {
    const daily = artifact("trigger/Daily", {
      type: "ScheduleTrigger",
      pipelines: [{ pipelineReference: reference("Load", "PipelineReference") }],
      typeProperties: {
        recurrence: { frequency: "Day", interval: 1, startTime: "2026-01-01T03:00:00Z", timeZone: "UTC" },
      },
    });
    const estate = { desired: [before, daily], live: [after, daily], published: [before, daily] };
    const reachOf = (running: readonly string[]) =>
      driftOf({ ...estate, running, entry: { started: running.length > 0 } }).items[0]?.reach;
    expect(reachOf(["trigger/Daily"])).toMatchObject({
      pipelines: [],
      triggers: [{ ref: refOf("trigger/Daily"), started: true, next: "2026-11-26T03:00:00Z" }],
    });
    expect(reachOf([])).toEqual({
      pipelines: [],
      triggers: [{ ref: refOf("trigger/Daily"), started: false }],
    });
  });

  test("an edit shows its fields, published first", () => {
    const drift = driftOf({ desired: [before], live: [after], published: [before] });
    expect(drift.items).toEqual([
      {
        ref: refOf("pipeline/Load"),
        status: "edited",
        risk: "behavioural",
        reason: "edited since release R1",
        release: "R1",
        repository: "differs",
        differences: [
          {
            path: 'properties.activities["A"].typeProperties.waitTimeInSeconds',
            before: 1,
            after: 2,
            risk: "behavioural",
          },
        ],
        at: { file: "pipeline/Load.json", line: 1, column: 1 },
      },
    ]);
  });

  test("an edit that the repository holds already is in step with it", () => {
    const drift = driftOf({ desired: [after], live: [after], published: [before] });
    expect(brief(drift)).toEqual([["edited", "pipeline/Load", "equal"]]);
    expect(drift.items[0]?.conflict).toBeUndefined();
    expect(drift.pending).toEqual([]);
  });

  test("an edit of what the repository moved to something else is a conflict", () => {
    const drift = driftOf({ desired: [load(wait("A", 3))], live: [after], published: [before] });
    expect(drift.items).toMatchObject([{ status: "edited", repository: "differs", conflict: true }]);
  });

  test("an edit of what the repository dropped is a conflict", () => {
    const drift = driftOf({ live: [after], published: [before] });
    expect(drift.items).toMatchObject([{ status: "edited", repository: "absent", conflict: true }]);
  });

  test("what the repository says since is pending, and no drift", () => {
    const drift = driftOf({ desired: [after, table], live: [before, lake], published: [before, lake] });
    expect(drift.items).toEqual([]);
    expect(drift.pending).toEqual([
      { ref: refOf("linked-service/Lake"), what: "deleted" },
      { ref: refOf("dataset/Table"), what: "created" },
      { ref: refOf("pipeline/Load"), what: "edited" },
    ]);
  });

  test("what was adopted is not pending to be deleted", () => {
    const drift = driftOf({ live: [lake], published: [lake], entry: { created: false } });
    expect(drift).toMatchObject({ items: [], pending: [] });
  });

  test("what is gone vanished, even when the repository dropped it too", () => {
    const drift = driftOf({ desired: [before], published: [before, lake] });
    expect(brief(drift)).toEqual([
      ["vanished", "linked-service/Lake", "equal"],
      ["vanished", "pipeline/Load", "differs"],
    ]);
    expect(drift.items[1]).toMatchObject({ risk: "destructive", release: "R1" });
  });

  test("what came from nobody is unmanaged; what the repository now holds is not", () => {
    const drift = driftOf({ desired: [before], live: [before, lake, table], published: [] });
    expect(brief(drift)).toEqual([
      ["unmanaged", "linked-service/Lake", "absent"],
      ["unmanaged", "dataset/Table", "absent"],
    ]);
    expect(drift.items[0]?.release).toBeNull();
  });

  test("a trigger that was edited and started moved in two ways", () => {
    const edited = artifact("trigger/Nightly", { type: "ScheduleTrigger", typeProperties: { interval: 2 } });
    const drift = driftOf({
      desired: [nightly],
      live: [edited],
      published: [nightly],
      entry: { started: false },
      running: ["trigger/Nightly"],
    });
    expect(brief(drift)).toEqual([
      ["edited", "trigger/Nightly", "differs"],
      ["trigger-state", "trigger/Nightly", "equal"],
    ]);
    expect(drift.items[1]).toMatchObject({
      started: { published: false, live: true },
      reason: "runs, but release R1 left it stopped",
    });
  });

  test("a stopped trigger differs from a repository that wants it running", () => {
    const wanted = artifact("trigger/Nightly", { type: "ScheduleTrigger", runtimeState: "Started" });
    const drift = driftOf({
      desired: [wanted],
      live: [wanted],
      published: [wanted],
      entry: { started: true },
    });
    expect(brief(drift)).toEqual([["trigger-state", "trigger/Nightly", "differs"]]);
  });

  test("what the service rewrote is as the release left it, in either form", () => {
    const shown = canonicalDigest("pipeline", after.body);
    for (const live of [before, after])
      expect(
        driftOf({ desired: [before], live: [live], published: [before], entry: { live: shown } }).items,
      ).toEqual([]);
  });

  test("an edit whose published body is lost is still told", () => {
    const drift = driftOf({ desired: [before], live: [after], published: [before], lostBodies: true });
    expect(drift.items).toMatchObject([
      {
        status: "edited",
        differences: [],
        reason: expect.stringContaining("but its published body was not found"),
      },
    ]);
  });

  test("digests of another version of the rules are no drift where no field differs", () => {
    const entry = { digest: "of an older rule", live: "of an older rule" };
    expect(driftOf({ desired: [before], live: [before], published: [before], entry }).items).toEqual([]);
  });

  test("shows no secret", () => {
    const secret = (value: string) =>
      artifact("linked-service/Lake", { type: "AzureBlobFS", typeProperties: { accountKey: value } });
    const drift = driftOf({
      live: [secret("q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")],
      published: [secret("AAAAEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")],
    });
    expect(drift.items).toHaveLength(1);
    expect(writeDrift(drift)).not.toMatch(/RWeJCrze8S/);
  });
});

describe("what belongs to nobody of us", () => {
  test("is left out: the workspace's own, kinds that are only read, what is not selected", () => {
    const own = artifact("linked-service/shop-WorkspaceDefaultStorage", { type: "AzureBlobFS" });
    const pool = artifact("spark-pool/small", {});
    const drift = driftOf({
      live: [own, pool, lake, before],
      published: [],
      selects: (ref) => ref.kind === "pipeline" || ref.name !== "Lake",
    });
    expect(brief(drift)).toEqual([["unmanaged", "pipeline/Load", "absent"]]);
  });
});

describe("without a release", () => {
  test("the repository is what the workspace is compared with", () => {
    const drift = driftOf({ desired: [before, table], live: [after, lake] });
    expect(drift).toMatchObject({ release: null, against: "repository", pending: [] });
    expect(brief(drift)).toEqual([
      ["unmanaged", "linked-service/Lake", "absent"],
      ["vanished", "dataset/Table", "differs"],
      ["edited", "pipeline/Load", "differs"],
    ]);
    expect(drift.items[2]?.differences).toMatchObject([{ before: 1, after: 2 }]);
  });

  test("a name in another case is the same artifact", () => {
    const shouted = {
      ...before,
      ref: { ...before.ref, name: "LOAD" },
      body: { ...before.body, name: "LOAD" },
    };
    expect(driftOf({ desired: [before], live: [shouted] }).items).toEqual([]);
  });

  test("a trigger is held to the state its file names", () => {
    const wanted = artifact("trigger/Nightly", { type: "ScheduleTrigger", runtimeState: "Started" });
    expect(driftOf({ desired: [wanted], live: [wanted] }).items).toMatchObject([
      { status: "trigger-state", reason: "is stopped, but the repository wants it running" },
    ]);
    expect(driftOf({ desired: [nightly], live: [nightly] }).items).toEqual([]);
  });
});

describe("laws", () => {
  const pool = [
    lake,
    table,
    before,
    after,
    load(wait("A", 3)),
    nightly,
    artifact("sql-script/S", { content: {} }),
  ];
  const side = fc.uniqueArray(fc.constantFrom(...pool), { selector: ({ ref }) => refKey(ref) });

  test("every artifact is drift, pending, unchanged or on no side; never two of them", () => {
    fc.assert(
      fc.property(side, side, side, (desired, live, published) => {
        const drift = driftOf({ desired, live, published });
        expect(driftSchema.safeParse(JSON.parse(writeDrift(drift))).error).toBeUndefined();
        const named = [...drift.items, ...drift.pending].map(({ ref }) => formatRef(ref));
        expect(new Set(named).size).toBe(named.length);
        expect(drift.items.map(({ status }) => status)).not.toContain("trigger-state");
        const { edited, vanished, unmanaged, triggerState } = drift.summary;
        expect(edited + vanished + unmanaged + triggerState).toBe(drift.items.length);
        // The order in which the sides are given says nothing.
        const turned = driftOf({
          desired: [...desired].reverse(),
          live: [...live].reverse(),
          published: [...published].reverse(),
        });
        expect(turned).toEqual(drift);
      }),
    );
  });

  test("a workspace that was published as it is has no drift, whatever the repository says", () => {
    fc.assert(
      fc.property(side, side, (desired, live) => {
        expect(driftOf({ desired, live, published: live }).items).toEqual([]);
      }),
    );
  });
});

test("the published schema is that of the document", () => {
  expect(readFileSync(new URL("../drift.schema.json", import.meta.url), "utf8")).toBe(driftJsonSchema());
});

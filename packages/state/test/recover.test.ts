import type { LiveArtifact } from "@retain/artifacts/words/live";
import { refOf } from "@retain/planner/plan/ref-text";
import { describe, expect, test } from "vitest";
import { recover } from "../src/recover.ts";
import type { JournalLine } from "../src/state.ts";
import { type InText, inText, manifestOf } from "./in-text.ts";

const at = "2026-05-06T07:08:09.000Z";
const by = { name: "ada", host: "box" };
const open = (release: string): JournalLine => ({ at, type: "open", release, by, changes: 3 });
const begin = (
  action: "create" | "update" | "delete" | "stop" | "start",
  ref: string,
  found: string | null,
  digest?: string,
): JournalLine => {
  const isStep = action === "stop" || action === "start";
  return {
    at,
    type: "begin",
    id: `${action} ${ref}`,
    ref: refOf(ref),
    action,
    ...(digest === undefined ? {} : { digest }),
    found: { live: found, ...(isStep ? { started: action === "stop" } : {}) },
  };
};
const end = (id: string, problem?: string): JournalLine => ({
  at,
  type: "end",
  id,
  ...(problem === undefined ? { result: "done" } : { result: "failed", problem }),
});
type Entry = InText["artifacts"][string];
const entry = (digest: string, more: Partial<Entry> = {}): Entry => ({
  digest,
  live: digest,
  created: true,
  release: "r1",
  ...more,
});

function recovered(
  lines: readonly JournalLine[],
  live: Readonly<Record<string, string | Partial<LiveArtifact>>>,
  artifacts: InText["artifacts"] = {},
  more: Partial<InText> = {},
) {
  const manifest = manifestOf({ artifacts, ...more });
  const held = Object.entries(live).flatMap(([text, one]): readonly LiveArtifact[] => [
    { ref: refOf(text), digest: "d", ...(typeof one === "string" ? { digest: one } : one) },
  ]);
  const found = recover(
    manifest,
    { lines },
    { workspace: "w", endpoint: "https://w", listed: [], artifacts: held },
  );
  const { artifacts: entries, begun = {} } = inText({ artifacts: found.entries, begun: found.begun });
  return { ...found, entries, begun };
}

describe("a replacement that an apply died in", () => {
  const half = (action: "delete" | "create", found: string | null, digest?: string): JournalLine => ({
    ...(begin(action, "trigger/T", found, digest) as Extract<JournalLine, { type: "begin" }>),
    replaces: true,
  });
  const before = [open("r2"), begin("stop", "trigger/T", "o"), end("stop trigger/T"), half("delete", "o")];
  const old = { "trigger/T": entry("o", { created: false, started: true }) };

  test("is the old one where the delete did not happen: it runs again", () => {
    const found = recovered(before, { "trigger/T": { digest: "o", started: false } }, old);
    expect(found.entries).toEqual(old);
    expect(found.interruptedTriggers).toEqual(new Set(["trigger/t"]));
  });

  test.each([
    ["and its end is known", [...before, end("delete trigger/T")]],
    ["and nobody wrote so", before],
    [
      "and the create failed",
      [
        ...before,
        end("delete trigger/T"),
        half("create", null, "n"),
        end("create trigger/T", "workspace-refused"),
      ],
    ],
  ])("is nobody's where only the delete happened %s: it is created, and runs again", (_, lines) => {
    const found = recovered(lines, {}, old);
    expect(found.entries).toEqual({});
    expect(found.interruptedTriggers).toEqual(new Set(["trigger/t"]));
  });

  test("is ours where the new one is there, whoever had made the old one", () => {
    const lines = [...before, end("delete trigger/T"), half("create", null, "n")];
    const found = recovered(lines, { "trigger/T": { digest: "n", started: false } }, old);
    expect(found.entries).toEqual({ "trigger/T": entry("n", { release: "r2", started: false }) });
    expect(found.interruptedTriggers).toEqual(new Set(["trigger/t"]));
  });
});

describe("what an apply that died wrote is known", () => {
  test("a write or delete of several requests that was half done is nobody else's work", () => {
    const ref = "lake-directory/raw/members";
    const half = (action: "update" | "delete", digest?: string): JournalLine =>
      ({ ...begin(action, ref, "old", digest), between: ["half"] }) as JournalLine;
    const before = { [ref]: entry("old") };
    for (const line of [half("update", "new"), half("delete")]) {
      const lines = [open("r2"), line];
      expect(recovered(lines, { [ref]: "half" }, before).entries).toEqual({
        [ref]: entry("old", { live: "half" }),
      });
      // What cannot be seen in between, somebody else made.
      expect(recovered(lines, { [ref]: "other" }, before).entries).toEqual(before);
      expect(recovered(lines, { [ref]: "old" }, before).entries).toEqual(before);
      expect(recovered(lines, { [ref]: "half" }, before).broken).toEqual([refOf(ref)]);
    }
    const done = [open("r2"), half("update", "new"), end(`update ${ref}`)];
    expect(recovered(done, { [ref]: "new" }, before).broken).toEqual([]);
  });

  test("a create that is live as it was begun is ours, and so is an update", () => {
    const lines = [
      open("r2"),
      begin("create", "dataset/New", null, "n"),
      begin("update", "dataset/Old", "o", "p"),
    ];
    const old = { "dataset/Old": entry("o", { created: false }) };
    const { entries, unrecorded } = recovered(
      lines,
      { "dataset/New": { digest: "n", etag: "7" }, "dataset/Old": "p" },
      old,
    );
    expect(entries).toEqual({
      "dataset/New": entry("n", { release: "r2", etag: "7" }),
      "dataset/Old": entry("p", { release: "r2", created: false }),
    });
    expect([...unrecorded].sort()).toEqual(["dataset/new", "dataset/old"]);
  });

  test("what did not take effect is not", () => {
    const lines = [
      open("r2"),
      begin("create", "dataset/New", null, "n"),
      begin("update", "dataset/Old", "o", "p"),
    ];
    const old = { "dataset/Old": entry("o") };
    const found = recovered(lines, { "dataset/Old": "o" }, old);
    expect(found.entries).toEqual(old);
    expect(found.unrecorded.size).toBe(0);
    expect(found.underWay).toEqual(["create dataset/New", "update dataset/Old"]);
  });

  test("what was done and edited or deleted since was written all the same", () => {
    const lines = [
      open("r2"),
      begin("create", "dataset/A", null, "a"),
      end("create dataset/A"),
      begin("create", "dataset/B", null, "b"),
      end("create dataset/B"),
      begin("create", "dataset/C", null, "c"),
      end("create dataset/C", "workspace-conflict"),
    ];
    const { entries, begun } = recovered(lines, {
      "dataset/A": { digest: "edited", etag: "9" },
      "dataset/C": "other",
    });
    expect(begun).toEqual({});
    expect(entries).toEqual({
      "dataset/A": entry("a", { release: "r2" }),
      "dataset/B": entry("b", { release: "r2" }),
    });
  });

  test("what was begun to be created is ours, half-way too; it may come later", () => {
    const lines = [
      open("r2"),
      begin("create", "lake-directory/a", null, "whole"),
      end("create lake-directory/a", "workspace-forbidden"),
      begin("create", "lake-directory/b", null, "whole"),
      begin("create", "dataset/C", null, "c"),
      begin("create", "dataset/D", null, "d"),
      end("create dataset/D", "workspace-refused"),
    ];
    const { entries, begun, resumed } = recovered(lines, {
      "lake-directory/a": "half",
      "lake-directory/b": "half",
    });
    const half = entry("whole", { live: "half", release: "r2" });
    expect(entries).toEqual({ "lake-directory/a": half, "lake-directory/b": half });
    expect(begun).toEqual({ "dataset/C": { digest: "c", release: "r2" } });
    expect(resumed).toEqual([
      { ref: refOf("lake-directory/a"), action: "create", at, by },
      { ref: refOf("lake-directory/b"), action: "create", at, by },
    ]);
    // The one that comes after the journal was closed must be what was sent: anybody may have made another.
    const later = (digest: string) => recovered([], { "dataset/C": digest }, {}, { begun });
    expect(later("c")).toMatchObject({ entries: { "dataset/C": entry("c", { release: "r2" }) }, begun: {} });
    expect(later("another").entries).toEqual({});
    expect(recovered([], {}, {}, { begun }).begun).toEqual(begun);
  });

  test("who created it is known over several applies that died", () => {
    const lines = [
      open("r2"),
      begin("create", "dataset/A", null, "a"),
      open("r3"),
      begin("update", "dataset/A", "a", "b"),
      open("r4"),
      begin("update", "dataset/A", "b", "c"),
    ];
    expect(recovered(lines, { "dataset/A": "c" }).entries).toEqual({
      "dataset/A": entry("c", { release: "r4" }),
    });
    expect(recovered(lines, { "dataset/A": "b" }).entries).toEqual({
      "dataset/A": entry("b", { release: "r3" }),
    });
  });

  test("what it deleted is let go of, and is ours again when it was created once more", () => {
    const lines = [open("r2"), begin("delete", "dataset/A", "a")];
    const published = { "dataset/A": entry("a") };
    expect(recovered(lines, { "dataset/A": "a" }, published).entries).toEqual(published);
    expect(recovered(lines, {}, published).entries).toEqual({});
    const again = [...lines, open("r3"), begin("create", "dataset/A", null, "a2")];
    expect(recovered(again, { "dataset/A": "a2" }, published).entries).toEqual({
      "dataset/A": entry("a2", { release: "r3" }),
    });
  });

  test("names are matched ignoring case, and keep the spelling of the manifest", () => {
    const lines = [open("r2"), begin("update", "dataset/ORDERS", "o", "p")];
    const { entries } = recovered(lines, { "dataset/ORDERS": "p" }, { "dataset/Orders": entry("o") });
    expect(entries).toEqual({ "dataset/Orders": entry("p", { release: "r2" }) });
  });
});

describe("triggers that stand still", () => {
  const stopped = [open("r2"), begin("stop", "trigger/T", "t"), end("stop trigger/T")];
  const states = (lines: readonly JournalLine[], started: boolean, more: Partial<InText> = {}) => [
    ...recovered(lines, { "trigger/T": { started } }, {}, more).interruptedTriggers,
  ];

  test("are those that were stopped and not started again", () => {
    expect(states(stopped, false)).toEqual(["trigger/t"]);
    const begun = [...stopped, begin("start", "trigger/T", "t")];
    expect(states(begun, false)).toEqual(["trigger/t"]);
    expect(states([...begun, end("start trigger/T", "workspace-refused")], false)).toEqual(["trigger/t"]);
    // Somebody stopped it since.
    expect(states([...begun, end("start trigger/T")], false)).toEqual([]);
  });

  test("are not those that run, or are gone", () => {
    expect(states(stopped, true)).toEqual([]);
    expect([...recovered(stopped, {}).interruptedTriggers]).toEqual([]);
  });

  test("are those that a release could not start again", () => {
    expect(states([], false, { stopped: ["trigger/T"] })).toEqual(["trigger/t"]);
    expect(states([], true, { stopped: ["trigger/T"] })).toEqual([]);
  });
});

test("only the last apply is said to be under way; a broken lock ends none", () => {
  const lines = [
    open("r2"),
    begin("create", "dataset/A", null, "a"),
    open("r3"),
    begin("create", "dataset/B", null, "b"),
    { at, type: "unlocked" } as const,
  ];
  const { underWay, opened } = recovered(lines, {});
  expect(underWay).toEqual(["create dataset/B"]);
  expect(opened?.release).toBe("r3");
});

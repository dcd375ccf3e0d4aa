import { refOf } from "@retain/planner/plan/ref-text";
import { protection, protectSchema } from "@retain/project/protection";
import { describe, expect, test } from "vitest";
import { readConsent } from "../../src/apply/consent.ts";
import type { ConsentOptions } from "../../src/cli/options.ts";
import { Refusal } from "../../src/refusal.ts";
import { step } from "../plans.ts";

const given = (options: ConsentOptions, reviewed = false) =>
  readConsent(options, { reviewed, hasArgument: false });

/** The problems that options are refused for, one a line. */
function refused(options: ConsentOptions): string {
  try {
    given(options);
  } catch (error) {
    if (error instanceof Refusal && error.exit === "usage")
      return error.problems.map(({ message, advice }) => `${message} -> ${advice}`).join("\n");
    throw error;
  }
  return "";
}

function allowed(options: ConsentOptions, reviewed = false) {
  const consent = given(options, reviewed);
  const refs = ["dataset/Old_1", "dataset/New", "pipeline/Old_1"];
  return {
    deletes: refs.filter((ref) => consent.deletes(refOf(ref))),
    names: refs.filter((ref) => consent.names(step("delete", ref))),
    changes: refs.filter((ref) => consent.names(step("update", ref))),
  };
}

const all = ["dataset/Old_1", "dataset/New", "pipeline/Old_1"];

describe("what the options agree to", () => {
  test.each([
    ["nothing", {}, false, [], []],
    ["all deletes, and names none", { allowDelete: true }, false, all, []],
    ["those of a pattern", { allowDelete: ["dataset/Old_*"] }, false, ["dataset/Old_1"], []],
    ["a kind", { allowDelete: ["pipeline"] }, false, ["pipeline/Old_1"], []],
    [
      "refs, whatever their case",
      { allowDelete: ["DATASET/new".toLowerCase(), "dataset/old_1"] },
      false,
      all.slice(0, 2),
      all.slice(0, 2),
    ],
    [
      "several lines of one value",
      { allowDelete: ["dataset/New\n\n  pipeline/Old_1 \r\n"] },
      false,
      all.slice(1),
      all.slice(1),
    ],
    ["no line of an empty value", { allowDelete: [""] }, false, [], []],
    ["a plan that was looked at", {}, true, all, all],
    ["of such a plan what patterns leave", { allowDelete: ["dataset"] }, true, all.slice(0, 2), all],
  ] as const)("%s", (_, options, reviewed, deletes, names) => {
    expect(allowed(options, reviewed)).toMatchObject({ deletes, names });
  });

  test("changes are named by --allow, deletes by --allow-delete", () => {
    expect(allowed({ allow: ["dataset/New"], allowDelete: ["pipeline/Old_1"] })).toEqual({
      deletes: ["pipeline/Old_1"],
      names: ["pipeline/Old_1"],
      changes: ["dataset/New"],
    });
  });

  test.each([
    ["Old_1", "does not name an artifact"],
    ["folder:Demo/**", "does not name an artifact"],
    ["tabel/Old", "unknown kind 'tabel'"],
  ])("%s is refused: it says too little", (pattern, message) => {
    expect(refused({ allowDelete: [pattern] })).toContain(message);
  });

  test("a plan that the option swallowed is told where it belongs", () => {
    expect(refused({ allowDelete: ["plan.json"] })).toContain("retain apply plan.json --allow-delete");
  });
});

describe("old windows", () => {
  const backfilled = (options: ConsentOptions, reviewed = false) => {
    const consent = given(options, reviewed);
    return ["trigger/Hourly", "trigger/Daily"].filter((ref) => consent.backfills(refOf(ref)));
  };

  test.each([
    ["nothing", {}, []],
    ["all", { allowBackfill: true }, ["trigger/Hourly", "trigger/Daily"]],
    [
      "a pattern, in one line of a value of several",
      { allowBackfill: ["trigger/X\n trigger/hour*"] },
      ["trigger/Hourly"],
    ],
    ["an empty value", { allowBackfill: [""] }, []],
    ["deletes alone", { allowDelete: true }, []],
  ] as const)("%s", (_, options, expected) => {
    expect(backfilled(options)).toEqual(expected);
    expect(backfilled(options, true)).toEqual(expected);
  });

  test("wrong patterns of all options are told at once, and where a plan belongs", () => {
    const said = refused({ allowBackfill: ["plan.json"], allowDelete: ["Old_1"] });
    expect(said).toContain("retain apply plan.json --allow-backfill");
    expect(said).toContain("'Old_1' does not name an artifact");
  });
});

describe("protect", () => {
  test("tells the pattern and the reason, and takes no name alone", () => {
    const rules = protectSchema.parse([{ artifacts: ["dataset/Old_*", "sql-script"], reason: "dear" }]);
    const why = protection(rules);
    expect(why({ kind: "dataset", name: "old_9" })).toBe(
      "protected by 'dataset/Old_*' in retain.yaml (dear)",
    );
    expect(why({ kind: "sql-script", name: "X" })).toContain("'sql-script'");
    expect(why({ kind: "dataset", name: "New" })).toBeUndefined();
    expect(protectSchema.safeParse([{ artifacts: ["Old_*"], reason: "dear" }]).success).toBe(false);
  });
});

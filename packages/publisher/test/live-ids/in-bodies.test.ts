// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how live ids are written
import "./made-up-kinds.ts";
import { liveId } from "@retain/artifacts/define";
import type { Num } from "@retain/artifacts/define/wire";
import { liveIdIn, liveIdText } from "@retain/artifacts/ids/live-id-text";
import { fillIds, knownIds, nameIds, nameMoreIds } from "@retain/artifacts/ids/live-ids";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import { describe, expect, test } from "vitest";
import { artifact } from "./made-up-estate.ts";

const job = (properties: JsonObject) => artifact("made-job/J", properties);
const rules = (...ids: readonly Json[]): JsonObject => ({ rules: ids.map((ruleId) => ({ ruleId })) });
const after = (...ids: readonly Json[]): JsonObject => ({
  after: ids.map((jobId) => ({ type: "job", jobId })),
});
const others = [artifact("made-rule/R", {}), artifact("made-job/A", {})];
const rule = liveId({ kind: "made-rule", name: "R" });
const problems = (properties: JsonObject) =>
  validateArtifacts([job(properties), ...others], { exceptions: [] }).diagnostics.map(
    ({ code, message, path, why }) => [code, message, path?.join("."), ...(why === undefined ? [] : [why])],
  );

describe("a live id in a body", () => {
  test("is taken for what the schema wants, be it a number or a UUID", () => {
    // The types of bodies take it for a number as well.
    const typed: Num = rule;
    expect(problems({ told: typed })).toEqual([]);
    expect(
      problems({ ...rules(rule), ...after(liveId({ kind: "made-job", name: "A" })), told: rule }),
    ).toEqual([]);
    expect(problems(rules("no id"))).toEqual([
      ["shape-type", '"ruleId": Invalid UUID', "properties.rules.0.ruleId"],
    ]);
  });

  test.each([
    [
      "nothing of that name",
      rules(liveIdText({ kind: "made-rule", name: "S" })),
      "reference-missing",
      'there is no rule "S" in the repository',
    ],
    [
      "of itself",
      after(liveIdText({ kind: "made-job", name: "J" })),
      "reference-cycle",
      "made-job/J refers to itself",
    ],
    [
      "of another kind",
      after(rule),
      "live-id-misplaced",
      "the live id of made-rule/R cannot be used here",
      "this property of a job holds the id of a job",
    ],
    [
      "of no kind",
      rules("${retain:id:made-rul/R}"),
      "live-id-misplaced",
      '"made-rul" is not a kind of artifact',
    ],
    [
      "where there are none",
      { note: rule },
      "live-id-misplaced",
      "the live id of made-rule/R cannot be used here",
      "a job holds ids in properties.rules[*].ruleId (of a rule), properties.after[*][type=job].jobId (of a job), properties.told (of a job or rule)",
    ],
    ["inside a text", { note: `see ${rule}` }, "live-id-misplaced", "malformed live id"],
    ["without a name", rules("${retain:id:made-rule/}"), "live-id-misplaced", "malformed live id"],
  ])("is refused: %s", (_, properties, code, message, ...why) => {
    const [found, ...more] = problems(properties as JsonObject);
    expect(found?.slice(0, 2)).toEqual([code, message]);
    expect(found?.[2]).toMatch(new RegExp(`^properties\\.${Object.keys(properties)[0]}`));
    if (why.length > 0) expect(found?.slice(3)).toEqual(why);
    expect(more).toEqual([]);
  });

  test("is an edge of every contract that has a place for it", () => {
    expect(contractOf("made-job").references(job({ ...rules(rule), note: rule }).body).static).toEqual([
      { to: { kind: "made-rule", name: "R" }, path: ["properties", "rules", 0, "ruleId"], form: "id" },
    ]);
    const { references } = contractOf("pipeline");
    expect(references({ name: "P", properties: { x: rule } }).static).toEqual([]);
    // The condition of the place does not hold.
    expect(contractOf("made-job").references(job({ after: [{ jobId: rule }] }).body).static).toEqual([]);
  });

  test("names what it is of, whatever the name has", () => {
    for (const name of ["a", "a/b", "}", "a b", "${retain:id:x/y}", "ä"])
      expect(liveIdIn(liveIdText({ kind: "k", name }))).toEqual({ kind: "k", name });
    for (const text of [
      "",
      "${retain:id:}",
      "${retain:id:k}",
      "${retain:id:/n}",
      "${retain:id:k/}",
      `$${rule}`,
      "x",
    ])
      expect(liveIdIn(text)).toBeUndefined();
  });
});

describe("ids", () => {
  const of = { kind: "made-job", name: "A" };
  const large = JSON.rawJSON("12345678901234567890");
  const contract = contractOf("made-job");

  test("go into a body and out of it, also those that a double does not hold, and nothing else changes", () => {
    const body = job({ ...after(liveId(of), 7), told: liveId(of), note: `$${rule}` }).body;
    const ids = knownIds([{ of, id: large }]);
    const sent = fillIds(contract, body, ids);
    expect(JSON.stringify(sent.body)).toContain(
      '"jobId":12345678901234567890},{"type":"job","jobId":7}],"told":"12345678901234567890"',
    );
    expect(sent.unknown).toEqual([]);
    const back = nameIds(contract, sent.body, ids);
    expect(back.body).toEqual(body);
    expect(back.held).toEqual([{ of, id: large }]);
  });

  test("are told from texts that look like them", () => {
    for (const told of [liveId(of), `$${liveId(of)}`, "${retain:id:", "$${retain:id:x", "plain"]) {
      const live = job({ told }).body;
      const { body } = nameIds(contract, live, knownIds());
      expect(fillIds(contract, body, knownIds())).toEqual({ body: live, unknown: [] });
    }
  });

  test("are of one type: the text of a number is not that number, unless the place has texts", () => {
    const ids = knownIds([{ of, id: 7 }]);
    expect(nameMoreIds(contract, job({ ...after("7", 7), told: 7 }).body, ids)).toEqual(
      job({ ...after("7", liveId(of)), told: 7 }).body,
    );
    expect(nameMoreIds(contract, job({ told: "7" }).body, ids)).toEqual(job({ told: liveId(of) }).body);
  });

  test("are found in either case where they are UUIDs, and only there", () => {
    const [r, s] = ["R", "S"].map((name) => ({ kind: "made-rule", name })) as [Ref, Ref];
    const ids = knownIds([
      { of: r, id: "ABCDEF00-0000-4000-8000-00000000000A" },
      { of: s, id: "Small" },
    ]);
    const { body, held } = nameIds(
      contract,
      job(rules("abcdef00-0000-4000-8000-00000000000a", "small")).body,
      ids,
    );
    expect(body).toEqual(job(rules(liveId(r), "small")).body);
    expect(held).toEqual([{ of: r, id: "ABCDEF00-0000-4000-8000-00000000000A" }]);
  });

  test("that nobody knows are named, and those of what is gone are of nobody", () => {
    const ids = knownIds([{ of, id: 7 }]);
    ids.set(of, 8);
    expect(ids.refOf(["made-job"], 7)).toBeUndefined();
    ids.delete(of);
    expect(ids.refOf(["made-job"], 8)).toBeUndefined();
    expect(fillIds(contract, job({ told: liveId(of) }).body, ids).unknown).toEqual([of]);
  });
});

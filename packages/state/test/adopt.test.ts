import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { judgeSides } from "@retain/planner/plan/sides";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adoptLive } from "../src/adopt.ts";
import { publishedOf } from "../src/recover.ts";
import { byText, type InText, inText, manifestOf } from "./in-text.ts";

const pipeline: Ref = { kind: "pipeline", name: "Load" };
const body: JsonObject = { id: "/x", type: "T", etag: "1", name: "Load", properties: { activities: [] } };
const entry: InText["artifacts"][string] = { digest: "old", live: "old", created: true, release: "r1" };

function adopt(
  live: readonly LiveArtifact[],
  entries: InText["artifacts"] = {},
  only?: string,
  desired: Record<string, string> = {},
) {
  const snapshot = { workspace: "w", endpoint: "https://w", listed: [], artifacts: live };
  const { entries: after, ...rest } = adoptLive({
    release: "r2",
    entries: manifestOf({ artifacts: entries }).artifacts,
    live: snapshot,
    selects: ({ name }) => only === undefined || name === only,
    desired: new Map(Object.entries(desired)),
  });
  const adopted = rest.adopted.map((one) => ({ ...one, ref: formatRef(one.ref) }));
  return { ...rest, adopted, after, entries: inText({ artifacts: after }).artifacts };
}

describe("adoptLive", () => {
  test("takes what is live as written, and keeps who created it", () => {
    const live = { ref: pipeline, digest: "new", etag: "1", body };
    const known = adopt([live], { "pipeline/Load": entry });
    const mine = { digest: "new", live: "new", etag: "1", release: "r2" };
    expect(known.entries).toEqual({ "pipeline/Load": { ...mine, created: true } });
    expect(known.adopted).toEqual([{ ref: "pipeline/Load", before: "r1", next: "deleted" }]);
    const unknown = adopt([live]);
    expect(unknown.entries).toEqual({ "pipeline/Load": { ...mine, created: false } });
    expect(unknown.adopted).toEqual([{ ref: "pipeline/Load" }]);
  });

  test("tells what the next apply does to it", () => {
    const next = (entries: InText["artifacts"], desired: Record<string, string>) =>
      adopt([{ ref: pipeline, digest: "new", body }], entries, undefined, desired).adopted[0]?.next;
    const ours = { "pipeline/Load": entry };
    const theirs = { "pipeline/Load": { ...entry, created: false } };
    expect(next(ours, { "pipeline/load": "other" })).toBe("overwritten");
    expect(next({}, { "pipeline/load": "other" })).toBe("overwritten");
    expect(next(ours, { "pipeline/load": "new" })).toBeUndefined();
    expect(next(ours, {})).toBe("deleted");
    expect(next(theirs, {})).toBeUndefined();
  });

  test("records bodies without what the service adds", () => {
    const { bodies } = adopt([{ ref: pipeline, digest: "new", body }]);
    expect(byText(bodies)).toEqual([["pipeline/Load", { name: "Load", properties: { activities: [] } }]]);
  });

  test("finds an entry by the name in another case, and spells it as it is live", () => {
    const { entries } = adopt([{ ref: pipeline, digest: "new", body }], { "pipeline/LOAD": entry });
    expect(Object.keys(entries)).toEqual(["pipeline/Load"]);
  });

  test("takes in whether a trigger runs", () => {
    const trigger = { ref: { kind: "trigger", name: "Daily" }, digest: "t", started: true, body } as const;
    const before = { ...entry, digest: "t", live: "t" };
    const { entries, adopted } = adopt([trigger], { "trigger/Daily": { ...before, started: false } });
    expect(entries["trigger/Daily"]?.started).toBe(true);
    expect(adopted).toHaveLength(1);
    expect(adopt([trigger], { "trigger/Daily": { ...before, started: true } }).unchanged).toBe(1);
  });

  test("leaves alone what belongs to the workspace, what is only observed and what is not meant", () => {
    const live = [
      { ref: { kind: "linked-service", name: "w-WorkspaceDefaultStorage" }, digest: "a", body: {} },
      { ref: { kind: "spark-pool", name: "Load" }, digest: "b", body: {} },
      { ref: { kind: "dataset", name: "Other" }, digest: "c", body: {} },
    ] as const;
    expect(adopt(live, {}, "Load").adopted).toEqual([]);
    expect(adopt(live).adopted).toEqual([{ ref: "dataset/Other" }]);
  });

  test("afterwards nobody but the repository has moved, and nothing is deleted that no release created", () => {
    const digest = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(
        digest,
        fc.option(digest, { nil: undefined }),
        fc.option(fc.record({ digest, live: digest, created: fc.boolean() }), { nil: undefined }),
        (live, desired, before) => {
          const entries: InText["artifacts"] =
            before === undefined ? {} : { "pipeline/Load": { ...before, release: "r1" } };
          const { after } = adopt([{ ref: pipeline, digest: live, body }], entries);
          const published = publishedOf("r2", after).artifacts.find(
            ({ ref }) => refKey(ref) === refKey(pipeline),
          );
          const verdict = judgeSides({ source: "the repository", desired, live, published });
          expect(verdict.type).not.toBe("conflict");
          if (verdict.type !== "change") return;
          expect(verdict.side).toBe("ours");
          if (verdict.action === "delete") expect(before?.created).toBe(true);
        },
      ),
    );
  });
});

import type { LiveArtifact } from "@retain/artifacts/words/live";
import { expect, test } from "vitest";
import { recover } from "../src/recover.ts";
import { movedOnBothSides, renewed } from "../src/renew.ts";
import { type InText, manifestOf } from "./in-text.ts";

const ref = { kind: "pipeline", name: "Load" } as const;

/** An entry after it was made anew: its body has the digest `wrote` today, the workspace shows `shown`. */
function renew(
  entry: Partial<InText["artifacts"][string]>,
  wrote: string | undefined,
  shown?: Partial<LiveArtifact>,
) {
  const before = { digest: "old", live: "old", created: true, release: "r1", ...entry };
  const manifest = manifestOf({ artifacts: { "pipeline/Load": before } });
  const artifacts = shown === undefined ? [] : [{ ref, digest: "new", ...shown }];
  const live = { workspace: "w", endpoint: "https://w", listed: [], artifacts };
  const bodies = new Map(wrote === undefined ? [] : [["pipeline/load", {}] as const]);
  const after = renewed(recover(manifest, undefined, live), { live, bodies, digest: () => wrote ?? "" });
  expect(after.published.artifacts[0]).toMatchObject({ digest: after.entries.get("pipeline/load")?.digest });
  const { digest, live: showed } = after.entries.get("pipeline/load") ?? before;
  return [digest, showed];
}

test("what was written has the digest of today, and so has what was shown where that was the same", () => {
  expect(renew({}, "new", {})).toEqual(["new", "new"]);
  expect(renew({}, "new", { digest: "edited" })).toEqual(["new", "new"]);
  expect(renew({}, "new")).toEqual(["new", "new"]);
});

test("what the service had rewritten is known by its etag, and unknown without", () => {
  const rewritten = { live: "rewritten", etag: "1" };
  expect(renew(rewritten, "new", { digest: "shown", etag: "1" })).toEqual(["new", "shown"]);
  expect(renew(rewritten, "new", { digest: "shown", etag: "2" })).toEqual(["new", "rewritten"]);
  expect(renew({ live: "rewritten" }, "new", { digest: "shown" })).toEqual(["new", "rewritten"]);
});

test("an entry stays as it is where nothing changed, where no body is kept, and where the kept body is the shown one", () => {
  expect(renew({}, "old", { digest: "edited" })).toEqual(["old", "old"]);
  expect(renew({}, undefined, {})).toEqual(["old", "old"]);
  expect(renew({ live: "shown", etag: "1" }, "shown", { digest: "shown", etag: "1" })).toEqual([
    "old",
    "shown",
  ]);
});

test("bodies are asked for only of what seems to have moved on both sides", () => {
  const entry = { digest: "a", live: "a", created: true, release: "r1" };
  const names = ["Both", "Gone", "Ours", "Same", "Step", "Theirs"];
  const manifest = manifestOf({
    artifacts: Object.fromEntries(names.map((name) => [`pipeline/${name}`, entry])),
  });
  const shown = { Both: "c", Gone: "c", Ours: "a", Same: "a", Step: "b", Theirs: "c" };
  const wanted = { Both: "b", Ours: "b", Same: "a", Step: "b", Theirs: "a" };
  const artifacts = Object.entries(shown).map(([name, digest]) => ({ ref: { ...ref, name }, digest }));
  const live = { workspace: "w", endpoint: "https://w", listed: [], artifacts };
  const desired = new Map(
    Object.entries(wanted).map(([name, digest]) => [`pipeline/${name.toLowerCase()}`, digest]),
  );
  expect(movedOnBothSides(recover(manifest, undefined, live), live, desired)).toMatchObject([
    { ref: { kind: "pipeline", name: "Both" }, release: "r1" },
    { ref: { kind: "pipeline", name: "Gone" }, release: "r1" },
  ]);
});

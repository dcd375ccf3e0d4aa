import { rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { formatRef } from "@retain/artifacts/words/ref";
import type { DriftItem } from "@retain/planner/drift/drift";
import type { PlanDocument } from "@retain/planner/plan/document-values";
import type { ManifestEntry } from "@retain/state/state";
import { synapseProject } from "@retain/test-kit/temporary-project";
import { expect, test } from "vitest";
import { useReleasedProject } from "./released-project.ts";

// Digests of a state are of canonical forms as they were when a release was made. Both an upgrade of the program and a
// line in retain.yaml change these; here it is the line, which touches every artifact that was published.

const use = useReleasedProject();
const names = ["Changed", "Edited", "Gone", "Moved", "Renamed", "Same"];

function write(name: string, concurrency: number, activity = name): void {
  const activities = [{ name: activity, type: "Wait", typeProperties: { waitTimeInSeconds: 1 } }];
  const body = { name, properties: { description: "one", concurrency, activities } };
  writeFileSync(join(use.root, `workspace/pipeline/${name}.json`), JSON.stringify(body));
}

const live = () => use.twin.workspace("ws");
function edit(name: string): void {
  const body = live().snapshot().pipelines?.[name] ?? {};
  live().seed("pipelines", name, { ...body, properties: { ...(body.properties as object), concurrency: 9 } });
}

async function publishAndMove(): Promise<void> {
  for (const name of Object.keys(live().snapshot().pipelines ?? {})) live().drop("pipelines", name);
  await mkdir(join(use.root, "workspace/pipeline"), { recursive: true });
  for (const name of names) write(name, 1);
  expect((await use.run("apply", [], { yes: true })).exit).toBe("done");
  const rule = "{ kind: pipeline, pattern: properties.description, rule: ignore, reason: nobody reads it }";
  writeFileSync(
    join(use.root, "retain.yaml"),
    `${synapseProject}environment: dev\ntolerances:\n  - ${rule}\n`,
  );
  for (const name of ["Changed", "Moved"]) write(name, 2);
  for (const name of ["Edited", "Moved"]) edit(name);
  for (const name of ["Gone", "Renamed"]) rmSync(join(use.root, `workspace/pipeline/${name}.json`));
  write("Anew", 1, "Renamed");
}

test("who moved is told by what releases wrote, not by digests of another day", async () => {
  await publishAndMove();
  const { out } = await use.run("plan", [], { json: true });
  const plan = JSON.parse(out) as PlanDocument;
  expect(plan.conflicts.map(({ ref, ours, theirs }) => [ref, ours.what, theirs.what])).toEqual([
    ["pipeline/Moved", "edited", "edited"],
  ]);
  expect(plan.changes.map(({ id, reason }) => `${id}: ${reason.replace(/ release \S+/, " then")}`)).toEqual([
    "create pipeline/Anew: renamed from pipeline/Renamed",
    "update pipeline/Changed: changed in the repository since then",
    "update pipeline/Edited: edited in the workspace since then",
    "delete pipeline/Gone: the repository no longer has what then wrote",
    "delete pipeline/Renamed: renamed to pipeline/Anew",
  ]);
  // What nobody edited is not kept as it is, either.
  const kept = JSON.parse((await use.run("plan", [], { json: true, keepLive: true })).out) as PlanDocument;
  expect(kept.kept.map(({ ref }) => ref)).toEqual(["pipeline/Edited", "pipeline/Moved"]);

  const drift = JSON.parse((await use.run("drift", [], { json: true })).out) as {
    readonly items: readonly DriftItem[];
  };
  expect(drift.items.map(({ ref, conflict }) => [ref, conflict])).toEqual([
    ["pipeline/Edited", undefined],
    ["pipeline/Moved", true],
  ]);
});

test("a saved plan of it is carried out, and from then on the state has the digests of today", async () => {
  await publishAndMove();
  const before = [...(await use.store.read()).manifest.artifacts.values()].map(({ digest }) => digest);
  const file = join(use.root, "plan.json");
  expect((await use.run("plan", [], { out: file, overwrite: true })).exit).toBe("done");
  const applied = await use.run("apply", [file], { yes: true, allowDelete: true });
  expect([applied.exit, applied.problems]).toEqual(["done", ""]);
  const { artifacts } = (await use.store.read()).manifest;
  expect([...artifacts.values()].map(({ ref }) => formatRef(ref))).toEqual(
    ["Anew", "Changed", "Edited", "Moved", "Same"].map((name) => `pipeline/${name}`),
  );
  const isOfToday = ({ digest, live }: ManifestEntry) => digest === live && !before.includes(digest);
  expect([...artifacts.values()].every(isOfToday)).toBe(true);
});

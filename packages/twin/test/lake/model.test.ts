import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLakeService, type LakeService } from "../../src/lake/service.ts";
import { askLake } from "./ask-lake.ts";

/** A file system as one would write it on a napkin: content by path, `null` for a directory. */
type Model = Map<string, string | null>;

type Step =
  | { readonly do: "file" | "directory"; readonly path: string }
  | { readonly do: "append"; readonly path: string; readonly text: string }
  | { readonly do: "rename"; readonly path: string; readonly to: string }
  | { readonly do: "delete"; readonly path: string; readonly recursive: boolean }
  | { readonly do: "restart" };

const path = fc
  .array(fc.constantFrom("a", "b", "c d"), { minLength: 1, maxLength: 3 })
  .map((segments) => segments.join("/"));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("file" as const, "directory" as const), path }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("append" as const),
      path,
      text: fc.stringMatching(/^[a-z]{1,4}$/),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("rename" as const), path, to: path }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), path, recursive: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
);

const parentOf = (path: string) => path.split("/").slice(0, -1).join("/");
const isBelow = (path: string, above: string) => path === above || path.startsWith(`${above}/`);
const isFile = (model: Model, path: string) => typeof model.get(path) === "string";
const isEmpty = (model: Model, path: string) =>
  ![...model.keys()].some((each) => each.startsWith(`${path}/`));
const ancestors = (path: string): string[] =>
  path.includes("/") ? [...ancestors(parentOf(path)), parentOf(path)] : [];

/** What a step is answered, and what it leaves. */
function expected(model: Model, step: Exclude<Step, { do: "restart" }>): number {
  const found = model.get(step.path);
  switch (step.do) {
    case "file":
    case "directory": {
      if (ancestors(step.path).some((each) => isFile(model, each))) return 409;
      if (found !== undefined && (found === null) !== (step.do === "directory")) return 409;
      for (const each of ancestors(step.path)) model.set(each, null);
      model.set(step.path, step.do === "file" ? "" : null);
      return 201;
    }
    case "append":
      if (found === undefined) return 404;
      if (found === null) return 409;
      model.set(step.path, found + step.text);
      return 202;
    case "delete":
      if (found === undefined) return 404;
      if (!step.recursive && !isEmpty(model, step.path)) return 409;
      for (const each of [...model.keys()]) if (isBelow(each, step.path)) model.delete(each);
      return 200;
    case "rename":
      return expectedRename(model, step.path, step.to);
  }
}

function expectedRename(model: Model, from: string, to: string): number {
  const [source, target] = [model.get(from), model.get(to)];
  if (source === undefined) return 404;
  if (isBelow(to, from)) return 409;
  if (parentOf(to) !== "" && !model.has(parentOf(to))) return 404;
  if (isFile(model, parentOf(to))) return 409;
  if (target !== undefined && ((target === null) !== (source === null) || !isEmpty(model, to))) return 409;
  for (const [path, content] of [...model]) {
    if (!isBelow(path, from)) continue;
    model.delete(path);
    model.set(to + path.slice(from.length), content);
  }
  return 201;
}

async function send(service: LakeService, model: Model, step: Exclude<Step, { do: "restart" }>) {
  const target = `/data/${encodeURIComponent(step.path)}`;
  switch (step.do) {
    case "file":
    case "directory":
      return askLake(service, "PUT", `${target}?resource=${step.do}`);
    case "append": {
      const position = model.get(step.path)?.length ?? 0;
      return askLake(service, "PATCH", `${target}?action=append&flush=true&position=${position}`, {
        body: step.text,
      });
    }
    case "delete":
      return askLake(service, "DELETE", `${target}?recursive=${step.recursive}`);
    case "rename":
      return askLake(service, "PUT", `/data/${encodeURIComponent(step.to)}?mode=legacy`, {
        headers: { "x-ms-rename-source": `/data/${encodeURIComponent(step.path)}` },
      });
  }
}

async function stateOf(service: LakeService): Promise<Model> {
  const { text } = await askLake(service, "GET", "/data?resource=filesystem&recursive=true");
  const model: Model = new Map();
  for (const { name, isDirectory } of JSON.parse(text).paths) {
    const content = await askLake(service, "GET", `/data/${encodeURIComponent(name)}`);
    model.set(name, isDirectory ? null : content.text);
  }
  return model;
}

test("whatever is done in whatever order, the lake holds what a napkin holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), "twin-model-"));
      let service = createLakeService({ account: "store", folder });
      try {
        await askLake(service, "PUT", "/data?restype=container");
        const model: Model = new Map();
        for (const each of steps) {
          if (each.do === "restart") {
            service.close();
            service = createLakeService({ account: "store", folder });
            continue;
          }
          const { status } = await send(service, model, each);
          expect({ each, status }).toEqual({ each, status: expected(model, each) });
        }
        const sorted = (state: Model) => [...state].sort(([left], [right]) => (left < right ? -1 : 1));
        expect(sorted(await stateOf(service))).toEqual(sorted(model));
      } finally {
        service.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 120 },
  );
});

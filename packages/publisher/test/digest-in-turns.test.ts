import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import type { Kind } from "@retain/artifacts/words/ref";
import { desiredDigests } from "@retain/planner/plan/desired-digests";
import { expect, test } from "vitest";
import { digestAnew, digestInTurns } from "../src/digest-in-turns.ts";

const origin = { file: "x.json", line: 1, column: 1 };

test("digests that are made in turns are those that are made at once, and others get their turn", async () => {
  const artifacts = Array.from({ length: 120 }, (_, at) => ({
    ref: { kind: "pipeline" as const, name: `P${at}` },
    body: { properties: { annotations: [`${at}`] } },
    origin,
  }));
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  const digests = await digestInTurns(artifacts, () => []);
  clearInterval(counting);
  expect(digests).toEqual(desiredDigests(artifacts, () => []));
  expect(turns).toBeGreaterThan(0);
});

test("what has the etag that it had is not digested again, unless its etag does not tell all", () => {
  const found = (kind: Kind, name: string, etag?: string) => ({
    ref: { kind, name },
    digest: `before ${name}`,
    ...(etag === undefined ? {} : { etag }),
  });
  const before: LiveSnapshot = {
    workspace: "ws",
    endpoint: "https://ws",
    listed: [],
    artifacts: [
      found("pipeline", "Same", "1"),
      found("pipeline", "Bare"),
      found("lake-directory", "raw", "1"),
    ],
  };
  const digest = digestAnew(before, (_, body) => `now ${String(body.name)}`);
  const of = (kind: Kind, body: JsonObject) => digest(kind, body);
  expect(of("pipeline", { name: "same", etag: "1" })).toBe("before Same");
  expect(of("pipeline", { name: "Same", etag: "2" })).toBe("now Same");
  expect(of("dataset", { name: "Same", etag: "1" })).toBe("now Same");
  expect(of("pipeline", { name: "Bare" })).toBe("now Bare");
  expect(of("lake-directory", { name: "raw", etag: "1" })).toBe("now raw");
});

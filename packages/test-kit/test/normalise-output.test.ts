import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseOutput } from "../src/normalise-output.ts";

test.each([
  ["Plan for twin (shop, https://127.0.0.1:40113)", "Plan for twin (shop, https://127.0.0.1:<port>)"],
  ["nothing is listening at localhost:1", "nothing is listening at localhost:<port>"],
  ["  + pipeline/Load created, 0.4 s", "  + pipeline/Load created, <time>"],
  ["about 12 requests, about 3 min 5 s", "about 12 requests, about <time>"],
  [
    "Applied: 1 created; 31 requests (about 28 planned), 1.2 s (about 0.9 s planned), 3 retries",
    "Applied: 1 created; <n> requests (about 28 planned), <time> (about <time> planned), <n> retries",
  ],
  ["1 request (about 1 planned)", "<n> requests (about 1 planned)"],
  ['"tool": "retain 0.1.0"', '"tool": "retain <version>"'],
  ["retain/1.20.3", "retain/<version>"],
  [
    "the twin is running (pid 4711, since 2026-01-02T03:04:05.678Z)",
    "the twin is running (pid <pid>, since <instant>)",
  ],
  ["<id>  2026-05-08 07:08 UTC  ada", "<id>  <moment>  ada"],
  ['"host": "vm (process 12)"', '"host": "<host>"'],
  ["7e7a1900-0000-4000-8000-000000000001", "<guid>"],
  [`"digest": "${"0a".repeat(32)}"`, '"digest": "<digest>"'],
  ['"seconds": 0.113,\r\n  "requests": 14', '"seconds": <n>,\n  "requests": <n>'],
  [
    "next run: trigger/A at 2026-11-26 02:00 America/Port-au-Prince, in 9 h",
    "next run: trigger/A at <next run>",
  ],
  ["\x1b[31mError\x1b[39m: no", "Error: no"],
])("%j becomes %j", (given, expected) => {
  expect(normaliseOutput(given)).toBe(expected);
});

test("names, numbers and times of the repository stay", () => {
  const text = "pipeline/Load 2024 waits 30 seconds, dataset/2017-03-01, retry 3 -> 5, 12 unchanged";
  expect(normaliseOutput(text)).toBe(text);
});

test("known texts get their word, the longer one first", () => {
  const known = { "/data/run": "<data>", "/data/run/case": "<case>", "": "<never>" };
  expect(normaliseOutput("in /data/run/case/retain.yaml and /data/run/x", { known })).toBe(
    "in <case>/retain.yaml and <data>/x",
  );
});

test("lines of changes that ran side by side are sorted, other lines keep their place", () => {
  const given = [
    "  ~ dataset/B updated, 1.0 s",
    "  + dataset/A created, 0.2 s",
    "  x pipeline/C failed",
    "  + dataset/D created, 0.1 s",
    "  o trigger/E not created: create pipeline/B did not succeed",
    "last",
    "  + pipeline/B",
    "  + dataset/A",
  ].join("\n");
  expect(normaliseOutput(given).split("\n")).toEqual([
    "  + dataset/A created, <time>",
    "  + dataset/D created, <time>",
    "  o trigger/E not created: create pipeline/B did not succeed",
    "  x pipeline/C failed",
    "  ~ dataset/B updated, <time>",
    "last",
    "  + pipeline/B",
    "  + dataset/A",
  ]);
});

test("what is normal stays as it is", () => {
  const lines = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("  + dataset/A created, 0.2 s", "12 requests (about", "pid 12")),
  );
  fc.assert(
    fc.property(lines, (texts) => {
      const once = normaliseOutput(texts.join("\n"));
      expect(normaliseOutput(once)).toBe(once);
    }),
  );
});

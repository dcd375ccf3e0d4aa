import { expect, it } from "vitest";
import { findSecrets, redactSecrets } from "../../src/secrets/secrets.ts";
import type { Json } from "../../src/words/json.ts";
import { innocentBodies, innocentTexts } from "./innocent.ts";
import { plant } from "./plant.ts";
import { bodies } from "./planted-bodies.ts";
import { csharp, outputs, python, scala, sql } from "./planted-code.ts";

const lines = (text: string) =>
  text.split("\n").map((line, at, all) => (at < all.length - 1 ? `${line}\n` : line));

/** A notebook whose cell is written as the service keeps it: a line an element. */
const cell = (text: string): Json => ({
  properties: { cells: [{ cell_type: "code", source: lines(text), outputs: [] }] },
});
const output = (text: string): Json => ({
  properties: {
    cells: [{ cell_type: "code", source: [], outputs: [{ output_type: "stream", text: lines(text) }] }],
  },
});
const script = (text: string): Json => ({ properties: { content: { query: text } } });

const planted: readonly Json[] = [
  ...[...python, ...scala, ...csharp].map(cell),
  ...sql.map((text, at) => (at % 4 === 3 ? cell(`%%sql\n${text}`) : script(text))),
  ...outputs.map(output),
  ...bodies,
];

const innocent: readonly Json[] = [
  ...innocentTexts.flatMap((text) => [cell(text), script(text)]),
  ...innocentBodies,
];

// Written before the patterns were: nine of ten are found, and what is found is shown no more.
it("nine of ten planted secrets are found and not shown", () => {
  const missed = planted.flatMap((template, seed) => {
    const { body, secrets } = plant(template, seed);
    const shown = JSON.stringify([findSecrets(body), redactSecrets(body)]);
    return secrets.length > 0 && secrets.every((secret) => !shown.includes(secret))
      ? []
      : [JSON.stringify(template)];
  });
  expect(planted.length).toBeGreaterThanOrEqual(200);
  expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(planted.length / 10);
});

it("none of a hundred look-alikes is taken for a secret", () => {
  expect(innocentTexts.length + innocentBodies.length).toBeGreaterThanOrEqual(100);
  const wrong = innocent.flatMap((template, seed) => {
    const { body } = plant(template, seed);
    return findSecrets(body).map(({ what }) => `${what}: ${JSON.stringify(template)}`);
  });
  expect(wrong).toEqual([]);
});

import type { Json } from "@retain/artifacts/words/json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listItems } from "../src/synapse/list-items.ts";

async function* inPieces(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function take(text: string, size: number) {
  const items: Json[] = [];
  const { page } = await listItems(inPieces(text, size), (item) => {
    items.push(JSON.parse(Buffer.concat(item).toString("utf8")) as Json);
    return undefined;
  });
  return { items, page };
}

describe("a page of a list, taken apart while it arrives", () => {
  test("any items, any spacing, cut anywhere, even within a character", async () => {
    const item = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue());
    const page = fc.record({
      items: fc.array(item, { maxLength: 5 }),
      before: fc.jsonValue(),
      nextLink: fc.option(fc.string(), { nil: undefined }),
      indent: fc.constantFrom(0, 2),
      size: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(page, async ({ items, before, nextLink, indent, size }) => {
        const text = JSON.stringify({ before, value: items, nextLink }, null, indent);
        const whole = JSON.parse(text) as { value: Json[] };
        const got = await take(text, size);
        expect(got.items).toEqual(whole.value);
        expect(got.page).toEqual({ ...whole, value: [] });
      }),
      { numRuns: 300 },
    );
  });

  test("an artifact that holds a list `value` of its own is one item", async () => {
    const item = { name: "a", properties: { value: [{ name: "no item" }], text: 'x ]} "value": [' } };
    expect((await take(JSON.stringify({ value: [item, item] }), 7)).items).toEqual([item, item]);
  });

  test.each(["", "{", '{"value":[{"a":1}', '{"value":[{"a":1},{"b"', "<html></html>", '{"value":[{"a":}]}'])(
    "a page that is no JSON or cut short is refused: %s",
    async (text) => {
      await expect(take(text, 3)).rejects.toThrow(SyntaxError);
    },
  );
});

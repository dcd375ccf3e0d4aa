import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordSearch } from "../../src/secrets/word-search.ts";

const letters = fc.constantFrom(..."abAB_=é");
const word = fc.string({ unit: fc.constantFrom(..."abAB_="), minLength: 1, maxLength: 5 });

describe("a search for words", () => {
  it("finds what a search for each of them finds", () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.string({ unit: letters, maxLength: 30 }),
        (words, text) => {
          const lower = text.toLowerCase();
          expect(wordSearch(words)(text)).toBe(words.some((one) => lower.includes(one.toLowerCase())));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

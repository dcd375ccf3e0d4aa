import fc from "fast-check";
import { expect, test } from "vitest";
import { folderGlob, nameGlob } from "../src/words/glob.ts";

test.each([
  ["Load*", "load orders", true],
  ["*", "", true],
  ["L?ad", "Load", true],
  ["L?ad", "Lad", false],
  ["Load [1]", "Load [1]", true],
  ["*/b", "a/b", true],
])("the name pattern %j and %j: %s", (pattern, text, expected) => {
  expect(nameGlob(pattern)(text)).toBe(expected);
});

test.each([
  ["Shop/**", "Shop", true],
  ["Shop/**", "shop/a/b", true],
  ["Shop/**", "Shops", false],
  ["Shop/*", "Shop/a", true],
  ["Shop/*", "Shop/a/b", false],
  ["**/Daily", "Daily", true],
  ["**/Daily", "a/b/Daily", true],
  ["**/Daily", "a/bDaily", false],
  ["a/**/z", "a/z", true],
  ["a/**/z", "a/b/c/z", true],
  ["a/**/z", "a/bz", false],
  ["**", "a/b", true],
  ["S?op", "S/op", false],
])("the folder pattern %j and %j: %s", (pattern, text, expected) => {
  expect(folderGlob(pattern)(text)).toBe(expected);
});

test("a pattern of stars is followed to its end, whatever the text", () => {
  const pattern = "*a".repeat(400);
  expect(nameGlob(`${pattern}b`)("a".repeat(2_000))).toBe(false);
  expect(nameGlob(pattern)("a".repeat(2_000))).toBe(true);
  expect(folderGlob(`${"**/a*".repeat(200)}b`)("a/".repeat(1_000))).toBe(false);
});

test("a name is a pattern of itself, and any text is one of stars around its parts", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "B", "/", "[", ".", "ä") });
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(nameGlob(one)(one)).toBe(true);
      expect(nameGlob(`${one}*${other}`)(`${one}x/y${other}`)).toBe(true);
      expect(nameGlob(one)(`${one}z`)).toBe(false);
    }),
  );
});

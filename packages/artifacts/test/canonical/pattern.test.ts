import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWithin, parsePattern } from "../../src/canonical/pattern.ts";
import { formatPath, type Path } from "../../src/words/path.ts";

const matches = (pattern: string, path: Path) => matchesWithin(parsePattern(pattern) ?? [], path);

describe("a pattern", () => {
  it.each(["", ".", "a.", ".a", "a..b", "a[", "a]", "a[b", "a***", "**a", "a**", 'a["\\x"]', "a.[*]", "*a"])(
    "is not %j",
    (text) => {
      expect(parsePattern(text)).toBeUndefined();
    },
  );

  it("reads every step", () => {
    expect(parsePattern('a.*[*][3]["b.c"].**[type=X Y].odd key')).toEqual([
      { match: "key", name: "a" },
      { match: "any-key" },
      { match: "any-item" },
      { match: "item", index: 3 },
      { match: "named", name: "b.c" },
      { match: "deep" },
      { match: "where", member: "type", value: "X Y" },
      { match: "key", name: "odd key" },
    ]);
  });

  it("is what every written path is, and matches it", () => {
    const anyPath = fc.array(fc.oneof(fc.string(), fc.nat(99)), { minLength: 1 });
    fc.assert(
      fc.property(anyPath, anyPath, (path, more) => {
        expect(matches(formatPath(path), path)).toBe(true);
        expect(matches(formatPath(path), [...path, ...more])).toBe(true);
        expect(matches(`**.${formatPath(["a", ...path])}`, [...more, "a", ...path])).toBe(true);
        expect(matches(formatPath([...path, "more"]), path)).toBe(false);
      }),
    );
  });

  it("takes the name of an element for [*] and not an index for *", () => {
    expect(matches("a[*].b", ["a", "Load", "b"])).toBe(true);
    expect(matches("a[*].b", ["a", 3, "b", "c"])).toBe(true);
    expect(matches("a.*", ["a", 3])).toBe(false);
    expect(matches("a[*].b", ["a", 3])).toBe(false);
  });
});

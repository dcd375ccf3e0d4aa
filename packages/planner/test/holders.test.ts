import { formatRef } from "@retain/artifacts/words/ref";
import { expect, test } from "vitest";
import { artifact, planOf, planOfThree } from "./estates.ts";

const directory = (name: string, description = "") => artifact(`lake-directory/${name}`, { description });
const all = [directory("raw"), directory("raw/a/b"), directory("raw/a"), directory("rawer")];

test("a directory is made after those that hold it, also where one between is not there", () => {
  const order = (names: readonly string[]) =>
    planOf(
      names.map((name) => directory(name)),
      [],
    ).changes.map(({ ref, waitsFor }) => [formatRef(ref), ...waitsFor]);
  expect(order(["raw/a/b", "raw", "rawer"])).toEqual([
    ["lake-directory/raw"],
    ["lake-directory/rawer"],
    ["lake-directory/raw/a/b", "create lake-directory/raw"],
  ]);
});

test("a directory is deleted after what is in it, and changed without regard to what is deleted", () => {
  const { changes } = planOfThree({ desired: [directory("rawer", "new")], live: all, published: all });
  expect(changes.map(({ id, waitsFor }) => [id, ...waitsFor])).toEqual([
    ["update lake-directory/rawer"],
    ["delete lake-directory/raw/a/b"],
    ["delete lake-directory/raw/a", "delete lake-directory/raw/a/b"],
    ["delete lake-directory/raw", "delete lake-directory/raw/a", "delete lake-directory/raw/a/b"],
  ]);
});

test("a directory in which another stays is not deleted", () => {
  const { changes, kept } = planOfThree({ desired: [directory("raw/a/b")], live: all, published: all });
  expect(changes.map(({ id }) => id)).toEqual(["delete lake-directory/rawer"]);
  expect(kept.map(({ ref }) => formatRef(ref))).toEqual(["lake-directory/raw", "lake-directory/raw/a"]);
});

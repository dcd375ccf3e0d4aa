import fc from "fast-check";
import { expect, test } from "vitest";
import { readCommandLine, UsageError } from "../../src/cli/command-line.ts";

test("a command, its options and what stands after --", () => {
  const words = [
    "start",
    "--workspace",
    "a",
    "--workspace=b",
    "--latency",
    "5",
    "--",
    "node",
    "--detach",
    "--",
  ];
  expect(readCommandLine(words)).toMatchObject({
    command: "start",
    values: { workspace: ["a", "b"], latency: "5" },
    run: ["node", "--detach", "--"],
  });
});

test.each([
  [["begin"], 'unknown command "begin"'],
  [["constructor"], 'unknown command "constructor"'],
  [["start", "--fast"], 'unknown option "--fast"'],
  [["start", "--no-detach"], 'unknown option "--no-detach"'],
  [["start", "-x"], 'unknown option "-x"'],
  [["start", "alpha"], 'unexpected word "alpha"'],
  [["start", "--folder"], "--folder needs a value: --folder PATH"],
  [["start", "--folder="], "--folder needs a value"],
  [["start", "--detach=yes"], "--detach takes no value"],
  [["start", "--"], "no command stands after --"],
  [["status", "--", "true"], "status runs no command"],
  [["stop", "--json"], 'unknown option "--json"'],
])("wrong use %j", (words, message) => {
  expect(() => readCommandLine(words)).toThrow(UsageError);
  expect(() => readCommandLine(words)).toThrow(message);
});

test("help comes from the table of commands", () => {
  for (const words of [[], ["help"], ["--help"]]) {
    expect(readCommandLine(words)).toEqual({
      help: expect.stringMatching(/start .*\n {2}status .*\n {2}faults .*\n {2}stop .*\n {2}reset /),
    });
  }
  const help = expect.stringContaining("--page-size N");
  expect(readCommandLine(["start", "--detach", "--help"])).toEqual({ help });
});

test("no words make it fail in another way than wrong use", () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "start",
      "status",
      "--",
      "--folder",
      "--detach",
      "--json",
      "-",
      "--=",
      "-abc",
      "--__proto__",
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      try {
        readCommandLine(words);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});

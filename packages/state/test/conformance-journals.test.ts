import { expect, test } from "vitest";
import { readJournal } from "../src/conformance-journals.ts";

const run = "rc0123456789abcdef";
const line = (name: string, kind = "pipeline") =>
  JSON.stringify({ at: "2026-05-06T07:08:09.000Z", trial: kind, kind, name });

test("a journal names only what its run made, and a line that is not whole names nothing", () => {
  const text = [
    line(`${run}_one`),
    line("Load"),
    line("rc0000000000000000_one"),
    line(`${run}_x`, "wheel"),
    "nonsense",
  ];
  expect(readJournal(run, `${text.join("\n")}\n${line(`${run}_two`)}`)).toEqual({
    run,
    made: [{ trial: "pipeline", ref: { kind: "pipeline", name: `${run}_one` } }],
    last: Date.parse("2026-05-06T07:08:09.000Z"),
  });
});

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** How a check of the judges ended. */
export interface Verdict {
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped" | "pending";
  /** Why it was left out, or what disagreed. */
  readonly said: string;
}

/** Writes the report of the lane of judges: `retain github issue` shows it. */
export function judgesReport(file: string): Reporter {
  return {
    // One of before must not be taken for that of a run that came to nothing.
    onInit: () => rmSync(file, { force: true }),
    onTestRunEnd(modules, errors) {
      const verdicts = modules.flatMap((module) => [...failedAsWhole(module), ...testsOf(module)]);
      const others = errors.map(({ message }) => ({
        name: "the run",
        state: "failed" as const,
        said: message,
      }));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, reportOf([...verdicts, ...others]));
    },
  };
}

function testsOf(module: TestModule): readonly Verdict[] {
  return [...module.children.allTests()].map((test) => {
    const { state } = test.result();
    return { name: test.fullName, state, said: saidOf(test) };
  });
}

/** A file that could not be loaded has no tests. */
function failedAsWhole(module: TestModule): readonly Verdict[] {
  const said = module.errors().map(({ message }) => message);
  return said.length === 0 ? [] : [{ name: module.relativeModuleId, state: "failed", said: said.join("\n") }];
}

function saidOf(test: TestCase): string {
  const result = test.result();
  if (result.state === "skipped") return result.note ?? "";
  return (result.errors ?? []).map(({ message, diff }) => `${message}\n${diff ?? ""}`.trim()).join("\n");
}

/** The report, as Markdown: what disagreed with its words, what was left out and why, how much agreed. */
export function reportOf(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ state }) => state === "failed");
  const skipped = verdicts.filter(({ state }) => state === "skipped" || state === "pending");
  const passed = verdicts.length - failed.length - skipped.length;
  return [
    headingOf(failed.length, passed),
    "",
    `${passed} passed, ${failed.length} failed, ${skipped.length} left out. To see it here: \`npm run test:judges\`.`,
    ...failed.flatMap(({ name, said }) => ["", `## ${name}`, "", fenced(plain(said))]),
    ...(skipped.length === 0 ? [] : ["", "Left out:", ""]),
    ...skipped.map(({ name, said }) => `- ${name}${said === "" ? "" : `: ${plain(said)}`}`),
    "",
  ].join("\n");
}

function headingOf(failed: number, passed: number): string {
  if (failed > 0) return `# ${failed} of the judges disagree`;
  return passed > 0 ? "# The judges agree" : "# No judge was there";
}

/** Without the colours of a terminal. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of
  return text.replace(/\u001b\[[\d;]*m/g, "").trim();
}

/** Between marks that are longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}\n${text}\n${marks}`;
}

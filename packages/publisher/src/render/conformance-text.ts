import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Json } from "@retain/artifacts/words/json";
import type { Finding, RecordedStep } from "@retain/workspaces/conformance/record";
import type { Untried } from "../conformance/try-services.ts";
import { columns } from "./columns.ts";
import { count } from "./marks.ts";

/** What a run found out. */
export interface ConformanceReport {
  readonly trials: Readonly<Record<string, readonly RecordedStep[]>>;
  readonly untried: readonly Untried[];
  readonly findings: readonly Finding[];
  /** Artifacts that were made, and those that are still there. */
  readonly made: number;
  readonly left: number;
  readonly seconds: number;
}

/** The report as lines: a line a kind, then each difference. */
export function conformanceLines({
  trials,
  untried,
  findings,
  ...ended
}: ConformanceReport): readonly string[] {
  const rows = Object.entries(trials).map(([kind, steps]) => {
    const own = findings.filter((finding) => finding.kind === kind).length;
    return [
      `  ${contractOf(kind).label}`,
      count(steps.length, "step"),
      own === 0 ? "as expected" : count(own, "difference"),
    ];
  });
  const skipped = untried.map(({ kind, reason }) => [`  ${contractOf(kind).label}`, "not tried", reason]);
  return [
    ...columns([...rows, ...skipped]),
    ...findings.flatMap((finding) => ["", ...findingLines(finding)]),
    "",
    summary({ trials, untried, findings, ...ended }),
  ];
}

function findingLines({ kind, step, method, path, what, expected, got }: Finding): readonly string[] {
  const place = method === undefined ? what : `${method} ${path}: ${what}`;
  return [
    `${contractOf(kind).label}, ${step}`,
    `  ${place}`,
    `    expected  ${shown(expected)}`,
    `    got       ${shown(got)}`,
  ];
}

function shown(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function summary({ trials, findings, made, left, seconds }: ConformanceReport): string {
  const steps = Object.values(trials).flat();
  const requests = steps.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
  const tried = `${count(Object.keys(trials).length, "kind")}, ${count(steps.length, "step")}, ${count(requests, "answer")} compared in ${seconds.toFixed(1)} s`;
  const found = findings.length === 0 ? "no differences" : count(findings.length, "difference");
  return `Conformance: ${found}; ${tried}; ${count(made, "artifact")} made, ${left} left`;
}

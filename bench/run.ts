/**
 * Plans and publishes generated workspaces of real weight against the twin, with the state in its lake.
 * `npm run bench [-- SIZE...]`; `-- plan SIZE...` leaves publishing out, and with it the state; `-- changes SIZE...`
 * the first publish, and all plans; `-- memory SIZE...` publishes once, with operations too short to tell of time.
 * The twin lives in a process of its own, and so does every retain command.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { type Generated, generateWorkspace } from "@retain/test-kit/generate-workspace";
import { edited, lake, workspace, writeArtifact, writeRepository } from "./bench-repository.ts";
import { type BenchTwin, startBenchTwin } from "./bench-twin.ts";
import { forgetFiles, forgetFindings, measureRetain } from "./measure.ts";

/** What a command meets: seconds that an answer takes, and an operation. */
interface Service {
  readonly latency: number;
  readonly operation: number;
}

const prepared: Service = { latency: 0, operation: 0 };
const far: Service = { latency: 0.15, operation: 2 };
const near: Service = { latency: 0.005, operation: 0.02 };
const atOnce = 25;
/** How often a plan, and a single change, is measured: the median counts. */
const times = 3;
/**
 * Requests of a change that cannot be sent before the answer to another, beside those of its write: the lock, the
 * state and the lists, the line in the journal, the lists again, the bodies, the release, what is published now, the
 * journal put away, the lock given back.
 */
const protocol = 9;

const modes = ["plan", "changes", "memory"] as const;
const words = process.argv.slice(2);
const mode = modes.find((word) => words.includes(word));
const asked = words.filter((word) => word !== mode).map(Number);

const processor = cpus()[0]?.model ?? "unknown processor";
process.stdout.write(
  `${cpus().length} x ${processor}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
process.stdout.write(
  `far: latency ${far.latency * 1000} ms, operations ${far.operation} s; near: ${near.latency * 1000} ms and ${near.operation * 1000} ms; all else: prepared answers, no latency\n\n`,
);
print([
  ...["artifacts", "what", "requests", "lake", "wall s", "CPU s", "peak MB", "bound s", "wall/bound"],
  ...["apply s", "planned s"],
]);

for (const size of asked.length > 0 ? asked : [100, 1_331, 10_000]) await benchSize(size);

async function benchSize(size: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "retain-bench-"));
  const artifacts = generateWorkspace(size);
  let twin: BenchTwin | undefined;
  /** The same twin, answering in another way. */
  const meet = async ({ latency, operation }: Service): Promise<BenchTwin> => {
    await twin?.stop();
    twin = await startBenchTwin({
      ...{ folder: join(root, "twin"), workspace, lake, seed: mode === "plan" ? size : 0 },
      ...{ latencyMs: latency * 1000, operationMs: operation * 1000 },
    });
    return twin;
  };
  const shows = (of: BenchTwin, what: string, row: Row) => show(of, root, size, what, row);
  const one = artifacts.find(({ ref }) => ref.kind === "pipeline") as Generated;
  const some = artifacts.filter((_, at) => at % 100 === 0);
  let edits = 0;
  /** Changes artifacts in the repository, each time to what nobody has published. */
  const edit = (which: readonly Generated[]) => () => {
    edits += 1;
    for (const artifact of which) writeArtifact(root, edited(artifact, `edit ${edits}`));
  };
  const apply = ["apply", "--yes", "--json"];
  try {
    writeRepository(root, artifacts);
    if (mode === "memory") {
      await shows(await meet(near), "first publish, near", { command: apply });
      return;
    }
    if (mode === undefined) {
      await shows(await meet(far), "first publish, far", { command: apply, bound: bound(size) });
    } else if (mode === "changes") {
      await meet(prepared);
      await measureRetain(root, apply);
    }
    if (mode !== "plan") {
      const distant = await meet(far);
      const floor = protocol * far.latency + 2 * far.latency + far.operation;
      await shows(distant, "one changed, far", { command: apply, before: edit([one]), bound: floor, times });
      const rest = protocol * far.latency + bound(some.length) - 2 * far.latency;
      await shows(distant, "1 % changed, far", { command: apply, before: edit(some), bound: rest });
      await shows(await meet(prepared), "one changed", { command: apply, before: edit([one]), times });
      if (mode === "changes") return;
    }
    const planned = await meet(prepared);
    const plan = ["plan", "--exit-code"];
    await shows(planned, "plan, first time", { command: plan, before: () => forgetFindings(root), times });
    await shows(planned, "plan, no change", { command: plan, times });
    if (forgetFiles())
      await shows(planned, "the same, files cold", { command: plan, before: forgetFiles, times });
    edit(some)();
    await shows(planned, "plan, 1 % changed", { command: plan, expected: 2, times });
  } finally {
    await twin?.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Seconds that the service alone takes: two rounds of lists, and each write with one poll, so many at once. */
function bound(writes: number): number {
  const one = far.latency + far.operation + far.latency;
  return far.latency * 2 + Math.max((writes * one) / atOnce, one);
}

interface Row {
  readonly command: readonly string[];
  /** Done before each run. */
  readonly before?: () => unknown;
  /** How the command ends; 0 when absent. */
  readonly expected?: number;
  /** Seconds below which it cannot come. */
  readonly bound?: number;
  /** How often it is run; once when absent. */
  readonly times?: number;
}

async function show(
  twin: BenchTwin,
  root: string,
  size: number,
  what: string,
  { command, before: prepare, expected = 0, bound: least, times: repeat = 1 }: Row,
): Promise<void> {
  const before = await twin.counts();
  const runs = [];
  for (let time = 0; time < repeat; time++) {
    prepare?.();
    const run = await measureRetain(root, command);
    if (run.status !== expected)
      throw new Error(`${what}: ended with ${run.status}\n${run.answer.slice(-4_000)}\n${run.said}`);
    runs.push(run);
  }
  const after = await twin.counts();
  const median = runs.toSorted((a, b) => a.wall - b.wall)[Math.floor(repeat / 2)] ?? runs[0];
  if (median === undefined) return;
  const each = (count: (of: typeof after) => number) => Math.round((count(after) - count(before)) / repeat);
  const told = command.includes("--json") ? (JSON.parse(median.answer) as Told) : undefined;
  print([
    `${size}`,
    what,
    `${each((of) => of.workspace)}`,
    `${each((of) => of.lake)}`,
    median.wall.toFixed(2),
    median.cpu.toFixed(2),
    `${Math.round(Math.max(...runs.map(({ peak }) => peak)))}`,
    least?.toFixed(2) ?? "",
    least === undefined ? "" : (median.wall / least).toFixed(2),
    told?.seconds.toFixed(1) ?? "",
    told?.estimate.seconds.toFixed(1) ?? "",
  ]);
}

/** What the report of an apply tells of its time: from the agreement to the proof, and what the plan said of that. */
interface Told {
  readonly seconds: number;
  readonly estimate: { readonly seconds: number };
}

function print(cells: readonly string[]): void {
  process.stdout.write(
    `${cells.map((cell, at) => (at === 1 ? cell.padEnd(22) : cell.padStart(10))).join("  ")}\n`,
  );
}

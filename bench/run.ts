/**
 * Plans and publishes generated workspaces of real weight against the twin, with the state in its lake.
 * `npm run bench [-- SIZE...]`; `-- plan SIZE...` leaves the first publish out, and with it the state.
 * The twin lives in a process of its own, and so does every retain command.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { type Generated, generateWorkspace } from "@retain/test-kit/generate-workspace";
import { type BenchTwin, startBenchTwin } from "./bench-twin.ts";
import { forgetFiles, measureRetain } from "./measure.ts";

const workspace = "retain-bench";
const lake = "retainbench";
/** What a publish meets: seconds an answer takes, and an operation. */
const latency = 0.15;
const operation = 2;
const atOnce = 25;
/** How often a plan is measured: the median counts. */
const times = 3;

const words = process.argv.slice(2);
const onlyPlans = words.includes("plan");
const asked = words.filter((word) => word !== "plan").map(Number);

const processor = cpus()[0]?.model ?? "unknown processor";
process.stdout.write(
  `${cpus().length} x ${processor}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
process.stdout.write(
  `publishing: latency ${latency * 1000} ms, operations ${operation} s; planning: prepared answers, no latency\n\n`,
);
print(["artifacts", "what", "requests", "lake", "wall s", "CPU s", "peak MB", "bound s", "wall/bound"]);

for (const size of asked.length > 0 ? asked : [100, 1_331, 10_000]) await benchSize(size);

async function benchSize(size: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "retain-bench-"));
  const artifacts = generateWorkspace(size);
  const start = (slow: boolean) =>
    startBenchTwin({
      folder: join(root, "twin"),
      workspace,
      lake,
      latencyMs: slow ? latency * 1000 : 0,
      operationMs: slow ? operation * 1000 : 0,
      seed: onlyPlans ? size : 0,
    });
  let twin: BenchTwin | undefined;
  try {
    writeRepository(root, artifacts);
    twin = await start(!onlyPlans);
    if (!onlyPlans) {
      await show(twin, root, size, "first publish", ["apply", "--yes", "--json"], { bound: bound(size) });
      const one = artifacts.find(({ ref }) => ref.kind === "pipeline") as Generated;
      writeArtifact(root, edited(one));
      await show(twin, root, size, "one changed, proved", ["apply", "--yes", "--json"], { bound: bound(1) });
      writeArtifact(root, one);
      await show(twin, root, size, "and back again", ["apply", "--yes", "--json"], { bound: bound(1) });
      await twin.stop();
      twin = await start(false);
    }
    const plan = ["plan", "--exit-code"];
    await show(twin, root, size, "plan, no change", plan, {});
    if (forgetFiles()) await show(twin, root, size, "the same, files cold", plan, { cold: true });
    for (const artifact of artifacts.filter((_, at) => at % 100 === 0)) writeArtifact(root, edited(artifact));
    await show(twin, root, size, "plan, 1 % changed", plan, { expected: 2 });
  } finally {
    await twin?.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Seconds that the service alone takes: two rounds of lists, and each write with one poll, so many at once. */
function bound(writes: number): number {
  const one = latency + operation + latency;
  return latency * 2 + Math.max((writes * one) / atOnce, one);
}

interface Expected {
  readonly bound?: number;
  readonly expected?: number;
  readonly cold?: boolean;
}

async function show(
  twin: BenchTwin,
  root: string,
  size: number,
  what: string,
  command: readonly string[],
  { bound: least, expected = 0, cold = false }: Expected,
): Promise<void> {
  const before = await twin.counts();
  const runs = [];
  const repeat = least === undefined ? times : 1;
  for (let time = 0; time < repeat; time++) {
    if (cold) forgetFiles();
    const run = await measureRetain(root, command);
    if (run.status !== expected) throw new Error(`${what}: ended with ${run.status}\n${run.said}`);
    runs.push(run);
  }
  const after = await twin.counts();
  const median = runs.toSorted((a, b) => a.wall - b.wall)[Math.floor(repeat / 2)] ?? runs[0];
  if (median === undefined) return;
  const each = (count: (of: typeof after) => number) => Math.round((count(after) - count(before)) / repeat);
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
  ]);
}

function print(cells: readonly string[]): void {
  process.stdout.write(
    `${cells.map((cell, at) => (at === 1 ? cell.padEnd(22) : cell.padStart(10))).join("  ")}\n`,
  );
}

function writeRepository(root: string, artifacts: readonly Generated[]): void {
  mkdirSync(join(root, "environments"));
  writeFileSync(
    join(root, "retain.yaml"),
    "name: bench\nenvironment: bench\nsources:\n  - synapse: workspace\n",
  );
  writeFileSync(
    join(root, "environments/bench.yaml"),
    `workspace: ${workspace}\ntwin: twin\nlake: { filesystem: state }\n`,
  );
  for (const { ref } of artifacts)
    mkdirSync(join(root, "workspace", contractOf(ref.kind).folder), { recursive: true });
  for (const artifact of artifacts) writeArtifact(root, artifact);
}

function writeArtifact(root: string, { ref, body }: Generated): void {
  const file = join(root, "workspace", contractOf(ref.kind).folder, `${ref.name}.json`);
  writeFileSync(file, JSON.stringify(body, null, "\t"));
}

/** The same artifact with a description that nobody has published. */
function edited({ ref, body }: Generated): Generated {
  const properties = body.properties as Generated["body"];
  return { ref, body: { ...body, properties: { ...properties, description: "edited" } } };
}

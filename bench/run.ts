/**
 * Plans and publishes generated workspaces against the twin, with the state in its lake: latency of
 * workspace and lake 50 ms, operations of 1 s. `npm run bench [-- SIZE...]`; the twin lives in this
 * process, every retain command in one of its own.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { type Generated, generateWorkspace } from "@retain/test-kit/generate-workspace";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";

const retain = fileURLToPath(new URL("../packages/publisher/dist/retain.js", import.meta.url));
const lake = "retainbench";
const latency = 0.05;
const operation = 1;
const atOnce = 25;
const sizes = process.argv.slice(2).map(Number);

interface Figures {
  readonly status: number;
  readonly stdout: string;
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
  readonly requests: number;
  /** Requests to the lake, where the state lies. */
  readonly lake: number;
}

const processor = cpus()[0]?.model ?? "unknown processor";
process.stdout.write(
  `${cpus().length} x ${processor}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
process.stdout.write(`twin: latency ${latency * 1000} ms, operations ${operation} s\n\n`);
const header = [
  "artifacts",
  "what",
  "requests",
  "lake",
  "wall s",
  "CPU s",
  "peak MB",
  "bound s",
  "wall/bound",
];
process.stdout.write(`${row(header)}\n`);

for (const size of sizes.length > 0 ? sizes : [100, 1_000, 10_000]) await benchSize(size);

async function benchSize(size: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "retain-bench-"));
  const twin = await startTwin({
    folder: join(root, "twin"),
    workspaces: ["retain-bench"],
    lakes: [lake],
    filesystems: ["state"],
    settings: { latencyMs: latency * 1000, operationMs: operation * 1000 },
  });
  try {
    const artifacts = generateWorkspace(size);
    writeRepository(root, artifacts);
    const lists = latency * 2;
    const bound = (writes: number) =>
      lists * 2 + Math.max((writes * (operation + latency)) / atOnce, operation);
    await measure(twin, root, size, "first publish", ["apply", "--yes", "--json"], bound(size));
    await measure(twin, root, size, "plan, no change", ["plan", "--exit-code"], lists);
    const one = artifacts.filter((artifact) => artifact.ref.kind === "pipeline");
    const part = artifacts.filter((_, at) => at % 100 === 0);
    for (const artifact of part) writeArtifact(root, edited(artifact));
    await measure(twin, root, size, "plan, 1 % changed", ["plan", "--exit-code"], lists, 2);
    for (const artifact of part) writeArtifact(root, artifact);
    writeArtifact(root, edited(one[0] as Generated));
    await measure(twin, root, size, "apply, one changed", ["apply", "--yes", "--json"], bound(1));
  } finally {
    await twin.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure(
  twin: RunningTwin,
  root: string,
  size: number,
  what: string,
  words: readonly string[],
  bound: number,
  expected = 0,
): Promise<void> {
  const counts = () =>
    [twin.workspace("retain-bench").requestCount(), twin.lake(lake).requestCount()] as const;
  const before = counts();
  const figures = await run(root, words, () => {
    const now = counts();
    return { requests: now[0] - before[0], lake: now[1] - before[1] };
  });
  if (figures.status !== expected)
    throw new Error(`${what}: ended with ${figures.status}\n${figures.stdout}`);
  const ratio = (figures.wall / bound).toFixed(2);
  const cells = [
    size,
    what,
    figures.requests,
    figures.lake,
    figures.wall.toFixed(2),
    figures.cpu.toFixed(2),
    Math.round(figures.peak),
    bound.toFixed(2),
    ratio,
  ];
  process.stdout.write(`${row(cells.map(String))}\n`);
}

function row(cells: readonly string[]): string {
  return cells.map((cell, at) => (at === 1 ? cell.padEnd(20) : cell.padStart(10))).join("  ");
}

/** Runs retain in a process of its own, which reports its CPU time and peak memory when it ends. */
async function run(
  root: string,
  words: readonly string[],
  requests: () => Pick<Figures, "requests" | "lake">,
): Promise<Figures> {
  const usage = join(root, "usage.json");
  const report = `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())))`;
  const preload = join(root, "usage.cjs");
  writeFileSync(preload, report);
  const started = performance.now();
  const child = spawn(process.execPath, ["--require", preload, retain, ...words], {
    cwd: root,
    env: { ...process.env, CI: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stdout += text;
  });
  const status = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  const wall = (performance.now() - started) / 1000;
  const used: NodeJS.ResourceUsage = JSON.parse(readFileSync(usage, "utf8"));
  return {
    status,
    stdout: stdout.slice(-2_000),
    wall,
    cpu: (used.userCPUTime + used.systemCPUTime) / 1e6,
    peak: used.maxRSS / 1024,
    ...requests(),
  };
}

function writeRepository(root: string, artifacts: readonly Generated[]): void {
  mkdirSync(join(root, "environments"));
  writeFileSync(
    join(root, "retain.yaml"),
    "name: bench\nenvironment: bench\nsources:\n  - synapse: workspace\n",
  );
  writeFileSync(
    join(root, "environments/bench.yaml"),
    "workspace: retain-bench\ntwin: twin\nlake: { filesystem: state }\n",
  );
  for (const { ref } of artifacts)
    mkdirSync(join(root, "workspace", contractOf(ref.kind).folder), { recursive: true });
  for (const artifact of artifacts) writeArtifact(root, artifact);
}

function writeArtifact(root: string, { ref, body }: Generated): void {
  const file = join(root, "workspace", contractOf(ref.kind).folder, `${ref.name}.json`);
  writeFileSync(file, JSON.stringify(body, null, 4));
}

/** The same artifact with a description that nobody has published. */
function edited({ ref, body }: Generated): Generated {
  const properties = body.properties as Generated["body"];
  return { ref, body: { ...body, properties: { ...properties, description: "edited" } } };
}

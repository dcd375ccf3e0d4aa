/** The twin of a benchmark, in a process of its own: what it costs must not count as the program's. */
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { generateWorkspace } from "@retain/test-kit/generate-workspace";
import { startTwin } from "@retain/twin/start-twin";

/** What the benchmark asks of the process; one JSON text on its command line. */
export interface TwinOrder {
  readonly folder: string;
  readonly workspace: string;
  readonly lake: string;
  readonly latencyMs: number;
  readonly operationMs: number;
  /** How many generated artifacts are there from the start. */
  readonly seed: number;
}

/** Requests so far, sent when the twin listens and at every message. */
export interface TwinCounts {
  readonly workspace: number;
  /** Requests to the lake, where the state lies. */
  readonly lake: number;
}

const order = JSON.parse(process.argv[2] ?? "null") as TwinOrder | null;
if (order === null || process.send === undefined) throw new Error("this is started by the benchmark");
const { folder, workspace, lake, latencyMs, operationMs, seed } = order;
const twin = await startTwin({
  folder,
  workspaces: [workspace],
  lakes: [lake],
  filesystems: ["state"],
  settings: { latencyMs, operationMs },
});
for (const { ref, body } of generateWorkspace(seed))
  twin.workspace(workspace).seed(contractOf(ref.kind).resourceType.toLowerCase(), ref.name, body);
const report = () =>
  process.send?.({
    workspace: twin.workspace(workspace).requestCount(),
    lake: twin.lake(lake).requestCount(),
  } satisfies TwinCounts);
process.on("message", report);
process.once("disconnect", () => void twin.stop().then(() => process.exit(0)));
report();

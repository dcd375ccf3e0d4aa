import type { FaultRule } from "@retain/twin/faults/fault";
import type { RecordedRequest } from "@retain/twin/host/recording";
import { prepareMove } from "./moving-estate.ts";
import type { Place } from "./places.ts";
import { runCommand } from "./run-command.ts";
import { type ProgramRun, runProgram } from "./run-program.ts";
import type { World } from "./world.ts";

/** A request, and the side of its effect on which something happens to the one who sent it. */
export interface Moment {
  readonly on: "workspace" | "lake";
  readonly rule: Omit<FaultRule, "fault">;
  readonly effect: "before" | "after";
}

/**
 * Stops an apply at a request (SIGSTOP), lets another one take its lock away and publish, and wakes it.
 * `late`: what it sent from then on that changes something, other than giving back a lock that it may still have.
 */
export async function stallAt(
  { on, rule, effect }: Moment,
  world: World,
  place: Place,
  prepare: (world: World, place: Place) => Promise<string> | string = prepareMove,
): Promise<{ readonly run: ProgramRun; readonly late: readonly string[] }> {
  const folder = await prepare(world, place);
  const [workspace, lake] = [world.twin.workspace(place.workspace), world.twin.lake(place.account)];
  const { faults } = on === "lake" ? lake : workspace;
  faults.add({ ...rule, times: 1, fault: { kind: "hold", effect } });
  const held = faults.untilHeld();
  const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
  const running = runProgram(["apply", "--yes", "--allow-delete"], {
    cwd: folder,
    signalWhen: [
      { name: "SIGSTOP", reached: held },
      { name: "SIGCONT", reached: woken },
    ],
  });
  try {
    await Promise.race([held, running]);
    // Longer than what counts as a pause, however quick the other one is.
    const long = new Promise((done) => setTimeout(done, 1200));
    await runCommand("unlock", folder, { yes: true });
    const rival = await runCommand("apply", folder, { yes: true, allowDelete: true });
    if (rival.code !== 0) throw new Error(`${rival.out}\n${rival.problems}`);
    await long;
  } finally {
    faults.clear();
  }
  const before = [workspace, lake].map(({ requestCount }) => requestCount());
  wake();
  const run = await running;
  const late = [workspace, lake].flatMap(({ requests }, at) => requests.slice(before[at]).filter(isChange));
  return { run, late: late.map(({ method, path, query }) => `${method} ${path}${query}`) };
}

function isChange({ method, path }: RecordedRequest): boolean {
  return method !== "GET" && method !== "HEAD" && !path.includes("/locks/");
}

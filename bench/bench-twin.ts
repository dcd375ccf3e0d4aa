import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TwinCounts, TwinOrder } from "./twin-process.ts";

/** A twin in a process of its own. */
export interface BenchTwin {
  readonly counts: () => Promise<TwinCounts>;
  readonly stop: () => Promise<void>;
}

const program = fileURLToPath(new URL("./twin-process.ts", import.meta.url));

/** Starts a twin; what an earlier one left in the folder is there again, at the same ports. */
export async function startBenchTwin(order: TwinOrder): Promise<BenchTwin> {
  const child = fork(program, [JSON.stringify(order)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await answer(child);
  return {
    counts: () => {
      child.send("counts");
      return answer(child);
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

async function answer(child: ChildProcess): Promise<TwinCounts> {
  const ended = once(child, "exit").then(() => Promise.reject(new Error("the twin of the benchmark ended")));
  const [counts] = (await Promise.race([once(child, "message"), ended])) as [TwinCounts];
  return counts;
}

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { HostedRun } from "./program-host.ts";
import { bareEnvironment, type ProgramRun, program, type RunOptions } from "./run-program.ts";

/** Processes that run the shipped program over and over: the second run in one takes a quarter of the time. */
export interface ProgramHosts {
  /** Runs the program to its end, as `runProgram` does; each host has one run at a time. */
  readonly run: (words: readonly string[], options: Pick<RunOptions, "cwd" | "env">) => Promise<ProgramRun>;
  readonly close: () => void;
}

const host = fileURLToPath(new URL("program-host.ts", import.meta.url));

/** Starts so many hosts of a program, each when it is first needed. They are for runs that one sign-in serves, and that no signal ends. */
export function openHosts(count: number, script = program): ProgramHosts {
  const started: ChildProcess[] = [];
  const start = () => {
    const stdio: ("ignore" | "inherit" | "ipc")[] = ["ignore", "inherit", "inherit", "ipc"];
    const child = fork(host, [script], { stdio, env: bareEnvironment() });
    started.push(child);
    return child;
  };
  const lanes = Array.from({ length: count }, () => ({
    waiting: 0,
    last: Promise.resolve<unknown>(undefined),
  }));
  const hosts = new Map<object, ChildProcess>();
  return {
    run: (words, { cwd, env = {} }) => {
      const lane = lanes.reduce((one, other) => (other.waiting < one.waiting ? other : one));
      lane.waiting += 1;
      const running = lane.last.then(() => {
        const child = hosts.get(lane) ?? start();
        hosts.set(lane, child);
        return tell(child, { words, cwd, env });
      });
      lane.last = running.catch(() => hosts.delete(lane)).finally(() => (lane.waiting -= 1));
      return running;
    },
    close: () => {
      for (const child of started) child.kill();
    },
  };
}

async function tell(host: ChildProcess, run: HostedRun): Promise<ProgramRun> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(host, "exit", { signal }).then(([code, by]) => {
      throw new Error(`retain ${run.words.join(" ")}: its process ended (${by ?? code})`);
    });
    const answered = once(host, "message", { signal });
    host.send(run);
    const [answer] = await Promise.race([answered, ended]);
    return answer as ProgramRun;
  } finally {
    over.abort();
  }
}

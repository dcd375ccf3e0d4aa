import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TwinOptions, TwinStatus } from "../src/start-twin.ts";

/** A twin in a process of its own, which can be killed. */
export interface TwinProcess {
  readonly status: TwinStatus;
  /** Ends it without a word, and waits until it has ended. */
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL("serve-twin.ts", import.meta.url));

/** Starts one and waits until it listens. */
export async function startTwinProcess(
  options: TwinOptions & { readonly folder: string },
): Promise<TwinProcess> {
  const child: ChildProcess = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([
    once(child.stdout as NodeJS.ReadableStream, "data"),
    once(child, "exit").then(() => Promise.reject(new Error("the twin did not start"))),
  ]);
  return {
    status: JSON.parse(readFileSync(join(options.folder, "status.json"), "utf8")) as TwinStatus,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

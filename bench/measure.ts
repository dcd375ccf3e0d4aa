import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** As npm links it. */
const retain = fileURLToPath(new URL("../packages/publisher/bin/retain.cjs", import.meta.url));

/** What one run of the program cost. */
export interface Figures {
  readonly status: number;
  /** What it answered. */
  readonly answer: string;
  /** The end of what it printed beside that. */
  readonly said: string;
  /** Seconds. */
  readonly wall: number;
  /** Processor time, seconds. */
  readonly cpu: number;
  /** Largest resident memory, MB. */
  readonly peak: number;
}

/** Runs retain in a process of its own, which reports its CPU time and peak memory when it ends. */
export async function measureRetain(root: string, words: readonly string[]): Promise<Figures> {
  const usage = join(root, "usage.json");
  const preload = join(root, "usage.cjs");
  writeFileSync(
    preload,
    `require("node:worker_threads").isMainThread && process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())))`,
  );
  const started = performance.now();
  const child = spawn(retain, words, {
    cwd: root,
    env: {
      ...process.env,
      CI: "true",
      NODE_OPTIONS: `--require ${preload}`,
      RETAIN_CACHE: join(root, "cache"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const answer: Buffer[] = [];
  child.stdout.on("data", (text: Buffer) => answer.push(text));
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said = `${said}${text}`.slice(-4_000);
  });
  const status = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  const wall = (performance.now() - started) / 1000;
  const used: NodeJS.ResourceUsage = JSON.parse(readFileSync(usage, "utf8"));
  const text = Buffer.concat(answer).toString("utf8");
  return {
    status,
    answer: text,
    said,
    wall,
    cpu: (used.userCPUTime + used.systemCPUTime) / 1e6,
    peak: used.maxRSS / 1024,
  };
}

/** Lets retain forget what it found in files and lists. */
export function forgetFindings(root: string): void {
  rmSync(join(root, "cache"), { recursive: true, force: true });
}

/** Lets the system forget the files it has read; false where that is not allowed. */
export function forgetFiles(): boolean {
  try {
    writeFileSync("/proc/sys/vm/drop_caches", "1");
    return true;
  } catch {
    return false;
  }
}

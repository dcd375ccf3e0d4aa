/** The whole story on one machine: publish, prove, edit behind our back, see it, mend it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const retain = fileURLToPath(new URL("../packages/publisher/dist/retain.js", import.meta.url));
const editor = fileURLToPath(new URL("edit-dataset.ts", import.meta.url));
const twin = [".retain/demo", "retain-demo"] as const;
const started = performance.now();

/** Runs one command in sight of the reader; ends the demo when it ends otherwise than expected. */
function show(words: readonly string[], expected = 0): void {
  process.stdout.write(`\n$ retain ${words.join(" ")}\n`);
  const { status } = spawnSync(process.execPath, [retain, ...words], { cwd: root, stdio: "inherit" });
  if (status !== expected) throw new Error(`retain ${words[0]} ended with ${status}, expected ${expected}`);
}

function tell(text: string): void {
  process.stdout.write(`\n# ${text}\n`);
}

/** What a foreign client needs to reach the twin. */
function twinStatus(): { environment: NodeJS.ProcessEnv; workspaces: Record<string, { synapse: string }> } {
  const { stdout } = spawnSync(process.execPath, [retain, "twin", "status", "--folder", twin[0], "--json"], {
    cwd: root,
    encoding: "utf8",
  });
  return JSON.parse(stdout);
}

let failed = false;
spawnSync(process.execPath, [retain, "twin", "reset", "--folder", twin[0]], { cwd: root });
try {
  tell("A local Azure: no subscription, the real protocols.");
  // The SDK of the edit below waits as long as it is told to; retain polls at its own pace.
  show(["twin", "start", "--detach", "--folder", twin[0], "--workspace", twin[1], "--retry-after", "1"]);
  tell("Is the repository sound? What would change? Change it.");
  show(["validate", "--env", "demo"]);
  show(["plan", "--env", "demo"]);
  show(["apply", "--env", "demo", "--yes"]);
  tell("A second plan finds nothing.");
  show(["plan", "--env", "demo", "--exit-code"]);
  tell("Somebody edits a dataset past the repository, through Microsoft's SDK.");
  const status = twinStatus();
  const endpoint = status.workspaces[twin[1]]?.synapse ?? "";
  const edited = spawnSync(process.execPath, [editor, endpoint, "Members_Source", ";"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...status.environment },
  });
  if (edited.status !== 0) throw new Error("the edit through the SDK failed");
  tell(
    "The plan shows exactly that field, whose edit it was, and what it reaches; apply mends that artifact.",
  );
  show(["plan", "--env", "demo", "--exit-code"], 2);
  show(["apply", "--env", "demo", "--yes"]);
  tell("All of it is remembered, and any of it can be gone back to: retain rollback RELEASE.");
  show(["history", "--env", "demo"]);
  show(["drift", "--env", "demo"]);
} catch (error) {
  failed = true;
  process.stderr.write(`\nError: ${error instanceof Error ? error.message : String(error)}\n`);
} finally {
  show(["twin", "stop", "--folder", twin[0]]);
}
process.stdout.write(`\nThe demo took ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
process.exitCode = failed ? 1 : 0;

import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { environmentSecrets } from "@retain/artifacts/secrets/environment";
import { redactSaid } from "@retain/artifacts/secrets/redact";

/** What a command printed on stdout, or how it failed. */
type Ran =
  | { readonly out: string }
  | {
      /** What happened, to follow the name of the command in a sentence. */
      readonly failure: string;
      /** The end of what it said on stderr, in one line. */
      readonly said: string;
      /** True when program not found. */
      readonly missing: boolean;
    };

/** More than any outputs hold, in bytes. */
const most = 16 * 1024 * 1024;
/** How much of stderr is shown, in characters: terraform draws boxes around a few sentences. */
const toldOfStderr = 600;

/**
 * Runs a command without a shell and without a terminal, for what it prints. Its stdout is told to nobody
 * else, since it may hold secrets; it ends when its time is up, in seconds.
 */
export async function runForOutput(
  [program = "", ...words]: readonly string[],
  { folder, seconds }: { readonly folder: string; readonly seconds: number },
): Promise<Ran> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    return { failure: "cannot run: its folder does not exist", said: "", missing: false };
  }
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
      windowsHide: true,
    });
    const out: Buffer[] = [];
    let size = 0;
    let said = "";
    const end = (ran: Ran) => {
      clearTimeout(timer);
      // A grandchild may hold the pipes open after the command is gone.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(ran);
    };
    const fail = (failure: string, missing = false) => end({ failure, said: inOneLine(said), missing });
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`did not finish within ${seconds} seconds`);
    }, seconds * 1000);
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) out.push(chunk);
      else {
        child.kill("SIGKILL");
        fail("printed too much to be outputs");
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-16_384);
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") fail("cannot run: program not found on this machine", true);
      else fail(`cannot run: ${error.code === "EACCES" ? "the program is not executable" : error.message}`);
    });
    child.on("close", (code, signal) => {
      if (code === 0) end({ out: Buffer.concat(out).toString("utf8") });
      else fail(signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`);
    });
  });
}

/** Colours, frames and line ends are taken out, secrets hidden; the end is kept, for there the reason stands. */
function inOneLine(text: string): string {
  const lines = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^[\s╷│╵]+/, "")
        .replace(/\p{Cc}/gu, " ")
        .trim(),
    )
    .filter((line) => line !== "");
  const line = redactSaid(lines.join(" "), undefined, environmentSecrets(process.env));
  return line.length <= toldOfStderr ? line : `…${line.slice(-toldOfStderr)}`;
}

import { createInterface } from "node:readline/promises";
import { redactOutput } from "@retain/artifacts/secrets/redact";
import picocolors from "picocolors";
import type { Paint } from "../render/paint.ts";

/** Where a command writes. Results go to stdout; progress, notes and problems to stderr; secrets to neither. */
export interface Terminal {
  readonly paint: Paint;
  /** True where a person can answer a question. */
  readonly interactive: boolean;
  /** Characters on a line of the result; undefined where it goes to a file or a pipe. */
  readonly columns: number | undefined;
  /** A line of the result. */
  readonly out: (line: string) => void;
  /** A line of a problem: shown whatever the settings. */
  readonly problem: (line: string) => void;
  /** A line for the person who watches; nothing with `--quiet`. */
  readonly note: (line: string) => void;
  /** A line that replaces itself; nothing in CI, in pipes and with `--quiet`. */
  readonly progress: (text: string) => void;
  /** Asks a question that is answered with yes or no; the end of the input is a no. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Settings of `openTerminal` that come from the command line. */
export interface TerminalSettings {
  readonly colour: boolean | undefined;
  readonly quiet: boolean;
}

/** The terminal of this process. Honours NO_COLOR, FORCE_COLOR, TERM=dumb and CI. */
export function openTerminal(settings: TerminalSettings): Terminal {
  const colour = settings.colour ?? wantsColour();
  const live = process.stderr.isTTY === true && !process.env.CI && !settings.quiet;
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write("\r\x1b[K");
    shown = false;
  };
  return {
    paint: picocolors.createColors(colour),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env.CI,
    columns: process.stdout.isTTY === true ? process.stdout.columns || 80 : undefined,
    out: (line) => {
      clear();
      process.stdout.write(`${redactOutput(line)}\n`);
    },
    problem: (line) => {
      clear();
      process.stderr.write(`${redactOutput(line)}\n`);
    },
    note: (line) => {
      if (settings.quiet) return;
      clear();
      process.stderr.write(`${redactOutput(line)}\n`);
    },
    progress: (text) => {
      if (!live) return;
      process.stderr.write(`\r\x1b[K${redactOutput(text).slice(0, (process.stderr.columns ?? 80) - 1)}`);
      shown = true;
    },
    confirm: async (question) => {
      clear();
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        // Which of the two tells of the end depends on the version of Node.
        const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
        const asked = lines.question(`${redactOutput(question)} [y/N] `).catch(() => "");
        const answer = await Promise.race([asked, ended]);
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        lines.close();
      }
    },
  };
}

function wantsColour(): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== "dumb";
}

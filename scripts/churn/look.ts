/** Predictions of a run afterwards: `npm run churn -- look --help`. */
import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { environmentVariables, makeEnvironment, stateFolder } from "@retain/notebooks/environment";
import { type Declared, declared, optionLines, readRequest, readValues, WrongRequest } from "./options.ts";

const { members, seed, frailty, interactions, raw, out } = declared;
/** Which run is meant: its folder is named by these. */
const ofRun = { members, seed, frailty, interactions, raw, out };

const asked = {
  member: { type: "string", value: "ID", help: "one member, in all months that were decided on" },
  top: { type: "string", value: "N", help: "members to list of the month, the best first (default: 20)" },
  segment: { type: "string", value: "NAME", help: "of one segment, such as manual" },
  period: { type: "string", value: "DAY", help: "any day of the month to look at (default: the newest)" },
  json: { type: "boolean", help: "print the same as JSON" },
  help: { type: "boolean", help: "show this" },
} as const satisfies Record<string, Declared>;

/** What is to be looked at: the folder of the run, and what the Python side is told. */
export interface LookRequest {
  readonly out: string;
  readonly told: readonly string[];
}

function lookHelp(): string {
  return [
    "Shows predictions of a run afterwards: who was offered what, why, and what came of it.",
    "",
    "  npm run churn -- look [OPTIONS]",
    "",
    ...optionLines(asked),
    "",
    "Of which run, as it was started:",
    "",
    ...optionLines(ofRun),
    "",
    "It names members: what it prints is for you, and is kept nowhere.",
    "",
  ].join("\n");
}

/** Reads the words behind `look`; `undefined` where help is asked for. Throws `WrongRequest`. */
export function readLook(words: readonly string[], state: string): LookRequest | undefined {
  const values = readValues(words, { ...asked, ...ofRun });
  if (values.help === true) return undefined;
  const again = Object.keys({ ...ofRun, period: true }).flatMap((name) => {
    const value = values[name];
    if (typeof value === "string") return [`--${name}=${value}`];
    return value === true ? [`--${name}`] : [];
  });
  const request = readRequest(again, state);
  if (request === undefined) return undefined;
  const text = (name: keyof typeof asked) => {
    const value = values[name];
    return typeof value === "string" ? [`--${name}=${value}`] : [];
  };
  if (typeof values.top === "string" && !/^\d+$/.test(values.top)) {
    throw new WrongRequest([`--top is a whole number from 0 on, and '${values.top}' is none.`]);
  }
  return {
    out: request.out,
    told: [
      ...text("member"),
      ...text("top"),
      ...text("segment"),
      ...(values.period === undefined ? [] : [`--period=${request.period}`]),
      ...(values.json === true ? ["--json"] : []),
    ],
  };
}

/** Prints the answer; the exit code is 3 where there is none to what was asked, and a sentence says why. */
export async function look(words: readonly string[], tell: (line: string) => void): Promise<number> {
  const request = readLook(words, stateFolder());
  if (request === undefined) {
    process.stdout.write(lookHelp());
    return 0;
  }
  const lake = join(request.out, "lake");
  if (!existsSync(lake)) {
    throw new WrongRequest([
      `There is no run in ${request.out}: type npm run churn first, or give its --out.`,
    ]);
  }
  const made = await makeEnvironment(stateFolder(), tell);
  const work = join(request.out, "looking");
  const places = [`--lake=${lake}`, `--jars=${made.jars}`, `--work=${work}`];
  try {
    return await new Promise<number>((done, fail) => {
      const child = spawn(made.python, ["-m", "retention.look", ...places, ...request.told], {
        env: environmentVariables(made),
        stdio: ["ignore", "inherit", "pipe"],
      });
      let said = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      child.on("error", fail);
      child.on("close", (code) => {
        if (code === 0) done(0);
        else if (code === 2) fail(new WrongRequest([said.trim()]));
        else fail(new Error(said.trim().split("\n").slice(-8).join("\n")));
      });
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

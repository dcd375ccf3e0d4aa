import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { normaliseOutput } from "@retain/test-kit/normalise-output";
import { type CaseFolder, estateFolder } from "./case-folders.ts";
import type { ProgramHosts } from "./hosted-program.ts";
import { readScript } from "./read-script.ts";
import { requestLines } from "./request-lines.ts";
import { runProgram } from "./run-program.ts";
import { signInAs } from "./sign-in.ts";
import { verbs } from "./verbs.ts";
import { copyRepository, type World } from "./world.ts";

/** What a case printed, and what it asked the twin for where its script says `record`. */
export interface CaseResult {
  readonly output: string;
  readonly requests: string | undefined;
}

/** What runs the commands of cases. */
export interface CaseRunner {
  readonly world: World;
  readonly hosts: ProgramHosts;
  /** By case: the commands that a process of its own has to run, as a person's shell does. */
  readonly alone: ReadonlyMap<CaseFolder, ReadonlySet<string>>;
}

/** Runs the script of a case in a folder of its own against a workspace of its own. */
export async function runCase(found: CaseFolder, runner: CaseRunner): Promise<CaseResult> {
  const { world, hosts, alone } = runner;
  const cwd = world.makeFolder(found.workspace);
  const live = world.twin.workspace(found.workspace);
  const { ca } = world.twin.status;
  const placeholders = { workspace: found.workspace, twin: world.folder, origin: live.origin, ca };
  const known = {
    [cwd]: "<folder>",
    [world.folder]: "<twin>",
    [found.workspace]: "<workspace>",
    // Its one lake has the name of whichever case is first.
    [Object.keys(world.twin.status.lakes)[0] ?? ""]: "<lake>",
    [world.twin.status.identity.header]: "<secret>",
    [world.twin.status.token]: "<secret>",
  };
  const env: Record<string, string> = {};
  const output: string[] = [];
  const requests: string[] = [];
  const runRetain = (words: readonly string[]) => {
    const own = Object.keys(env).length > 0 || alone.get(found)?.has(commandOf(words));
    return own ? runProgram(words, { cwd, env }) : hosts.run(words, { cwd });
  };
  let recording = false;
  let noted = 0;
  const own = join(found.folder, "repo");
  const layOut = (...folders: readonly string[]) => {
    for (const folder of folders) if (existsSync(folder)) copyRepository(folder, cwd, placeholders);
  };
  layOut(own);

  for (const { text, words } of scriptOf(found)) {
    const [verb = "", ...rest] = words;
    if (verb === "record") {
      recording = true;
      noted = live.requests.length;
      continue;
    }
    output.push(verb === "" ? text : `$ ${text}`);
    if (verb === "") continue;
    if (verb === "use") {
      layOut(estateFolder(rest[0] ?? ""), own);
    } else if (verb === "set") {
      env[rest[0] ?? ""] = rest[1] ?? "";
    } else if (verb === "sign-in") {
      Object.assign(env, await signInAs(rest[0] ?? "", world));
    } else if (verb === "quietly") {
      const { stderr, code } = await runRetain(rest.slice(1));
      if (code !== 0) throw new Error(`${text}: ended with ${code}: ${stderr}`);
      noted = live.requests.length;
    } else if (verb === "retain") {
      const { stdout, stderr, code } = await runRetain(rest);
      output.push(...linesOf(stdout), ...linesOf(stderr).map((line) => `>&2 ${line}`.trimEnd()));
      if (code !== 0) output.push(`[exit ${code}]`);
      if (recording) requests.push(`$ ${text}`, ...requestLines(live.requests.slice(noted)));
      noted = live.requests.length;
    } else {
      const run = verbs[verb];
      if (run === undefined) throw new Error(`${found.name}: '${verb}' is no command of a script`);
      output.push(...run({ cwd, live }, ...rest));
    }
    output.push("");
  }
  const finish = (lines: readonly string[]) => normaliseOutput(`${lines.join("\n").trimEnd()}\n`, { known });
  return { output: finish(output), requests: recording ? finish(requests) : undefined };
}

/**
 * By case, the commands that get a process of their own: the first case of each command shows that the program
 * starts and ends by itself, and a case that has a twin of its own signs in to two.
 */
export function commandsAlone(cases: readonly CaseFolder[]): CaseRunner["alone"] {
  const shown = new Set<string>();
  const alone = cases.map((found) => {
    const used = scriptOf(found).flatMap(({ words }) => {
      const [command, ...rest] = words[0] === "quietly" ? words.slice(1) : words;
      return command === "retain" ? [commandOf(rest)] : [];
    });
    const own = new Set(used.includes("twin") ? used : used.filter((command) => !shown.has(command)));
    for (const command of own) shown.add(command);
    return [found, own] as const;
  });
  return new Map(alone);
}

/** The command of `retain` that is run; the first option where none is. */
function commandOf(words: readonly string[]): string {
  return words[0] ?? "";
}

function scriptOf({ folder }: CaseFolder) {
  return readScript(readFileSync(join(folder, "script"), "utf8"));
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StateStore } from "@retain/state/state";
import { makeStateStore } from "@retain/state/state-store";
import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";
import { openLake } from "@retain/workspaces/lake/open-lake";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { reach } from "../../../state/test/state-lake.ts";
import { commands } from "../../src/cli/commands.ts";
import { type Exit, exitCodes } from "../../src/cli/exit-codes.ts";
import { plain } from "../../src/render/plain.ts";
import { shipped } from "../../src/shipped.ts";

/** What a command came to. */
interface Run {
  readonly exit: Exit;
  readonly out: string;
  readonly problems: string;
}

/** A project whose environment `dev` is played by a twin, its state empty for each test. */
export interface ReleasedProject {
  readonly root: string;
  readonly store: StateStore;
  readonly twin: RunningTwin;
  /** Runs a command in this process; with `answer` somebody is there to be asked. */
  readonly run: (
    name: string,
    args?: readonly string[],
    options?: Readonly<Record<string, unknown>>,
    answer?: boolean,
  ) => Promise<Run>;
}

export function useReleasedProject(): ReleasedProject {
  let folder: string;
  let twin: RunningTwin;
  let root: string;
  let store: StateStore;
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "retain-releases-"));
    twin = await startTwin({
      folder,
      workspaces: ["ws", "bare"],
      lakes: ["teststore"],
      filesystems: ["data"],
    });
  });
  beforeEach(async () => {
    count += 1;
    const state = `state/${count}`;
    root = await temporaryProject({
      "retain.yaml": `${synapseProject}environment: dev\n`,
      "environments/dev.yaml": `workspace: ws\ntwin: ${folder}\nlake:\n  filesystem: data\n  state: ${state}\n`,
      "environments/none.yaml": `workspace: bare\ntwin: ${folder}\n`,
    });
    const lake = openLake(reach(twin));
    store = makeStateStore({
      lake,
      folder: state,
      olderFolder: state,
      project: "demo",
      environment: "dev",
      workspace: "ws",
      endpoint: twin.workspace("ws").origin,
      claim: async ({ artifacts }) => ({ ours: [...artifacts.values()].map(({ ref }) => ref), unclear: [] }),
    });
  });
  afterAll(async () => {
    await twin.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get root() {
      return root;
    },
    get store() {
      return store;
    },
    get twin() {
      return twin;
    },
    run: async (name, args = [], options = {}, answer) => {
      const spec = commands.find((command) => command.name === name);
      if (spec === undefined) throw new Error(`there is no command ${name}`);
      const out: string[] = [];
      const problems: string[] = [];
      const terminal = {
        paint: plain,
        interactive: answer !== undefined,
        columns: undefined,
        out: (line: string) => void out.push(line),
        problem: (line: string) => void problems.push(line),
        note: () => {},
        progress: () => {},
        confirm: async (question: string) => {
          problems.push(question);
          return answer === true;
        },
      };
      const ended = await (await spec.load())({ root: shipped, terminal, cwd: root, args, options });
      if (typeof ended !== "string" || !(ended in exitCodes)) throw new Error("no exit of the table");
      return { exit: ended, out: out.join("\n"), problems: problems.join("\n") };
    },
  };
}

import { faultMeanings } from "../faults/fault.ts";
import { TwinError, UsageError } from "../host/twin-error.ts";
import type { StartOption, TwinService } from "../twin-service.ts";
import type { TwinCall, TwinCommand, TwinEnded, TwinRun } from "./twin-command.ts";

const folder: StartOption = {
  flags: "--folder <path>",
  help: "where the twin keeps its state (default: .retain/twin)",
};

/** Every command of a twin of these services, in the order in which help lists them. */
export function twinCommands(services: readonly TwinService[]): readonly TwinCommand[] {
  return [
    {
      name: "start",
      summary: "Start the twin; with -- COMMAND, run the command against it, then stop it",
      about: [
        "It runs until Ctrl-C; with `--detach`, in the background; with `-- COMMAND`, until COMMAND exits, with the environment variables that other clients need. Ports and state are those of the last start.",
      ],
      options: startOptions(services),
      examples: ["retain twin start --detach", "retain twin start -- python deploy.py"],
      runs: true,
      load: async () => ending((await import("./start.ts")).startCommand(services)),
    },
    {
      name: "status",
      summary: "Show where the twin listens and what a client needs to reach it",
      about: ["If a service lacks something, its line says what, and how to install it."],
      options: [
        folder,
        { flags: "--json", help: "print everything as JSON" },
        { flags: "--shell", help: "print only the lines that set a shell's environment for clients" },
      ],
      examples: ["retain twin status --json", 'eval "$(retain twin status --shell)"'],
      load: async () => ending((await import("./status.ts")).statusCommand(services)),
    },
    {
      name: "faults",
      summary: "Show, replace or clear the fault rules of a running twin",
      about: [`What a rule can do: ${meanings()}. How to write rules: docs/twin.md.`],
      options: [
        folder,
        { flags: "--set <file>", help: "replace the rules by those in this file (JSON)" },
        { flags: "--clear", help: "remove all rules" },
      ],
      examples: ["retain twin faults --set rules.json", "retain twin faults --clear"],
      load: async () => ending((await import("./faults.ts")).faultsCommand(services)),
    },
    {
      name: "stop",
      summary: "Stop the twin and keep its state",
      about: [],
      options: [folder],
      examples: ["retain twin stop"],
      load: async () => ending((await import("./stop.ts")).stopCommand),
    },
    {
      name: "reset",
      summary: "Stop the twin and remove its state",
      about: [],
      options: [folder],
      examples: ["retain twin reset"],
      load: async () => ending((await import("./stop.ts")).resetCommand(services)),
    },
  ];
}

/** The options of `start`: those of each service, and those of all. */
function startOptions(services: readonly TwinService[]): readonly StartOption[] {
  return [
    folder,
    ...settingOptions(services),
    { flags: "--detach", help: "leave the twin running in the background" },
  ];
}

/** The options of `start` that say what is served and how. */
export function settingOptions(services: readonly TwinService[]): readonly StartOption[] {
  return [
    ...services.flatMap(({ one, named, options }) => [
      ...(named === undefined ? [] : [{ flags: `--${one} <name...>`, help: named }]),
      ...options,
    ]),
    {
      flags: "--azure-names",
      help: "serve the names that clients use for Azure (NAME.dev.azuresynapse.net, management.azure.com, ...), behind an HTTPS proxy on one port",
    },
    { flags: "--latency <ms>", help: "delay every answer of a service (default: 0)" },
    { flags: "--page-size <n>", help: "split lists into pages of this size (default: the service's own)" },
    { flags: "--faults <file>", help: "misbehave according to the rules in this file (JSON)" },
  ];
}

function meanings(): string {
  return Object.entries(faultMeanings)
    .map(([kind, meaning]) => `\`${kind}\` (${meaning})`)
    .join(", ");
}

/** The command with its problems as an end of it. */
function ending(run: TwinRun): (call: TwinCall) => Promise<TwinEnded> {
  return async (call) => {
    try {
      const code = await run(call);
      return code === undefined ? { status: "done" } : { status: "ran", code };
    } catch (error) {
      if (!(error instanceof TwinError)) throw error;
      const status = error instanceof UsageError ? "usage" : "failed";
      return { status, message: error.message, advice: error.advice };
    }
  };
}

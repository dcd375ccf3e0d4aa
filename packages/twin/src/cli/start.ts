import { runningTwin } from "../host/liveness.ts";
import { readPorts } from "../host/state-folder.ts";
import { type BaseStatus, instancesIn } from "../host/status.ts";
import { TwinError, UsageError } from "../host/twin-error.ts";
import type { TwinOptionsOf } from "../host/twin-of.ts";
import type { TwinService } from "../twin-service.ts";
import { longOption, optionName, textOf, wholeNumber, wordsOf } from "../typed-options.ts";
import { settingOptions } from "./commands.ts";
import { startDetached } from "./detach.ts";
import { readFaultsFile } from "./faults.ts";
import { runProgram } from "./run-program.ts";
import { folderOf } from "./state-of-call.ts";
import type { TwinCall, TwinRun } from "./twin-command.ts";
import { whereabouts } from "./whereabouts.ts";

/** `retain twin start`: in the foreground, in the background or around a program. */
export function startCommand(services: readonly TwinService[]): TwinRun {
  return async (call) => {
    const { typed, program } = call;
    const detach = typed.detach === true;
    if (detach && program.length > 0) {
      throw new UsageError(
        "--detach and -- COMMAND cannot be used together",
        "with a command, the twin stops when the command exits",
      );
    }
    const options = await readOptions(call, services);
    const folder = folderOf(call);
    const running = await runningTwin(folder);
    if (running) {
      refuseSettings(call, services, running);
      return await useRunning(call, services, running);
    }
    if (detach) {
      const status = await startDetached(folder);
      call.say(`the twin is running in the background (pid ${status.pid})\n${whereabouts(services, status)}`);
      return undefined;
    }
    return await runTwin(call, services, { ...rememberedIn(folder, services), ...options, folder });
  };
}

type Options = TwinOptionsOf<TwinService>;

/** What the typed options say, as `startTwin` is given it. Throws a `UsageError` or `TwinError`. */
async function readOptions(call: TwinCall, services: readonly TwinService[]): Promise<Options> {
  const { typed } = call;
  const codes = await Promise.all(services.map((service) => service.load()));
  const given: readonly Options[] = codes.map((code) => code.read?.(typed) ?? {});
  const names = services.flatMap(({ one, all, named }) => {
    const asked = named === undefined ? undefined : wordsOf(typed, one);
    return asked === undefined ? [] : [[all, asked]];
  });
  const faults = textOf(typed, "faults");
  return {
    ...Object.assign({}, ...given),
    ...Object.fromEntries(names),
    settings: {
      ...wholeNumber(typed, "--latency", { of: "milliseconds", as: "latencyMs" }),
      ...wholeNumber(typed, "--page-size", { least: 1, as: "pageSize" }),
      ...Object.assign({}, ...given.map(({ settings }) => settings)),
    },
    faults: faults === undefined ? [] : readFaultsFile(call, faults, services),
    azureNames: typed.azureNames === true,
  };
}

/** The instances of the last start, which come back where none are asked for. */
function rememberedIn(folder: string, services: readonly TwinService[]): Options {
  const { instances } = readPorts(folder);
  const known = services.flatMap(({ all, named }) => {
    const names = Object.keys(instances[all] ?? {});
    return named === undefined || names.length === 0 ? [] : [[all, names]];
  });
  return Object.fromEntries(known);
}

async function runTwin(
  call: TwinCall,
  services: readonly TwinService[],
  options: Options,
): Promise<number | undefined> {
  const { program, say, note } = call;
  // Loaded late: certificates cost more than every other command together.
  const { openTwin } = await import("../host/open-twin.ts");
  // Listens before the start: a signal in the middle of it must not leave a half-started twin behind.
  const ending = program.length > 0 ? undefined : toldToEnd();
  const twin = await openTwin(services, options);
  try {
    // With a program, stdout is the program's.
    (program.length > 0 ? note : say)(
      `the twin is running (pid ${process.pid})\n${whereabouts(services, twin.status)}`,
    );
    if (program.length > 0) return await runProgram(call, twin.status);
    await ending;
    return undefined;
  } finally {
    await twin.stop();
  }
}

/** A twin that runs keeps how it was started; nobody should believe otherwise. */
function refuseSettings({ typed }: TwinCall, services: readonly TwinService[], { proxy }: BaseStatus): void {
  const names = services.flatMap(({ one, named }) => (named === undefined ? [] : [`--${one}`]));
  if (proxy !== undefined) names.push("--azure-names");
  const given = settingOptions(services).filter(
    ({ flags }) => !names.includes(longOption(flags)) && typed[optionName(flags)] !== undefined,
  );
  if (given.length === 0) return;
  throw new TwinError(
    `a twin is already running, and ${given.map(({ flags }) => longOption(flags)).join(", ")} would have no effect on it`,
    "stop it first: retain twin stop; to change its fault rules: retain twin faults",
  );
}

/** Starting twice is fine as long as the twin that runs holds what is asked for. */
async function useRunning(
  call: TwinCall,
  services: readonly TwinService[],
  status: BaseStatus,
): Promise<number | undefined> {
  const { typed, program, say, note } = call;
  for (const { one, all, title, named } of services) {
    const asked = named === undefined ? [] : (wordsOf(typed, one) ?? []);
    const held = instancesIn(status, all);
    const lacking = asked.filter((name) => !Object.hasOwn(held, name)).map((name) => `"${name}"`);
    if (lacking.length === 0) continue;
    throw new TwinError(
      `the twin running in ${folderOf(call)} does not have the ${title} ${lacking.join(", ")}`,
      "stop it first: retain twin stop",
    );
  }
  const where = `the twin is already running (pid ${status.pid})\n${whereabouts(services, status)}`;
  (program.length > 0 ? note : say)(where);
  return program.length > 0 ? await runProgram(call, status) : undefined;
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

import type { OptionSpec } from "./command.ts";

/** By which name the next report of the same kind finds this one. */
export const reportKey: OptionSpec = {
  flags: "--key <name>",
  help: "name by which the next report replaces this one (default: the name of the file)",
};

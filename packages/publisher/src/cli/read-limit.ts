import type { CommandContext } from "./command.ts";
import type { Exit } from "./exit-codes.ts";

/** The number behind `--limit`, `usual` when it is left out; wrong use is told and becomes the exit. */
export function readLimit(
  { options, terminal }: CommandContext,
  usual: number,
): number | { readonly exit: Exit } {
  if (typeof options.limit !== "string") return usual;
  const limit = Number(options.limit);
  if (/^\d{1,6}$/.test(options.limit) && limit > 0) return limit;
  terminal.problem(`Error: --limit takes a whole number from 1 on, not '${options.limit}'`);
  terminal.problem("  -> correct --limit");
  return { exit: "usage" };
}

import { writePlan } from "@retain/planner/plan/document";
import type { CommandContext } from "../cli/command.ts";
import type { EstatePlan } from "../plan-estate.ts";
import { planRefusal } from "../plan-refusal.ts";
import { fitTo } from "../render/fit.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import { planLines } from "../render/plan-text.ts";
import { saveFile } from "../save-file.ts";

/** Where a plan is saved and how it is printed. */
interface ShowOptions {
  readonly out?: string;
  readonly markdown?: string;
  readonly despiteMissing?: true;
  readonly json?: true;
  readonly format?: string;
  readonly unmanaged?: true;
}

/**
 * Saves a plan where the options say so, and prints it as they say. Throws a Refusal where a file could not be
 * written, and, at last, where the plan is one that is never carried out.
 */
export async function showPlan(context: CommandContext<ShowOptions>, made: EstatePlan): Promise<void> {
  const { terminal, options, cwd } = context;
  const { plan } = made;
  const files: readonly (readonly [string | undefined, () => string])[] = [
    [options.out, () => writePlan(plan)],
    [options.markdown, () => planMarkdown(plan)],
  ];
  for (const [path, text] of files) {
    if (path !== undefined) await saveFile(cwd, path, text());
  }
  const refusal = planRefusal(made, options.despiteMissing === true);
  if (options.out !== undefined) {
    terminal.note(
      refusal === undefined
        ? `Saved: \`retain apply ${options.out}\` applies this plan`
        : `Saved: ${options.out}, for review only; it would be refused as it is`,
    );
  }
  if (options.json === true || options.format === "json") terminal.out(writePlan(plan).trimEnd());
  else {
    const unmanaged = options.unmanaged === true;
    const fit = fitTo(terminal.columns);
    for (const line of planLines(plan, terminal.paint, { unmanaged, fit })) terminal.out(line);
  }
  if (refusal !== undefined) throw refusal;
}

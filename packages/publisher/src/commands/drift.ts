import { writeDrift } from "@retain/planner/drift/document";
import type { Drift } from "@retain/planner/drift/drift";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { driftDeclared } from "../cli/specs/drift.ts";
import { type FoundDrift, findDrift } from "../drift/find-drift.ts";
import { takeDrift } from "../drift/take.ts";
import { type Prepared, prepare } from "../prepare.ts";
import { Refusal, refusal } from "../refusal.ts";
import { driftHtml } from "../render/drift-html.ts";
import { driftJunit } from "../render/drift-junit.ts";
import { driftMarkdown } from "../render/drift-markdown.ts";
import { driftSarif } from "../render/drift-sarif.ts";
import { driftLines } from "../render/drift-text.ts";
import { driftSummary, hasDrift } from "../render/drift-words.ts";
import { fitTo } from "../render/fit.ts";
import { plain } from "../render/plain.ts";
import { takeJson, takeLines } from "../render/take-text.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { repositoryPlace } from "../repository-place.ts";
import { saveFile } from "../save-file.ts";
import { readingRefusal } from "../target.ts";
import { revertDrift } from "./revert-drift.ts";

/** What the command is given. */
type Context = ContextOf<typeof driftDeclared>;

/** What a report is written from. */
interface Report {
  readonly drift: Drift;
  readonly strict: boolean;
  /** The folder of retain.yaml in its git repository. */
  readonly base: string;
}

type Format = NonNullable<Context["options"]["format"]>;

/** The forms of a report, whole texts with a line end. */
const formats: Readonly<Record<Format, (report: Report) => string>> = {
  text: ({ drift, strict }) => `${driftLines(drift, plain, { strict }).join("\n")}\n`,
  markdown: ({ drift, strict }) => driftMarkdown(drift, strict),
  html: ({ drift, strict }) => driftHtml(drift, strict),
  json: ({ drift }) => writeDrift(drift),
  sarif: ({ drift, base, strict }) => driftSarif(drift, { base, strict }),
  junit: ({ drift, strict }) => driftJunit(drift, strict),
};

/** `retain drift`. */
export async function runDrift(context: Context): Promise<Exit> {
  checkUse(context);
  const prepared = await prepare(context, context.options);
  const { estate, desired, selection } = prepared;
  let found: FoundDrift;
  try {
    found = await findDrift(
      estate,
      {
        desired,
        // What is put back may need what vanished beside it.
        selects: context.options.revert === true ? () => true : selection.selects,
        takes: context.options.take === true,
      },
      context,
    );
  } catch (error) {
    throw readingRefusal(error, estate.environment);
  }
  const idle = selection.idle([
    ...desired,
    ...(found.recovered?.published.artifacts ?? []),
    ...found.live.artifacts,
  ]);
  if (idle.length > 0) throw new Refusal("usage", idle);
  for (const line of unfinishedNote(found.recovered)) context.terminal.note(line);
  if (context.options.take === true) return take(found, prepared, context);
  if (context.options.revert === true) return revertDrift(found, prepared, context);
  return report(found.drift, prepared, context);
}

/** Prints the report, or saves it and prints its counts. */
async function report(drift: Drift, { estate }: Prepared, context: Context): Promise<Exit> {
  const { terminal, options, cwd } = context;
  const strict = options.strict === true;
  const format = formatOf(context);
  const text = () => formats[format]({ drift, strict, base: repositoryPlace(estate.project.root) });
  if (options.out !== undefined) {
    await saveFile(cwd, options.out, text());
    terminal.out(driftSummary(drift, strict));
  } else if (format === "text") {
    const fit = fitTo(terminal.columns);
    for (const line of driftLines(drift, terminal.paint, { strict, fit })) terminal.out(line);
  } else terminal.out(text().trimEnd());
  return hasDrift(drift, strict) ? "changes" : "done";
}

/** Takes the drift over and prints which files say it now; what is left for people ends with the code for changes. */
async function take(found: FoundDrift, { judged, estate }: Prepared, context: Context): Promise<Exit> {
  const { terminal, options } = context;
  const result = await takeDrift({
    found,
    project: estate.project,
    loaded: judged.loaded,
    named: options.only !== undefined || options.onlyExactly !== undefined,
    allowDelete: options.allowDelete === true,
  });
  if (formatOf(context) === "json") terminal.out(takeJson(result));
  else for (const line of takeLines(result, terminal.paint)) terminal.out(line);
  return result.left.length > 0 ? "changes" : "done";
}

function formatOf({ options }: Context): Format {
  return options.json === true ? "json" : (options.format ?? "text");
}

/** Throws a Refusal for what commander cannot tell, since it is about a value, or about what is missing. */
function checkUse(context: Context): void {
  const { take: takes, revert } = context.options;
  const contradiction = (message: string, advice: string) =>
    refusal("usage", { code: "options-contradict", message, advice });
  const work = takes === true ? "--take" : revert === true ? "--revert" : undefined;
  if (work !== undefined && !["text", "json"].includes(formatOf(context)))
    throw contradiction(`${work} reports only as text or json`, "make the report with a separate command");
}

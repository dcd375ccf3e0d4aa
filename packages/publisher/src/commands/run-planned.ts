import { byRef, refKey } from "@retain/artifacts/words/ref";
import { agree, type Person } from "../apply/agree.ts";
import { agreeBackfill } from "../apply/agree-backfill.ts";
import type { GivenConsent } from "../apply/consent.ts";
import { executePlan } from "../apply/execute.ts";
import { makeRecorder } from "../apply/recorder.ts";
import {
  type ApplyReport,
  applyExit,
  applyReportJson,
  applyReportLines,
  outcomeLine,
} from "../apply/report.ts";
import { applyMarkdown } from "../apply/report-markdown.ts";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { EstatePlan } from "../plan-estate.ts";
import { planRefusal } from "../plan-refusal.ts";
import type { Locked } from "../records/with-lock.ts";
import { Refusal } from "../refusal.ts";
import { fitTo } from "../render/fit.ts";
import { planLines } from "../render/plan-text.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { saveFile } from "../save-file.ts";
import { problemOf } from "../target.ts";

/** What the command line says of carrying out a plan. */
interface RunPlannedOptions {
  readonly json?: true;
  readonly yes?: true;
  readonly despiteMissing?: true;
  readonly markdown?: string;
}

/** How a plan is carried out. */
export interface RunOptions {
  readonly consent: GivenConsent;
  /** The release it goes back to. */
  readonly rollbackOf?: string;
}

/** Shows a plan, asks, carries it out, reports: what `apply` and its like share. */
export async function runPlanned(
  context: CommandContext<RunPlannedOptions>,
  made: EstatePlan,
  locked: Locked | undefined,
  { consent, rollbackOf }: RunOptions,
): Promise<Exit> {
  const { terminal, options, cwd } = context;
  const { plan } = made;
  const silent = options.json === true;
  for (const line of unfinishedNote(made.recovered)) terminal.note(line);
  const fit = fitTo(terminal.columns);
  if (!silent)
    for (const line of planLines(plan, terminal.paint, { unmanaged: false, fit })) terminal.out(line);
  const refusal = planRefusal(made, options.despiteMissing === true);
  if (refusal !== undefined) throw refusal;
  const person = personOf(context);
  await agree(person, plan, consent);
  await agreeBackfill(person, plan, consent, made.estate.environment.backfillLimit);
  const recorder =
    locked === undefined || !isWorthRecording(made)
      ? undefined
      : makeRecorder({ made, ...locked, rollbackOf });
  if (!silent && plan.changes.length > 0) terminal.out("");
  let report: ApplyReport;
  try {
    report = await executePlan({
      made,
      recorder,
      watcher: context,
      settled: (outcome) => {
        if (!silent) terminal.out(outcomeLine(outcome, terminal.paint));
      },
    });
  } catch (error) {
    throw new Refusal("failed", [problemOf(error)]);
  }
  if (silent) terminal.out(JSON.stringify(applyReportJson(report), null, 2));
  else if (plan.changes.length > 0 || report.release !== undefined || report.releaseProblem) {
    for (const line of applyReportLines(report, terminal.paint, fit)) terminal.out(line);
  }
  if (options.markdown !== undefined) await saveFile(cwd, options.markdown, applyMarkdown(report));
  return applyExit(report);
}

/** Whoever sits at the terminal; with --json a program reads the answer, and nobody sees what would be agreed to. */
function personOf({ terminal, options }: CommandContext<RunPlannedOptions>): Person {
  return {
    agreed: options.yes === true,
    present: terminal.interactive && options.json !== true,
    paint: terminal.paint,
    confirm: (question, lines) => {
      for (const line of lines) terminal.problem(line);
      return terminal.confirm(question);
    },
  };
}

/** An apply that has nothing to do is a release only where the state learns something from it. */
function isWorthRecording({ plan, recovered, live, desired }: EstatePlan): boolean {
  if (plan.changes.length > 0 || recovered?.opened !== undefined) return true;
  if (recovered !== undefined && recovered.unrecorded.size > 0) return true;
  const known = byRef(recovered?.published.artifacts ?? []);
  const held = byRef(live.artifacts);
  const left = new Set(plan.kept.map(({ ref }) => refKey(ref)));
  const isNews = [...plan.boundTo.keys()].some((key) => {
    const [record, found] = [known.get(key), held.get(key)];
    if (found === undefined || left.has(key)) return false;
    return record?.live !== found.digest || record.started !== found.started;
  });
  const wanted = desired && new Set(desired.map(({ ref }) => refKey(ref)));
  return (
    isNews || (wanted !== undefined && [...known.keys()].some((key) => !wanted.has(key) && !held.has(key)))
  );
}

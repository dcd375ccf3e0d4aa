import { byRef, refKey } from "@retain/artifacts/words/ref";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { EstatePlan } from "../plan-estate.ts";
import { planRefusal } from "../plan-refusal.ts";
import { fitTo } from "../render/fit.ts";
import { planLines } from "../render/plan-text.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { saveFile } from "../save-file.ts";
import { makeRecorder } from "../state/recorder.ts";
import { problemOf, refuse } from "../target.ts";
import { agree } from "./agree.ts";
import { agreeBackfill } from "./agree-backfill.ts";
import type { GivenConsent } from "./consent.ts";
import { executePlan } from "./execute.ts";
import { type ApplyReport, applyExit, applyReportJson, applyReportLines } from "./report.ts";
import { applyMarkdown } from "./report-markdown.ts";
import type { Locked } from "./with-lock.ts";

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
  if (refusal !== undefined) {
    refuse(context, refusal.problems);
    return refusal.exit;
  }
  const answer = await agree(context, plan, consent);
  if (answer !== "yes") return answer;
  const backfill = await agreeBackfill(context, plan, consent, made.estate.environment.backfillLimit);
  if (backfill !== "yes") return backfill;
  const recorder =
    locked === undefined || !isWorthRecording(made)
      ? undefined
      : makeRecorder({ made, ...locked, rollbackOf });
  if (!silent && plan.changes.length > 0) terminal.out("");
  let report: ApplyReport;
  try {
    report = await executePlan({ made, recorder, terminal, silent });
  } catch (error) {
    refuse(context, [problemOf(error)]);
    return "failed";
  }
  if (silent) terminal.out(JSON.stringify(applyReportJson(report), null, 2));
  else if (plan.changes.length > 0 || report.release !== undefined || report.releaseProblem) {
    for (const line of applyReportLines(report, terminal.paint, fit)) terminal.out(line);
  }
  if (options.markdown !== undefined) {
    const saved = await saveFile(context, cwd, options.markdown, applyMarkdown(report));
    if (!saved) return "failed";
  }
  return applyExit(report);
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

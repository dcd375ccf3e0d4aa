import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Environment } from "@retain/project/environment";
import { identityTexts } from "@retain/state/actor";
import { type Journals, type Made, openJournals } from "@retain/state/conformance-journals";
import { compareRecords } from "@retain/workspaces/conformance/compare";
import { expected, isExpected, isExpectedWord } from "@retain/workspaces/conformance/expected";
import type { KnownNames } from "@retain/workspaces/conformance/redact";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { conformanceDeclared } from "../cli/specs/conformance.ts";
import { type Cleared, clearLeft, clearMade } from "../conformance/clear.ts";
import { openServices, type Service } from "../conformance/services.ts";
import { type Tried, tryServices } from "../conformance/try-services.ts";
import { type Estate, openSessionEstate } from "../estate.ts";
import { openStateLake } from "../lake.ts";
import { underLock } from "../records/with-lock.ts";
import { Refusal, refusal } from "../refusal.ts";
import { type ConformanceReport, conformanceLines } from "../render/conformance-text.ts";
import { count } from "../render/marks.ts";
import { saveFile } from "../save-file.ts";
import { neededState } from "../state-problem.ts";
import { openTarget, readingRefusal } from "../target.ts";
import { tool } from "../version.ts";

/** What the command is given. */
type Context = ContextOf<typeof conformanceDeclared>;

/** `retain conformance`. */
export async function runConformance(context: Context): Promise<Exit> {
  const estate = await openSessionEstate(context);
  const { environment, project } = estate;
  if (context.options.clean !== true && environment.scratch !== true) throw notScratch(environment);
  const store = neededState(estate.store, environment);
  return underLock({ ...estate, store }, "retain conformance", async () => {
    try {
      const services = await openServices(environment, project.root, context, store.guard);
      const lake = await openStateLake(environment, project.root, context);
      if (lake === undefined) throw new Error("an environment with state has a lake");
      const journals = openJournals(lake.guarded(store.guard), environment.state?.folder ?? "");
      const before = await clearLeft(services, journals);
      tellLeft(context, before);
      return context.options.clean === true
        ? cleaned(context, environment, before)
        : await tryAll(context, estate, services, journals);
    } catch (error) {
      throw error instanceof Refusal ? error : readingRefusal(error, environment);
    }
  });
}

/** Tries all services, takes away what was made, whatever came, and reports. */
async function tryAll(
  context: Context,
  estate: Estate,
  services: readonly Service[],
  journals: Journals,
): Promise<Exit> {
  const { terminal } = context;
  const { environment, project } = estate;
  const run = `rc${randomBytes(8).toString("hex")}`;
  const target = await openTarget(environment, project.root, context);
  const names = [...namesOf(services, environment), ...(await identityTexts(target)).map(hidden)];
  const made: Made[] = [];
  const stop = new AbortController();
  const interrupt = () => {
    terminal.note(
      "Stopping: deleting what was made (Ctrl-C again to quit at once; the next run deletes it then)",
    );
    stop.abort();
  };
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const began = performance.now();
  let steps = 0;
  let tried: Tried | undefined;
  let problem: unknown;
  try {
    tried = await tryServices({
      run,
      services,
      names,
      isKnown: isExpected,
      isWord: isExpectedWord,
      stop,
      journal: async (one) => {
        made.push(one);
        await journals.write(run, one);
      },
      onStep: () => {
        steps += 1;
        terminal.progress(`${steps} steps`);
      },
    });
  } catch (error) {
    problem = error;
  }
  const { left } = await clearMade(services, made);
  if (left.length === 0) await journals.remove(run);
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", interrupt);
  if (left.length > 0) throw leftBehind(left);
  if (tried === undefined) {
    if (!isInterruption(problem)) throw problem;
    terminal.problem(`Interrupted: ${count(made.length, "artifact")} made, 0 left`);
    return "interrupted";
  }
  return report(context, environment, tried, made.length, (performance.now() - began) / 1000);
}

async function report(
  { terminal, options, cwd }: Context,
  environment: Environment,
  { record, untried }: Tried,
  made: number,
  seconds: number,
): Promise<Exit> {
  const findings = compareRecords(expected, record);
  const { trials } = record;
  if (options.record !== undefined) {
    const document = { version: 1, tool, twin: environment.twin !== undefined, findings, trials };
    await saveFile(cwd, options.record, `${JSON.stringify(document, null, 2)}\n`);
  }
  const found: ConformanceReport = { trials, untried, findings, made, left: 0, seconds };
  if (options.json === true) {
    const { name, workspace } = environment;
    const counts = Object.fromEntries(Object.entries(trials).map(([kind, steps]) => [kind, steps.length]));
    const document = {
      version: 1,
      environment: name,
      workspace,
      steps: counts,
      untried,
      findings,
      made,
      left: 0,
      seconds,
    };
    terminal.out(JSON.stringify(document, null, 2));
  } else for (const line of conformanceLines(found)) terminal.out(line);
  return findings.length > 0 ? "changes" : "done";
}

function cleaned(
  { terminal, options }: Context,
  { name, workspace }: Environment,
  { gone, young }: Cleared,
): Exit {
  const document = { version: 1, environment: name, workspace, deleted: gone, left: 0, young };
  terminal.out(
    options.json === true
      ? JSON.stringify(document, null, 2)
      : gone === 0
        ? "Nothing is left of earlier runs"
        : `Deleted: ${count(gone, "artifact")} of earlier runs`,
  );
  return "done";
}

function tellLeft({ terminal, options }: Context, { gone, left, young }: Cleared): void {
  if (left.length > 0) throw leftBehind(left);
  if (gone > 0 && options.clean !== true)
    terminal.note(
      `An earlier run did not finish: deleted what it may have made (${count(gone, "artifact")})`,
    );
  if (young.length > 0)
    terminal.note(
      "It ended less than a minute ago, and a request of it may still be in progress: the next run looks again",
    );
}

/** What tells where, as far as it is known before anything is asked. */
function namesOf(services: readonly Service[], environment: Environment): KnownNames {
  const reached = services.flatMap(({ reach: { name, part, endpoint } }) => [
    [new URL(endpoint).host, "<host>"] as const,
    [name, "<workspace>"] as const,
    ...(part === undefined ? [] : [[part, "<part>"] as const]),
  ]);
  return [...reached, [environment.workspace, "<workspace>"], hidden(hostname())];
}

function hidden(name: string): readonly [string, string] {
  return [name, "<who>"];
}

function isInterruption(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function notScratch({ name, document }: Environment): Refusal {
  return refusal("usage", {
    code: "not-scratch",
    message: `environment '${name}' is not marked as scratch, so nothing is made in it`,
    at: document.locate([]),
    why: "conformance creates and deletes artifacts of every kind",
    advice: "name an environment that nobody depends on, and write `scratch: true` in its file",
  });
}

function leftBehind(left: Cleared["left"]): Refusal {
  return new Refusal(
    "failed",
    left,
    `${count(left.length, "artifact")} could not be deleted: retain conformance --clean tries again`,
  );
}

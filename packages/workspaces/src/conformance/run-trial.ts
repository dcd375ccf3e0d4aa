import type { Json } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import type { Kind, Ref } from "@retain/artifacts/words/ref";
import type { HeardExchange } from "../http/listener.ts";
import { interrupted } from "../http/pause.ts";
import { isReading } from "../http/reading.ts";
import type { WorkspaceReach } from "../workspace-entry.ts";
import { type Reason, WorkspaceError } from "../workspace-error.ts";
import type { RecordedExchange, RecordedStep } from "./record.ts";
import { type KnownNames, makeRedactor } from "./redact.ts";
import { ownItems, shapeOf } from "./shape.ts";
import type { Trial } from "./trial.ts";

/** How a trial is run. */
export interface TrialRun {
  readonly reach: WorkspaceReach;
  /** How the name of everything that it makes begins: `trialPrefix`. */
  readonly prefix: string;
  readonly stop: AbortSignal;
  /** Writes down that an artifact may come to be; throws WorkspaceError. */
  readonly journal: (ref: Ref) => Promise<void>;
  /** Names that tell who or where, beside those of the workspace. */
  readonly names: KnownNames;
  /** True for a text that need not be hidden since everybody knows it. */
  readonly isKnown: (text: string) => boolean;
  /** True for a name that is a word of the services as well: alone it tells nothing, and without it nobody could read. */
  readonly isWord: (name: string) => boolean;
  readonly onStep?: (title: string) => void;
}

/** How the names of one trial of a run begin. */
export function trialPrefix(run: string, kind: Kind): string {
  return `${run}_${kind.replaceAll("-", "_")}`;
}

/** Runs one trial and records it. Throws WorkspaceError where it was stopped, could not be written down, or nobody answers. */
export async function runTrial(trial: Trial, run: TrialRun): Promise<readonly RecordedStep[]> {
  const steps: RecordedStep[] = [];
  const own = new Set<string>();
  const { reach, prefix, stop } = run;
  const recorder = openRecorder(run);
  let wrong: Error | undefined;
  const listener = {
    asks: (method: string, url: string) => {
      // What nobody wrote down nobody would take away; and what is not ours is never touched.
      if (isReading(method) || segments(url).some((name) => own.has(name))) return;
      wrong = new Error(`${method} ${new URL(url).pathname} would change what this run did not make`);
      throw wrong;
    },
    heard: recorder.hear,
  };
  await trial({
    reach: { ...reach, listener },
    prefix,
    stop,
    makes: async (ref) => {
      await run.journal(ref);
      for (const name of ref.name.split("/")) if (name.startsWith(prefix)) own.add(name);
    },
    step: async (title, work) => {
      if (stop.aborted) throw interrupted();
      run.onStep?.(title);
      let outcome = "done";
      try {
        await work();
      } catch (error) {
        // What says nothing about the service ends the run.
        if (!(error instanceof WorkspaceError) || silent.has(error.reason)) throw error;
        outcome = error.reason;
      }
      // A client takes it for a failure of the network.
      if (wrong !== undefined) throw wrong;
      steps.push({ title, outcome, exchanges: recorder.take() });
    },
  });
  return steps;
}

const silent: ReadonlySet<Reason> = new Set(["interrupted", "network", "certificate", "sign-in"]);

/** The names in a path, decoded. */
function segments(url: string): readonly string[] {
  return new URL(url).pathname.split("/").map((name) => decodeURIComponent(name));
}

/** What clients read; dates and sizes are no one's business. */
const headers = [
  "azure-asyncoperation",
  "content-type",
  "etag",
  "location",
  "retry-after",
  "x-ms-error-code",
  "x-ms-lease-state",
  "x-ms-lease-status",
  "x-ms-permissions",
  "x-ms-resource-type",
  "x-ms-version",
];

function openRecorder({ reach, prefix, names, isKnown, isWord }: TrialRun) {
  let exchanges: RecordedExchange[] = [];
  const sent = new Set<string>();
  const known: KnownNames = [
    [prefix, "{run}"],
    [new URL(reach.endpoint).host, "<host>"],
    [reach.name, "<workspace>"],
    [reach.part ?? "", "<part>"],
    ...names,
  ];
  const redact = makeRedactor(known.filter(([name]) => !isWord(name)));
  const rules = { redact, isKnown: (text: string) => sent.has(text) || isKnown(text) };
  const base = new URL(reach.endpoint).pathname.replace(/\/$/, "");

  const pathOf = (url: string) => {
    const { pathname, searchParams } = new URL(url);
    const whole = decodeURIComponent(pathname.startsWith(base) ? pathname.slice(base.length) : pathname);
    const [, first = "", ...below] = whole.split("/");
    const rest = ["", first === reach.part ? "<part>" : first, ...below].join("/");
    // Where a page begins depends on what else is there.
    const query = [...searchParams].filter(([name]) => !/skiptoken|continuation|marker/i.test(name)).sort();
    return redact(`${rest}${query.length === 0 ? "" : `?${query.map((pair) => pair.join("=")).join("&")}`}`);
  };
  return {
    hear: ({ method, url, sent: body, status, header, text }: HeardExchange) => {
      for (const one of textsIn(body)) sent.add(redact(one));
      const told = headers.flatMap((name) => {
        const value = header(name);
        if (value === undefined) return [];
        return [[name, name === "retry-after" ? "<number>" : redact(value)] as const];
      });
      const shape = shapeOf(ownItems(text, prefix), rules);
      const path = pathOf(url);
      const last = exchanges.at(-1);
      // Asked again: while an operation runs, after a failure that passed, or for the next page.
      if (last?.method === method && last.path === path && isPassing(last)) exchanges.pop();
      exchanges.push({
        method,
        path,
        status,
        headers: Object.fromEntries(told),
        ...(shape === undefined ? {} : { body: shape }),
      });
    },
    take: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
  };
}

function isPassing({ method, status }: RecordedExchange): boolean {
  return (
    status === 408 || status === 409 || status === 429 || status >= 500 || (method === "GET" && status < 300)
  );
}

/** Every text in a JSON body. */
function textsIn(body: string | undefined): readonly string[] {
  const found: string[] = [];
  const walk = (value: Json | undefined): void => {
    if (typeof value === "string") found.push(value);
    else if (typeof value === "object" && value !== null)
      for (const one of Object.values(value)) walk(one as Json);
  };
  walk(jsonIn(body ?? ""));
  return found;
}

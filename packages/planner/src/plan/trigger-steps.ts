import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { fires } from "../reach/graph.ts";
import type { Collected } from "./collect-drafts.ts";
import type { Draft, Drafts, Single } from "./draft.ts";
import type { ChangeOrigin } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";

/** A trigger before and after the plan. */
export interface TriggerSides {
  readonly ref: Ref;
  /** As it will be; its live body where the plan leaves it alone. */
  readonly body: JsonObject;
  /** True when it runs now, or ran before an apply that died stopped it. */
  readonly found: boolean;
  /** True when it is live and runs at this moment. */
  readonly running: boolean;
  /** Whether the plan decides its state; what is unmanaged or not selected stays as it was found. */
  readonly decided: boolean;
  readonly origin?: ChangeOrigin | undefined;
}

/** A stop or start, and what it has to do with other changes. */
export interface TriggerStep {
  readonly draft: Draft & { readonly action: "stop" | "start" };
  /** Of a start that sets a trigger going which does not run: for the first time, or again. */
  readonly begins?: "anew" | "again";
  /** The trigger as it will be. */
  readonly body: JsonObject;
  /** Keys of artifacts whose changes wait for a stop, or that a start waits for. */
  readonly around: ReadonlySet<string>;
}

/** The state that an artifact asks for; undefined when it leaves it as it is found, and for what never runs by itself. */
export function desiredState({ ref, body }: Pick<Artifact, "ref" | "body">): boolean | undefined {
  return contractOf(ref.kind).fires?.stateIn(body);
}

/**
 * Stops the triggers that change or that run something that changes, and starts what shall run.
 * `changes` are the creates, updates and deletes by key; cosmetic ones stop nobody but the trigger itself.
 */
export function triggerSteps(
  triggers: readonly TriggerSides[],
  changes: Drafts,
  runBy: (trigger: Ref) => ReadonlySet<string>,
): readonly TriggerStep[] {
  const steps: TriggerStep[] = [];
  for (const trigger of [...triggers].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const { ref, body, found, running, decided, origin } = trigger;
    const own = changes.get(refKey(ref));
    const after =
      own?.action === "delete" ? false : ((decided ? desiredState({ ref, body }) : undefined) ?? found);
    if (!running && !after) continue;
    const closure = runBy(ref);
    const touched = [...closure].filter((key) => {
      const change = changes.get(key);
      return change !== undefined && (key === refKey(ref) || change.risk !== "cosmetic");
    });
    const shared: Omit<Draft, "action" | "reason"> = {
      ref,
      risk: "behavioural",
      differences: [],
      ...(origin === undefined ? {} : { origin }),
    };
    const around = new Set(touched);
    const disturbs = touched.some((key) => changes.get(key)?.action !== "create" || key === refKey(ref));
    const stops = running && (disturbs || !after);
    if (stops) {
      const reason = after
        ? `stopped while ${cause(touched, changes, ref)}`
        : own?.action === "delete"
          ? "stopped for good: it is deleted"
          : "set to Stopped, stays stopped";
      steps.push({ draft: { ...shared, action: "stop", reason }, around, body });
    }
    if (after && (stops || !running)) {
      const reason = stops
        ? "started again"
        : found
          ? "was running before an apply stopped it"
          : "set to Started";
      const restores = found ? ({ restores: true } as const) : {};
      const begins =
        own?.action === "create" || own?.action === "replace" ? "anew" : found ? undefined : "again";
      const draft = { ...shared, action: "start", reason, ...restores } as const;
      steps.push({ draft, around, body, ...(begins === undefined ? {} : { begins }) });
    }
  }
  return steps;
}

function cause(touched: readonly string[], changes: Drafts, self: Ref): string {
  if (changes.get(refKey(self))?.action === "replace") return "it is replaced";
  const refs = touched.flatMap((key) => {
    const change = changes.get(key);
    return change ? [change.ref] : [];
  });
  const [first, ...more] = refs.sort(compareRefs);
  if (first === undefined) return "it changes";
  if (more.length === 0 && refKey(first) === refKey(self)) return "it changes";
  const rest = more.length === 0 ? "" : ` and ${more.length} more`;
  return `${formatRef(first)}${rest} change${more.length === 0 ? "s" : ""}`;
}

/** Every trigger that is live or will be. */
export function triggersOf(
  { desired, live, selects, interruptedTriggers }: PlanInput,
  drafts: Drafts,
  { held, decided }: Pick<Collected, "held" | "decided">,
): readonly TriggerSides[] {
  const wanted = new Map(
    desired.flatMap((artifact) => (fires(artifact.ref) ? [[refKey(artifact.ref), artifact]] : [])),
  );
  const refs = new Map([...wanted].map(([key, { ref }]) => [key, held.get(key)?.ref ?? ref]));
  for (const { ref } of live.artifacts) if (fires(ref)) refs.set(refKey(ref), ref);
  return [...refs].flatMap(([key, ref]) => {
    const found = held.get(key);
    const body = wanted.get(key)?.body ?? found?.body;
    if (body === undefined || (found === undefined && !drafts.has(key))) return [];
    const running = found?.started === true;
    return [
      {
        ref,
        body,
        running,
        found: running || interruptedTriggers?.has(key) === true,
        decided: decided.has(key) && selects(ref, body),
        origin: drafts.get(key)?.origin,
      },
    ];
  });
}

/** The step, with the old windows that it sets going. */
export function startOf({ draft, begins, body }: TriggerStep, { now }: Pick<PlanInput, "now">): Single {
  const due =
    begins === undefined || now === undefined
      ? undefined
      : contractOf(draft.ref.kind).fires?.dueWindows(body, now);
  if (due === undefined) return draft;
  return { ...draft, backfill: { ...due, ...(begins === "again" ? { atMost: true } : {}) } };
}

/** Whether a trigger runs once the steps are made. */
export function startedAfter(
  steps: readonly TriggerStep[],
  held: Collected["held"],
): (trigger: Ref) => boolean {
  const states = new Map<string, boolean>();
  // A start comes after the stop of the same trigger.
  for (const { draft } of steps) states.set(refKey(draft.ref), draft.action === "start");
  return (ref) => states.get(refKey(ref)) ?? held.get(refKey(ref))?.started === true;
}

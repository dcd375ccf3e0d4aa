import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact, Position } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { compilePattern } from "./selection-pattern.ts";
import { writtenAt } from "./written-at.ts";

/** The state that an environment wants of a trigger, or of whatever else is started and stopped. */
export interface TriggerEffect {
  readonly ref: Ref;
  /** The state its body says; absent when it says none. */
  readonly before?: string;
  /** The state its body says from then on, in the words of its kind: `Started`, `Stopped`. */
  readonly after: string;
  /** The pattern that decided. */
  readonly pattern: string;
  readonly at: Position;
}

/** Artifacts with the states of triggers put in, and what each pattern did. */
interface Stated {
  readonly artifacts: readonly Artifact[];
  readonly effects: readonly TriggerEffect[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the states an environment wants into copies of its triggers; the first pattern in the file that fits decides. */
export function applyTriggerStates(
  artifacts: readonly Artifact[],
  environment: Environment,
  complete: boolean,
): Stated {
  const diagnostics: Diagnostic[] = [];
  const triggers = artifacts.filter(
    ({ ref, body }) => contractOf(ref.kind).fires !== undefined && isObject(body.properties),
  );
  const patterns = inFileOrder(environment).flatMap(({ pattern, at }) => {
    const matches = compilePattern(pattern);
    if (typeof matches !== "function") {
      diagnostics.push({ ...matches, code: "trigger-pattern", at });
      return [];
    }
    if (complete && !triggers.some(({ ref, body }) => matches(ref, body))) {
      diagnostics.push(fitsNothing(pattern, triggers, at));
    }
    return [{ pattern, at, matches }];
  });
  const effects: TriggerEffect[] = [];
  const stated = new Map<Artifact, Artifact>();
  for (const trigger of patterns.length === 0 ? [] : triggers) {
    const { ref } = trigger;
    const found = patterns.find(({ matches }) => matches(ref, trigger.body));
    if (found === undefined) continue;
    const { pattern, at } = found;
    const { fires } = contractOf(ref.kind);
    if (fires === undefined) continue;
    const body = fires.withState(trigger.body, environment.triggers[pattern] === "started");
    const [before, after = ""] = [trigger.body, body].map((one) => textIn(one, fires.statePath));
    effects.push({ ref, ...(before === undefined ? {} : { before }), after, pattern, at });
    if (before === after) continue;
    stated.set(
      trigger,
      writtenAt(trigger, body, fires.statePath, () => at),
    );
  }
  return { artifacts: artifacts.map((one) => stated.get(one) ?? one), effects, diagnostics };
}

/** The text at a place of a body, if there is one. */
function textIn(body: JsonObject, path: Path): string | undefined {
  let value: Json | undefined = body;
  for (const step of path) value = isObject(value) ? value[step] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** An object sorts keys that look like numbers before all others: the places tell the order of the file. */
function inFileOrder({ triggers, document }: Environment) {
  return Object.keys(triggers)
    .map((pattern) => ({ pattern, at: document.locate(["triggers", pattern]) }))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

function fitsNothing(pattern: string, triggers: readonly Artifact[], at: Position): Diagnostic {
  const known = triggers.flatMap(({ ref }) => [ref.name, formatRef(ref)]);
  return {
    severity: "error",
    code: "trigger-pattern",
    message: `no trigger matches '${pattern}'`,
    at,
    advice: didYouMean(pattern, known, "use the name of a trigger, or folder:PATH; * matches any text"),
  };
}

import { isObject, type Json, textAt } from "../words/json.ts";
import type { Tolerance, ToleranceRule } from "../words/kind.ts";
import { type PatternStep, parsePattern } from "./pattern.ts";

/** Many patterns, walked at once: where in all of them a place of a body is; `R` is what a pattern says of its places. */
export interface PatternState<R> {
  /** True when some pattern can still match here or deeper; false: nothing below is touched. */
  readonly live: boolean;
  /** What is said of this place. */
  readonly rules: readonly R[];
  /** The state of the member `key` of an object here. */
  readonly member: (key: string) => PatternState<R>;
  /** The state of an element of an array here; `name` is the element's, where it has one. */
  readonly element: (index: number, name: string | undefined) => PatternState<R>;
  /** True when elements are distinguished by their names here. */
  readonly byName: boolean;
  /** This state once the conditions on the object here are looked at; undefined when it has none. */
  readonly decided: ((textOf: (member: string) => string | undefined) => PatternState<R>) | undefined;
}

/** Patterns of tolerances: what is done to the value at a place. */
export type ToleranceState = PatternState<ToleranceRule>;

interface Compiled<R> {
  readonly steps: readonly PatternStep[];
  readonly rule: R;
}

/** A place in one pattern: the steps before `at` have matched. */
interface Spot<R> {
  readonly of: Compiled<R>;
  readonly id: number;
  readonly at: number;
}

/** Compiles tolerances: the rules of a place are in the order in which they act. */
export function compileTolerances(tolerances: readonly Tolerance[]): ToleranceState {
  return compilePatterns(tolerances, (a, b) => acting.indexOf(a.do) - acting.indexOf(b.do));
}

/** The state of a member or element of what has the state `holder`, once the conditions on its value are looked at. */
export function stateBelow<R>(holder: PatternState<R>, key: string | number, value: Json): PatternState<R> {
  return decide(
    typeof key === "string"
      ? holder.member(key)
      : holder.element(key, holder.byName ? textAt(value, "name") : undefined),
    value,
  );
}

/** The state of a value once the conditions on it are looked at. */
export function decide<R>(state: PatternState<R>, value: Json): PatternState<R> {
  return state.decided && isObject(value) ? state.decided((member) => textAt(value, member)) : state;
}

/**
 * Compiles patterns into one automaton; states are made when first reached.
 * A pattern that cannot be read matches nothing.
 */
export function compilePatterns<R>(
  patterns: readonly { readonly pattern: string; readonly rule: R }[],
  compare: (a: R, b: R) => number = () => 0,
): PatternState<R> {
  const known = new Map<string, PatternState<R>>();
  const stateOf: StateOf<R> = (opened, further) => {
    const spots = new Map(opened.map((spot) => [`${spot.id}:${spot.at}`, spot]));
    for (const spot of further) withEmptySteps(spot, spots);
    const key = [...spots.keys()].sort().join(" ");
    let state = known.get(key);
    if (!state) {
      state = makeState([...spots.values()], stateOf, compare);
      known.set(key, state);
    }
    return state;
  };
  const starts: Spot<R>[] = [];
  for (const [id, { pattern, rule }] of patterns.entries()) {
    const steps = parsePattern(pattern);
    if (steps) starts.push({ of: { steps, rule }, id, at: 0 });
  }
  return stateOf([], starts);
}

/** The state of spots: those that are taken as they are, and those whose empty steps are still to be taken. */
type StateOf<R> = (opened: readonly Spot<R>[], further: readonly Spot<R>[]) => PatternState<R>;

/** `**` matches nothing as well: who stands before it stands behind it too. */
function withEmptySteps<R>(spot: Spot<R>, into: Map<string, Spot<R>>): void {
  let { at } = spot;
  into.set(`${spot.id}:${at}`, spot);
  while (spot.of.steps[at]?.match === "deep") {
    at += 1;
    into.set(`${spot.id}:${at}`, { ...spot, at });
  }
}

function makeState<R>(
  spots: readonly Spot<R>[],
  stateOf: StateOf<R>,
  compare: (a: R, b: R) => number,
): PatternState<R> {
  const found = spots.filter(({ of, at }) => at === of.steps.length).map(({ of }) => of.rule);
  const rules = found.sort(compare);
  const after = (takes: (step: PatternStep) => boolean): PatternState<R> => {
    const next: Spot<R>[] = [];
    for (const spot of spots) {
      const step = spot.of.steps[spot.at];
      if (step?.match === "deep") next.push(spot);
      else if (step && takes(step)) next.push({ ...spot, at: spot.at + 1 });
    }
    return stateOf([], next);
  };
  const steps = spots.flatMap(({ of, at }) => of.steps[at] ?? []);
  const memberNames = new Set(steps.flatMap((s) => (s.match === "key" || s.match === "named" ? s.name : [])));
  const itemNames = new Set(steps.flatMap((s) => (s.match === "named" ? s.name : [])));
  const indexes = new Set(steps.flatMap((s) => (s.match === "item" ? s.index : [])));
  const members = new Map<string, PatternState<R>>();
  const elements = new Map<string, PatternState<R>>();
  let otherMember: PatternState<R> | undefined;
  let otherElement: PatternState<R> | undefined;

  const member = (key: string): PatternState<R> => {
    if (!memberNames.has(key)) {
      otherMember ??= after((step) => step.match === "any-key");
      return otherMember;
    }
    let state = members.get(key);
    if (!state) {
      state = after(
        (s) => s.match === "any-key" || ((s.match === "key" || s.match === "named") && s.name === key),
      );
      members.set(key, state);
    }
    return state;
  };

  const element = (index: number, name: string | undefined): PatternState<R> => {
    const named = name !== undefined && itemNames.has(name) ? name : undefined;
    if (named === undefined && !indexes.has(index)) {
      otherElement ??= after((step) => step.match === "any-item");
      return otherElement;
    }
    const key = JSON.stringify([indexes.has(index) ? index : -1, named]);
    let state = elements.get(key);
    if (!state) {
      state = after(
        (s) =>
          s.match === "any-item" ||
          (s.match === "item" && s.index === index) ||
          (s.match === "named" && s.name === named),
      );
      elements.set(key, state);
    }
    return state;
  };

  return {
    live: spots.length > 0,
    rules,
    member,
    element,
    byName: itemNames.size > 0,
    decided: decisions(spots, stateOf),
  };
}

/** Rules in the order in which they act: text is made alike before it is compared with what counts as absent. */
const acting: readonly ToleranceRule["do"][] = [
  "ignore",
  "lines",
  "line-ends",
  "instant",
  "joined",
  "absent-when",
];

/** Conditions take no step: those that hold let their patterns go on from the same place. */
function decisions<R>(spots: readonly Spot<R>[], stateOf: StateOf<R>): PatternState<R>["decided"] {
  const waiting = spots.flatMap((spot) => {
    const step = spot.of.steps[spot.at];
    return step?.match === "where" ? [{ spot, step }] : [];
  });
  if (waiting.length === 0) return undefined;
  const rest = spots.filter((spot) => spot.of.steps[spot.at]?.match !== "where");
  const members = [...new Set(waiting.map(({ step }) => step.member))];
  const awaited = new Set(waiting.map(({ step }) => step.value));
  const known = new Map<string | undefined, PatternState<R>>();
  return (textOf) => {
    // Every object of every body comes by here: its texts are looked up, not compared with each condition.
    let key: string | undefined;
    for (const member of members) {
      const text = textOf(member);
      if (text !== undefined && awaited.has(text)) key = `${key ?? ""}${member}=${text}\u0000`;
    }
    let state = known.get(key);
    if (!state) {
      const past = waiting
        .filter(({ step }) => textOf(step.member) === step.value)
        .map(({ spot }) => ({ ...spot, at: spot.at + 1 }));
      state = stateOf(rest, past);
      known.set(key, state);
    }
    // a condition may follow on a condition
    return state.decided ? state.decided(textOf) : state;
  };
}

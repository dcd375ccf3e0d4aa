import type { Tolerance, ToleranceRule } from "../words/kind.ts";
import { type PatternStep, parsePattern } from "./pattern.ts";

/** Patterns of many tolerances, walked at once: where in all of them a place of a body is. */
export interface ToleranceState {
  /** True when some pattern can still match here or deeper; false: nothing below is touched. */
  readonly live: boolean;
  /** What is done to the value at this place. */
  readonly rules: readonly ToleranceRule[];
  /** The value is removed whatever it is. */
  readonly ignored: boolean;
  /** The state of the member `key` of an object here. */
  readonly member: (key: string) => ToleranceState;
  /** The state of an element of an array here; `name` is the element's, where it has one. */
  readonly element: (index: number, name: string | undefined) => ToleranceState;
  /** True when elements are distinguished by their names here. */
  readonly byName: boolean;
  /** This state once the conditions on the object here are looked at; undefined when it has none. */
  readonly decided: ((textOf: (member: string) => string | undefined) => ToleranceState) | undefined;
}

interface Compiled {
  readonly steps: readonly PatternStep[];
  readonly rule: ToleranceRule;
}

/** A place in one pattern: the steps before `at` have matched. */
interface Spot {
  readonly of: Compiled;
  readonly id: number;
  readonly at: number;
}

/**
 * Compiles tolerances into one automaton; states are made when first reached.
 * A pattern that cannot be read matches nothing.
 */
export function compileTolerances(tolerances: readonly Tolerance[]): ToleranceState {
  const known = new Map<string, ToleranceState>();
  const stateOf: StateOf = (opened, further) => {
    const spots = new Map(opened.map((spot) => [`${spot.id}:${spot.at}`, spot]));
    for (const spot of further) withEmptySteps(spot, spots);
    const key = [...spots.keys()].sort().join(" ");
    let state = known.get(key);
    if (!state) {
      state = makeState([...spots.values()], stateOf);
      known.set(key, state);
    }
    return state;
  };
  const starts: Spot[] = [];
  for (const [id, { pattern, rule }] of tolerances.entries()) {
    const steps = parsePattern(pattern);
    if (steps) starts.push({ of: { steps, rule }, id, at: 0 });
  }
  return stateOf([], starts);
}

/** The state of spots: those that are taken as they are, and those whose empty steps are still to be taken. */
type StateOf = (opened: readonly Spot[], further: readonly Spot[]) => ToleranceState;

/** `**` matches nothing as well: who stands before it stands behind it too. */
function withEmptySteps(spot: Spot, into: Map<string, Spot>): void {
  let { at } = spot;
  into.set(`${spot.id}:${at}`, spot);
  while (spot.of.steps[at]?.match === "deep") {
    at += 1;
    into.set(`${spot.id}:${at}`, { ...spot, at });
  }
}

function makeState(spots: readonly Spot[], stateOf: StateOf): ToleranceState {
  const rules = rulesAt(spots);
  const after = (takes: (step: PatternStep) => boolean): ToleranceState => {
    const next: Spot[] = [];
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
  const members = new Map<string, ToleranceState>();
  const elements = new Map<string, ToleranceState>();
  let otherMember: ToleranceState | undefined;
  let otherElement: ToleranceState | undefined;

  const member = (key: string): ToleranceState => {
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

  const element = (index: number, name: string | undefined): ToleranceState => {
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
    ignored: rules.some((rule) => rule.do === "ignore"),
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

function rulesAt(spots: readonly Spot[]): readonly ToleranceRule[] {
  const found = spots.filter(({ of, at }) => at === of.steps.length).map(({ of }) => of.rule);
  return found.sort((a, b) => acting.indexOf(a.do) - acting.indexOf(b.do));
}

/** Conditions take no step: those that hold let their patterns go on from the same place. */
function decisions(spots: readonly Spot[], stateOf: StateOf): ToleranceState["decided"] {
  const waiting = spots.flatMap((spot) => {
    const step = spot.of.steps[spot.at];
    return step?.match === "where" ? [{ spot, step }] : [];
  });
  if (waiting.length === 0) return undefined;
  const rest = spots.filter((spot) => spot.of.steps[spot.at]?.match !== "where");
  const members = [...new Set(waiting.map(({ step }) => step.member))];
  const awaited = new Set(waiting.map(({ step }) => step.value));
  const known = new Map<string | undefined, ToleranceState>();
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

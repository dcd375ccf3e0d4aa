import type { TwinRequest } from "../http.ts";
import type { Fault, FaultRule } from "./fault.ts";

/** The faults of one instance of a service. Rules are tried in the order they were added; the first that hits wins. */
export interface Faults {
  /** Throws a `RangeError` for a probability outside 0 to 1. */
  add(rule: FaultRule): void;
  /** Takes all rules away, and lets go of the requests that are held. */
  clear(): void;
  /** Resolves when a request is held: the next one, or one that is held already. */
  untilHeld(): Promise<void>;
  /** The rules in force, spent ones included, in the order they were added. */
  rules(): readonly FaultRule[];
}

/** The rules in force, and what a request meets. */
export interface FaultBox extends Faults {
  draw(request: TwinRequest): readonly Fault[];
  /** Resolves when the rules are cleared. */
  hold(): Promise<void>;
}

/** Makes an empty set of rules. */
export function createFaults(): FaultBox {
  let armed: { readonly rule: FaultRule; readonly meet: (request: TwinRequest) => Fault | undefined }[] = [];
  const held: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  return {
    add: (rule) => void armed.push({ rule, meet: arm(rule) }),
    clear: () => {
      armed = [];
      for (const letGo of held.splice(0)) letGo();
    },
    hold: () =>
      new Promise((letGo) => {
        held.push(letGo);
        for (const tell of waiting.splice(0)) tell();
      }),
    untilHeld: () =>
      new Promise((tell) => {
        if (held.length > 0) tell();
        else waiting.push(tell);
      }),
    rules: () => armed.map(({ rule }) => rule),
    draw(request) {
      const faults: Fault[] = [];
      for (const { meet } of armed) {
        const fault = meet(request);
        if (fault) faults.push(fault);
        if (fault && fault.kind !== "latency") break;
      }
      return faults;
    },
  };
}

function arm(rule: FaultRule): (request: TwinRequest) => Fault | undefined {
  const { probability = 1, skip = 0, times = Number.POSITIVE_INFINITY } = rule;
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`the probability of a fault must be between 0 and 1, not ${probability}`);
  }
  const random = seededRandom(rule.seed ?? 1);
  const path = rule.path === undefined ? undefined : globPattern(rule.path);
  const methods =
    rule.method === undefined ? undefined : [rule.method].flat().map((one) => one.toUpperCase());
  let seen = 0;
  let hits = 0;
  return (request) => {
    if (methods?.includes(request.method) === false) return undefined;
    if (path !== undefined && !path.test(`/${request.segments.join("/")}`)) return undefined;
    if (!concerns(rule.fault, request)) return undefined;
    seen += 1;
    if (seen <= skip || hits >= times || random() >= probability) return undefined;
    hits += 1;
    return rule.fault;
  };
}

/** A failed operation needs one to fail, a stale read something that is read. */
function concerns(fault: Fault, { method, segments }: TwinRequest): boolean {
  if (fault.kind === "stale-read") return method === "GET";
  if (fault.kind !== "failed-operation") return true;
  return method === "PUT" || method === "DELETE" || /^rename$/i.test(segments.at(-1) ?? "");
}

function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
    );
  return new RegExp(`^${source.join("")}$`, "i");
}

/** A small generator (mulberry32): the same numbers for the same seed on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

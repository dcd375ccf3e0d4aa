import { expect } from "vitest";

/**
 * A fact about an answer: a value it has, a pattern of a text, members that an object has and no others, items of a
 * list, or a value that is known by a name from an earlier answer (`Known`).
 */
export type Fact =
  | null
  | boolean
  | number
  | string
  | RegExp
  | Known
  | readonly Fact[]
  | { readonly [member: string]: Fact };

/** Of this form where it is met first, and the same ever after. */
export interface Known {
  readonly called: string;
  readonly like: RegExp;
}

/** A request and what was recorded of its answer. `{name}` in a request stands for the value known by this name. */
export interface Exchange {
  readonly ask: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether the operation that runs has come to its end before. */
  readonly later?: true;
  readonly status: number;
  /** The words behind the status, where they are not those of HTTP. */
  readonly reason?: string;
  /** `null`: the header is not there. */
  readonly told?: Readonly<Record<string, string | RegExp | null>>;
  /** Absent: the body was not looked at. */
  readonly answer?: Fact;
}

/** A run of exchanges, and where it was recorded. */
export interface Recording {
  readonly source: string;
  readonly exchanges: readonly Exchange[];
}

/** Values by their names in one run. */
export type Names = Map<string, string>;

/** A value with the names in it replaced by what is known by them. */
export function filled(text: string, names: Names): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => names.get(name) ?? `{${name}}`);
}

/** Fails unless a fact holds of what was answered; learns the names that are met first. */
export function holds(fact: Fact, found: unknown, names: Names, where: string): void {
  if (fact instanceof RegExp) expect(String(found), where).toMatch(fact);
  else if (typeof fact === "string") expect(found, where).toBe(filled(fact, names));
  else if (fact === null || typeof fact !== "object") expect(found, where).toBe(fact);
  else if (isKnown(fact)) holdsKnown(fact, String(found), names, where);
  else if (Array.isArray(fact)) holdsItems(fact, found, names, where);
  else holdsMembers(fact as { readonly [member: string]: Fact }, found, names, where);
}

function holdsKnown({ called, like }: Known, found: string, names: Names, where: string): void {
  expect(found, where).toMatch(like);
  expect(found, where).toBe(names.get(called) ?? found);
  names.set(called, found);
}

function holdsItems(facts: readonly Fact[], found: unknown, names: Names, where: string): void {
  expect(found, where).toHaveLength(facts.length);
  for (const [at, fact] of facts.entries()) holds(fact, (found as unknown[])[at], names, `${where}[${at}]`);
}

function holdsMembers(
  facts: { readonly [member: string]: Fact },
  found: unknown,
  names: Names,
  where: string,
): void {
  expect(Object.keys(found as object).sort(), where).toEqual(Object.keys(facts).sort());
  for (const [name, fact] of Object.entries(facts)) {
    holds(fact, (found as Record<string, unknown>)[name], names, `${where}.${name}`);
  }
}

function isKnown(fact: object): fact is Known {
  return "called" in fact && "like" in fact;
}

import { canonicalForm, canonicalText, tolerancesOf } from "@retain/artifacts/canonical/form";
import { matchesWithin, parsePattern } from "@retain/artifacts/canonical/pattern";
import { isObject, type Json, type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import type { Tolerance, ToleranceRule } from "@retain/artifacts/words/kind";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import type { Kind } from "@retain/artifacts/words/ref";
import { pairElements } from "./pair-elements.ts";

/** An artifact as its source has it, as the environment binds it, and as it is live. */
export interface MergeInput {
  readonly kind: Kind;
  readonly source: JsonObject;
  readonly bound: JsonObject;
  readonly live: JsonObject;
  readonly tolerances: readonly Tolerance[];
  /** Places of the source whose value an environment supplies: what is written there counts nowhere. */
  readonly supplied: readonly Path[];
}

/** A body as it is to be written into its source. */
export interface Merged {
  readonly body: JsonObject;
  /** Places that differ and were left alone, since an environment supplies them. */
  readonly refused: readonly Path[];
}

/** A value as it is and as it is compared; undefined where it is not there. */
interface Side {
  readonly raw: Json | undefined;
  readonly form: Json | undefined;
}

/** A place on all sides. */
interface MergePlace {
  readonly source: Json | undefined;
  readonly bound: Side;
  readonly live: Side;
  /** In the source. */
  readonly path: Path;
}

type Joined = Extract<ToleranceRule, { do: "joined" }>;
type Refuse = (path: Path) => void;
type Within = (path: Path) => boolean;

interface Rules {
  /** True at and below what an environment supplies. */
  readonly isSupplied: Within;
  /** True where something below is supplied too. */
  readonly holdsSupplied: Within;
  /** True where the order of elements says nothing: they are compared in another one than they are written in. */
  readonly isUnordered: Within;
  /** The names under which a value has one text whole or as its lines. */
  readonly joinedAt: (path: Path) => Joined | undefined;
  readonly refuse: Refuse;
}

/**
 * The source with what differs between bound and live as live has it: bound anew, it equals live. What
 * differs only by what is tolerated stays as it is written. Pure.
 */
export function mergeLive({ kind, source, bound, live, tolerances, supplied }: MergeInput): Merged {
  const refused: Path[] = [];
  const startsWith = (path: Path, start: Path) => start.every((step, at) => path[at] === step);
  const isSupplied: Within = (path) => supplied.some((one) => startsWith(path, one));
  const rules: Rules = {
    isSupplied,
    holdsSupplied: (path) => isSupplied(path) || supplied.some((one) => startsWith(one, path)),
    isUnordered: unorderedPlaces(tolerancesOf(kind, tolerances)),
    joinedAt: joinedPlaces(tolerancesOf(kind, tolerances)),
    refuse: (path) => void refused.push(path),
  };
  const side = (raw: JsonObject): Side => ({ raw, form: canonicalForm(kind, raw, tolerances) });
  // The name is what identifies it: the service compares it ignoring case, the source keeps its own.
  const { name } = source;
  const nameless = (body: JsonObject) => side({ ...body, ...(name === undefined ? {} : { name }) });
  const body = merge({ source, bound: nameless(bound), live: nameless(live), path: [] }, rules);
  return { body: isObject(body) ? body : source, refused };
}

function unorderedPlaces(tolerances: readonly Tolerance[]): Within {
  const patterns = tolerances.flatMap(({ pattern, rule }) => {
    const steps = rule.do === "any-order" ? parsePattern(pattern) : undefined;
    return steps === undefined ? [] : [steps];
  });
  return (path) => patterns.some((steps) => matchesWithin(steps, path));
}

function joinedPlaces(tolerances: readonly Tolerance[]): Rules["joinedAt"] {
  const rules = tolerances.flatMap(({ pattern, rule }) => (rule.do === "joined" ? [{ pattern, rule }] : []));
  return (path) => rules.find(({ pattern }) => pattern === formatPath(path))?.rule;
}

function merge(place: MergePlace, rules: Rules): Json | undefined {
  const { source, bound, live, path } = place;
  if (isSame(bound.form, live.form)) return source;
  if (rules.isSupplied(path)) {
    rules.refuse(path);
    return source;
  }
  if (isObject(source) && isObject(bound.form) && isObject(live.form)) {
    const joined = rules.joinedAt(path);
    return mergeMembers(joined === undefined ? place : asLinesOrText(place, joined), rules);
  }
  const list = Array.isArray(source) ? mergeElements(source, place, rules) : undefined;
  if (list !== undefined) return list;
  if (rules.holdsSupplied(path)) {
    rules.refuse(path);
    return source;
  }
  return asWritten(bound, live);
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || canonicalText(a) === canonicalText(b);
}

function mergeMembers({ source, bound, live, path }: MergePlace, rules: Rules): Json {
  const keys = new Set([source, live.raw].flatMap((value) => (isObject(value) ? Object.keys(value) : [])));
  const members = [...keys].flatMap((key): readonly (readonly [string, Json])[] => {
    const merged = merge(
      {
        source: member(source, key),
        bound: { raw: member(bound.raw, key), form: member(bound.form, key) },
        live: { raw: member(live.raw, key), form: member(live.form, key) },
        path: [...path, key],
      },
      rules,
    );
    return merged === undefined ? [] : [[key, merged]];
  });
  return Object.fromEntries(members);
}

/** The place with the live text in the form in which the source has it: lines without their ends, or one text. */
function asLinesOrText(place: MergePlace, { lines, text }: Joined): MergePlace {
  const written = [place.source, place.live.raw].find(
    (side) => member(side, lines) !== undefined || member(side, text) !== undefined,
  );
  const inLines = member(written, lines) !== undefined;
  const as = ({ raw, form }: Side): Side => {
    const whole = textAt(form, text);
    if (!isObject(raw) || !isObject(form) || whole === undefined) return { raw, form };
    const own = { [inLines ? lines : text]: inLines ? whole.split("\n") : whole };
    const bare = (value: JsonObject) =>
      Object.fromEntries(Object.entries(value).filter(([key]) => key !== lines && key !== text));
    return { raw: { ...bare(raw), ...own }, form: { ...bare(form), ...own } };
  };
  return { ...place, bound: as(place.bound), live: as(place.live) };
}

/** The elements in the order in which they are live; undefined where they cannot be told from each other. */
function mergeElements(
  source: readonly Json[],
  place: MergePlace,
  rules: Rules,
): readonly Json[] | undefined {
  const [bound, live] = [listOf(place.bound), listOf(place.live)];
  // An environment that replaced the list, or a tolerance that took elements out, leaves no way to pair them.
  if (!bound || !live || source.length !== bound.length || rules.isUnordered(place.path)) return undefined;
  const pairs = pairElements(
    bound.map(({ form }) => form),
    live.map(({ form }) => form),
  );
  return pairs.flatMap(({ before, after }): readonly Json[] => {
    const here = before === undefined ? undefined : source[before];
    const theirs = after === undefined ? undefined : live[after];
    if (here === undefined || before === undefined) return theirs ? [theirs.raw] : [];
    const path = [...place.path, before];
    const mine = bound[before];
    if (theirs !== undefined && mine !== undefined)
      return [merge({ source: here, bound: mine, live: theirs, path }, rules) ?? theirs.raw];
    if (!rules.holdsSupplied(path)) return [];
    rules.refuse(path);
    return [here];
  });
}

interface Element {
  readonly raw: Json;
  readonly form: Json;
}

function listOf({ raw, form }: Side): readonly Element[] | undefined {
  if (!Array.isArray(raw) || !Array.isArray(form) || raw.length !== form.length) return undefined;
  return raw.map((one: Json, at) => ({ raw: one, form: form[at] as Json }));
}

/** The live value in the form in which it is written: text or lines, and with its line ends, where that is tolerated. */
function asWritten(bound: Side, { raw, form }: Side): Json | undefined {
  if (raw === undefined || typeof form !== "string" || typeof bound.form !== "string") return raw;
  const [written, theirs] = [joined(bound.raw), joined(raw)];
  const crlf = written.includes("\r\n") && !bound.form.includes("\r") && !theirs.includes("\r");
  const text = crlf ? theirs.replaceAll("\n", "\r\n") : theirs;
  // Lines keep their ends, the last one may have none.
  return Array.isArray(bound.raw) ? (text.match(/[^\n]*\n|[^\n]+$/g) ?? []) : text;
}

function joined(value: Json | undefined): string {
  return Array.isArray(value) ? value.join("") : typeof value === "string" ? value : "";
}

import { canonicalForm } from "@retain/artifacts/canonical/form";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { redactSecrets } from "@retain/artifacts/secrets/secrets";
import { isObject, type Json, type JsonObject, textAt } from "@retain/artifacts/words/json";
import type { Risk, Tolerance } from "@retain/artifacts/words/kind";
import { isTooDeep } from "@retain/artifacts/words/nesting";
import type { Path } from "@retain/artifacts/words/path";
import type { Kind } from "@retain/artifacts/words/ref";
import type { FieldDifference } from "../plan/plan.ts";
import { bodyDifferences, fewTexts, isLines, type RawDifference } from "./differences.ts";
import { lineDifference } from "./lines.ts";
import { statementsOf } from "./statements.ts";

const gravity: readonly Risk[] = ["cosmetic", "behavioural", "breaking", "destructive"];

/** The gravest of some risks; cosmetic when there is none. */
export function gravest(risks: readonly Risk[]): Risk {
  return risks.reduce<Risk>((a, b) => (gravity.indexOf(b) > gravity.indexOf(a) ? b : a), "cosmetic");
}

/** What an update of `live` to `desired` changes, field by field, each with its risk. Shows no secret. */
export function fieldDifferences(
  kind: Kind,
  live: JsonObject,
  desired: JsonObject,
  tolerances: readonly Tolerance[],
): readonly FieldDifference[] {
  const bodies = {
    before: canonicalForm(kind, live, tolerances),
    after: canonicalForm(kind, desired, tolerances),
  };
  const { risk } = contractOf(kind);
  return bodyDifferences(bodies.before, bodies.after).flatMap((difference) => {
    const { path, livePath, order } = difference;
    const place = { path, ...(livePath ? { livePath } : {}), bodies };
    // Names in another order are no values that a rule could judge.
    const asked = order ? place : { ...place, ...sides(difference) };
    const answer = risk(asked);
    return statementDifferences(kind, difference).map((part) => ({
      path: part.text,
      ...shown(part, bodies),
      risk: answer,
    }));
  });
}

/** SQL differs in the statements that differ, each by its first line; anything else as it is. */
function statementDifferences(kind: Kind, difference: RawDifference): readonly RawDifference[] {
  const { before, after, text } = difference;
  if (contractOf(kind).language !== "sql" || typeof before !== "string" || typeof after !== "string")
    return [difference];
  const [old, next] = [statementsOf(before), statementsOf(after)];
  if (!old || !next) return [difference];
  const was = new Map(old.map((statement) => [statement.label, statement.text]));
  const is = new Map(next.map((statement) => [statement.label, statement.text]));
  const stay = [...was.keys()].filter((label) => is.has(label));
  const order = [...is.keys()].filter((label) => was.has(label));
  // Another order shows in the whole text only, and so does white space between statements.
  if (stay.length === 0 || stay.some((label, at) => label !== order[at])) return [difference];
  const parts = [...new Set([...is.keys(), ...was.keys()])]
    .filter((label) => was.get(label) !== is.get(label))
    .map((label) => ({
      path: difference.path,
      text: `${text}[${JSON.stringify(label)}]`,
      ...sides({ before: was.get(label), after: is.get(label) }),
    }));
  return parts.length === 0 ? [difference] : parts;
}

interface Sides {
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
}

/** The sides that are there: a member that is undefined is none. */
function sides({ before, after }: Sides): Pick<RawDifference, "before" | "after"> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** Texts of several lines as a line difference, everything else as the two values. */
function shown(
  difference: RawDifference,
  bodies: { readonly before: Json; readonly after: Json },
): Omit<FieldDifference, "path" | "risk"> {
  const { path, livePath = path } = difference;
  const side = (value: Json | undefined, body: Json, at: Path) =>
    value === undefined ? undefined : showable(value, at, holderAt(body, at));
  const before = side(difference.before, bodies.before, livePath);
  const after = side(difference.after, bodies.after, path);
  const texts = difference.order ? undefined : textsOf(before, after);
  const lines = texts && lineDifference(texts.before, texts.after);
  return lines && lines.length > 0 ? { lines } : sides({ before, after });
}

function showable(value: Json, path: Path, holder: Json): Json {
  return isTooDeep(value) ? "(nests too deep to be shown)" : redactSecrets(value, path, holder);
}

/** What holds the value at a path, in which elements with names go by them: what stands beside a value may make it a secret. */
function holderAt(body: Json, path: Path): Json {
  let found: Json | undefined = body;
  for (const step of path.slice(0, -1)) {
    if (Array.isArray(found)) {
      found = typeof step === "number" ? found[step] : found.find((item) => textAt(item, "name") === step);
    } else found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found ?? null;
}

/** Both sides as texts, when they are texts or long lists of texts and have several lines. */
function textsOf(before: Json | undefined, after: Json | undefined) {
  const there = [before, after].filter((side) => side !== undefined);
  const lists = there.filter((side) => isLines(side));
  const isText = there.every((side) => typeof side === "string");
  if (!isText && (lists.length < there.length || lists.every((list) => list.length <= fewTexts)))
    return undefined;
  const text = (side: Json | undefined) => (isLines(side) ? side.join("\n") : (side as string | undefined));
  const texts = { before: text(before), after: text(after) };
  return `${texts.before ?? ""}${texts.after ?? ""}`.includes("\n") ? texts : undefined;
}

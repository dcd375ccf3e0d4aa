import { isObject, type Json, type JsonObject, member } from "@retain/artifacts/words/json";

/** A number from 0 up to, not including, a limit. */
type Random = (limit: number) => number;

/** The body of a file that is in order. */
export type Body = JsonObject & { readonly properties: JsonObject };

/** A way to damage a file. */
export interface Damage {
  readonly name: string;
  /** The code of the problem that must be told of the file; absent when the file may be right all the same. */
  readonly seen?: string;
  /** The damaged file; undefined when the body has nothing to damage so. */
  readonly text: (body: Body, random: Random) => string | undefined;
}

const text = (body: unknown) => JSON.stringify(body, null, 2);
const withProperty = (body: Body, name: string, value: Json) =>
  text({ ...body, properties: { ...body.properties, [name]: value } });

const swapped: readonly Json[] = ["text", 7, true, [], [[]], {}];
const noObject: readonly Json[] = ["text", 7, true, [], [[]]];
const oddTexts = [
  ...["\ud800", "__proto__", "constructor", "\u0000", "\u202e", "", "e\u0301", "'".repeat(50)],
  ...["${", "${retain:", "@", "@{", "@@", "#{", "#A", "<your", "-----BEGIN ", "://a:", "../..", "*"],
];

/** Properties whose type is known in every kind that has them, and a value of another. */
const typed: readonly (readonly [string, Json])[] = [
  ["folder", 7],
  ["activities", "text"],
  ["parameters", [7]],
  ["variables", 7],
  ["annotations", "text"],
  ["typeProperties", [1]],
  ["linkedServiceName", 7],
  ["cells", { a: 1 }],
  ["content", [1]],
];

/** A copy whose value at some random place is changed; undefined drops it. */
function disturbed(value: Json, random: Random, change: (value: Json) => Json | undefined): Json | undefined {
  if (Array.isArray(value) && value.length > 0 && random(8) > 0) {
    const at = random(value.length);
    return value.flatMap((item: Json, index) => {
      const next = index === at ? disturbed(item, random, change) : item;
      return next === undefined ? [] : [next];
    });
  }
  if (isObject(value) && Object.keys(value).length > 0 && random(8) > 0) {
    const keys = Object.keys(value);
    const chosen = keys[random(keys.length)];
    const next = disturbed(value[chosen as string] as Json, random, change);
    const rest = Object.entries(value).filter(([key]) => key !== chosen || next !== undefined);
    return Object.fromEntries(rest.map(([key, one]) => [key, key === chosen ? (next as Json) : one]));
  }
  return change(value);
}

const disturbedText = (body: Body, random: Random, change: (value: Json) => Json | undefined) =>
  text(disturbed(body, random, change) ?? null);

function activitiesOf(body: Body): readonly JsonObject[] {
  const activities = member(body.properties, "activities");
  return Array.isArray(activities) ? activities.filter(isObject) : [];
}

/** All that may happen to a file on its way. */
export const damages: readonly Damage[] = [
  {
    name: "cut",
    seen: "json-syntax",
    text: (body, random) => text(body).slice(0, 1 + random(text(body).length - 2)),
  },
  {
    name: "a character that no JSON holds",
    seen: "json-syntax",
    text: (body) => text(body).replace("{", "{\u0000"),
  },
  {
    name: "a key twice",
    seen: "json-duplicate-key",
    text: (body) => text(body).replace("{", '{"__proto__": {"a": 1}, "properties": 1,'),
  },
  {
    name: "a hundred thousand lists in each other",
    seen: "json-depth",
    text: (body) =>
      withProperty(body, "annotations", "@@").replace(
        '"@@"',
        () => "[".repeat(100_000) + "]".repeat(100_000),
      ),
  },
  { name: "a name that is no text", seen: "artifact-invalid", text: (body) => text({ ...body, name: 7 }) },
  { name: "no name", seen: "artifact-invalid", text: ({ name: _, ...rest }) => text(rest) },
  {
    name: "a list in place of the body",
    seen: "artifact-invalid",
    text: (body) => text([body]),
  },
  {
    name: "a huge name",
    seen: "name-invalid",
    text: (body) => text({ ...body, name: "n".repeat(50_000) }),
  },
  { name: "a name with a slash", seen: "name-invalid", text: (body) => text({ ...body, name: "a/b" }) },
  { name: "no properties", seen: "shape-envelope", text: ({ properties: _, ...rest }) => text(rest) },
  {
    name: "properties that are no object",
    seen: "shape-envelope",
    text: (body, random) => text({ ...body, properties: noObject[random(noObject.length)] }),
  },
  {
    name: "a known property of another type",
    seen: "shape-type",
    text: (body, random) => {
      const there = typed.filter(
        ([name]) => isObject(member(body.properties, name)) || Array.isArray(member(body.properties, name)),
      );
      const [name, value] = there[random(Math.max(1, there.length))] ?? ["description", { a: [1] }];
      return withProperty(body, name, value);
    },
  },
  {
    name: "a mark that nobody replaced",
    seen: "placeholder",
    text: (body) => withProperty(body, "account", "see #STORAGE_ACCOUNT#"),
  },
  {
    name: "a secret",
    seen: "secret-literal",
    text: (body, random) =>
      withProperty(
        body,
        "description",
        `DefaultEndpointsProtocol=https;${"Account"}Key=k1${random(1e9)}x==;`,
      ),
  },
  {
    name: "a reference to nothing",
    seen: "reference-missing",
    text: (body) => {
      const whole = text(body);
      const lost = whole.replace(
        /("referenceName": )"[^"@]+"(,\s+"type": "(?:Dataset|LinkedService|Pipeline|Notebook)Reference")/,
        '$1"Lost"$2',
      );
      return lost === whole ? undefined : lost;
    },
  },
  {
    name: "an activity twice",
    seen: "activity-duplicate",
    text: (body) => {
      const [first, ...rest] = activitiesOf(body);
      return first && withProperty(body, "activities", [first, ...rest, first]);
    },
  },
  {
    name: "a wait for nothing",
    seen: "activity-missing",
    text: (body) => {
      const [first, ...rest] = activitiesOf(body);
      return (
        first && withProperty(body, "activities", [{ ...first, dependsOn: [{ activity: "Lost" }] }, ...rest])
      );
    },
  },
  {
    name: "any value of another type",
    text: (body, random) => disturbedText(body, random, () => swapped[random(swapped.length)]),
  },
  { name: "any value dropped", text: (body, random) => disturbedText(body, random, () => undefined) },
  { name: "any value null", text: (body, random) => disturbedText(body, random, () => null) },
  {
    name: "any value an odd text",
    text: (body, random) => disturbedText(body, random, () => oddTexts[random(oddTexts.length)]),
  },
  {
    name: "any value a huge text",
    text: (body, random) =>
      disturbedText(body, random, () => (oddTexts[random(oddTexts.length)] || "a").repeat(2_000)),
  },
  {
    name: "any value nested a hundred levels deep",
    text: (body, random) => {
      const deepen = (value: Json, levels: number): Json =>
        levels === 0 ? value : deepen(levels % 2 === 0 ? [value] : { properties: value }, levels - 1);
      return disturbedText(body, random, (value) => deepen(value, 100));
    },
  },
];

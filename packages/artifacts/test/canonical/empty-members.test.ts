import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { canonicalDigest } from "../../src/canonical/form.ts";
import { allKinds, kindOfFolder } from "../../src/kinds/contracts.ts";
import { facts, propertiesOf, requiredOf, shapeOfKind, type WireNode } from "../../src/shape/facts.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";
import { emptyMembers, turned } from "./empty-members.ts";

/** Every object that may stand where a node says: of a union, each of its types. */
function objectsOf(node: WireNode): readonly ReturnType<typeof propertiesOf>[] {
  if (node.is === "object") return [node.properties];
  if (node.is !== "model") return [];
  const union = facts().unions[node.of];
  return [node.of, ...Object.values(union?.types ?? {})].map(propertiesOf);
}

/** What the SDK knows of the member that a pattern ends in. */
function nodesAt(kind: Kind, pattern: string): readonly WireNode[] {
  const type = /\[type=(\w+)\]/.exec(pattern)?.[1];
  const steps = pattern.replace("properties.activities[*].**.", "properties.activities[*].").split(".");
  let nodes: readonly WireNode[] = type === undefined ? [shapeOfKind(kind)] : [{ is: "model", of: type }];
  const from = type === undefined ? 1 : steps.length - 1;
  for (const [at, step] of steps.entries()) {
    if (at < from) continue;
    const key = step.replace("[*]", "");
    nodes = nodes.flatMap(objectsOf).flatMap((object) => {
      const found = object[key];
      const isLast = at === steps.length - 1;
      if (found === undefined || (isLast && requiredOf(object).includes(key))) return [];
      return step.endsWith("[*]") && found.is === "list" ? [found.item] : [found];
    });
  }
  return nodes;
}

test.each(allKinds())(
  "what may be empty in a %s is optional for the SDK, and a list, a map or an object",
  (kind) => {
    for (const { pattern, empty } of emptyMembers(kind)) {
      const found = new Set(nodesAt(kind, pattern).map(({ is }) => is));
      const fitting: readonly WireNode["is"][] = Array.isArray(empty)
        ? ["list", "any"]
        : ["map", "any", "object", "model"];
      expect(found.size, pattern).toBeGreaterThan(0);
      expect(
        fitting.some((is) => found.has(is)),
        `${pattern}: ${[...found]}`,
      ).toBe(true);
    }
  },
);

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const bodies = globSync("acceptance/**/repo/**/*.json", { cwd: repository }).flatMap((file) => {
  const kind = kindOfFolder(basename(dirname(file)));
  if (kind === undefined) return [];
  try {
    return [{ kind, body: JSON.parse(readFileSync(`${repository}${file}`, "utf8")) as JsonObject }];
  } catch {
    return []; // examples of files that are no JSON
  }
});

test("law: putting empty members in and taking them out changes nothing in any example", () => {
  expect(bodies.length).toBeGreaterThan(20);
  for (const { kind, body } of bodies) {
    const other = turned(kind, body);
    expect(canonicalDigest(kind, other)).toBe(canonicalDigest(kind, body));
  }
});

test("in activities at any depth", () => {
  const leaf = (extra: JsonObject): JsonObject => ({
    name: "L",
    type: "WebActivity",
    typeProperties: {},
    ...extra,
  });
  const within = (inner: JsonObject): JsonObject => ({
    name: "P",
    properties: {
      activities: [
        {
          name: "Each",
          type: "ForEach",
          typeProperties: {
            activities: [
              {
                name: "Which",
                type: "Switch",
                typeProperties: { cases: [{ value: "a", activities: [inner] }], defaultActivities: [inner] },
              },
              { name: "If", type: "IfCondition", typeProperties: { ifFalseActivities: [inner] } },
            ],
          },
        },
      ],
    },
  });
  const bare = within(leaf({}));
  const full = within(
    leaf({ dependsOn: [], userProperties: [], policy: {}, typeProperties: { headers: {} } }),
  );
  expect(canonicalDigest("pipeline", full)).toBe(canonicalDigest("pipeline", bare));
  expect(canonicalDigest("pipeline", turned("pipeline", bare))).toBe(canonicalDigest("pipeline", bare));
});

test("what is somebody's own value is compared, empty or not", () => {
  const pipeline = (value: Json): JsonObject => ({
    name: "P",
    properties: {
      parameters: { p: { type: "object", defaultValue: value } },
      activities: [{ name: "Call", type: "WebActivity", typeProperties: { url: "u", body: value } }],
    },
  });
  for (const member of ["parameters", "dependsOn", "headers", "schema", "userProperties"])
    for (const empty of [[], {}])
      expect(canonicalDigest("pipeline", pipeline({ [member]: empty }))).not.toBe(
        canonicalDigest("pipeline", pipeline({})),
      );
});

import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import { isObject, type Json, type JsonObject } from "../../words/json.ts";
import type { KindContract, NameRule, Tolerance } from "../../words/kind.ts";
import { notesAreCosmetic, type RiskQuestion, riskBy } from "../risk.ts";
import { columnRule } from "../risk-columns.ts";

/** Where retain keeps its own state in a lake. */
const ownState = /^_retain(?:\/|$)/i;

/** A path from the root of the file system; the service takes 1024 characters. */
const pathNames: NameRule = {
  max: 1024,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  pattern: /^(?!\.{1,2}(?:\/|$))[^/\\\u0000-\u001f]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\\u0000-\u001f]+)*$/,
  words:
    "is a path like raw/members: no leading or trailing slash, no empty segment, no . or .., no backslash",
};

const defaults = "the kind's own definition: the default value";

const tolerances: readonly Tolerance[] = [
  {
    pattern: "properties.permissions",
    rule: { do: "absent-when", values: ["rwxr-x---"] },
    reason: "A new directory gets these permissions; a directory that declares none is meant to have them.",
    source: "Path - Create reference: 0777 less the default umask 0027",
  },
  {
    pattern: "properties.acl",
    rule: { do: "any-order" },
    reason: "The service sorts the entries; their order does not affect access.",
    source: "Path - Update reference, x-ms-acl",
  },
  {
    pattern: "properties.acl",
    rule: { do: "absent-when", values: [[]] },
    reason: "An absent list and an empty one mean the same.",
    source: defaults,
  },
  {
    pattern: "properties.acl[*].default",
    rule: { do: "absent-when", values: [false] },
    reason: "An entry applies to the directory itself unless it says otherwise.",
    source: defaults,
  },
  {
    pattern: "properties.contract.columns[*].nullable",
    rule: { do: "absent-when", values: [true] },
    reason: "A column is nullable unless it says otherwise.",
    source: defaults,
  },
];

/** A directory of the lake: who may read and write it, and the contract of the table that lies in it. */
export const lakeDirectory: KindContract = {
  workspace: "lake",
  kind: "lake-directory",
  label: "lake directory",
  // It is that of the contract file, and says nothing of access.
  etagMisses: true,
  managed: true,
  referenceTypes: referenceTypes["lake-directory"],
  names: pathNames,
  schema: (told) => wireSchema("lake-directory", told),
  references: (body) => scanReferences("lake-directory", body),
  holders: (name) => {
    const parts = name.split("/");
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
  },
  // It is made with its access, and its access is set, before its contract is written; its contract goes before it does.
  halfway: (from, to) => [
    { ...(to ?? from), properties: { ...statedIn(to && from), ...accessIn(to ?? from) } },
  ],
  // Made or given its access, its contract looked at and written, read back in two, which go at once.
  cost: { requests: 5, waits: { write: 4, delete: 4 }, look: 2 },
  tolerances,
  risk: riskBy([
    notesAreCosmetic,
    {
      patterns: ["properties.contract.source", "properties.contract.columns[*].description"],
      risk: "cosmetic",
    },
    columnRule("properties.contract.columns"),
    // Readers and writers of the data would take it for something else.
    { patterns: ["properties.contract"], risk: "breaking", when: losesContract },
    { patterns: ["properties.acl", "properties.permissions"], risk: "breaking", when: losesAccess },
  ]),
  protects: (name) => (ownState.test(name) ? "retain keeps its own state there" : undefined),
};

/** Who may do what, as a body says it. */
function accessIn(body: JsonObject | undefined): JsonObject {
  const { permissions, acl } = isObject(body?.properties) ? body.properties : {};
  return { ...(permissions === undefined ? {} : { permissions }), ...(acl === undefined ? {} : { acl }) };
}

/** All that a body says beside that: what the contract file holds. */
function statedIn(body: JsonObject | undefined): JsonObject {
  const { permissions: _, acl: __, ...stated } = isObject(body?.properties) ? body.properties : {};
  return stated;
}

/** True when the contract goes, or says another format, key or partition. */
function losesContract({ path, before, after }: RiskQuestion): boolean {
  if (before === undefined) return false;
  if (path.length === 2) return !isObject(after);
  return path[2] === "format" || path[2] === "key" || path[2] === "partitionedBy";
}

/** True when somebody may do less than before. */
function losesAccess({ path, before, after }: RiskQuestion): boolean {
  if (before === undefined) return false;
  const last = path.at(-1);
  if (last === "type" || last === "id" || last === "default") return true;
  return rightsIn(before) > rightsIn(after);
}

/** How many rights a value gives: permissions, an entry or a list of entries. */
function rightsIn(value: Json | undefined): number {
  if (typeof value === "string") return value.replaceAll("-", "").length;
  if (Array.isArray(value)) return value.reduce((sum: number, entry: Json) => sum + rightsIn(entry), 0);
  return isObject(value) ? rightsIn(value.permissions) : 0;
}

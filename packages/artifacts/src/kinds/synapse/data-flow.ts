import { emptyInDataFlows } from "../../canonical/empty.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import { isObject, type Json, member } from "../../words/json.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { strictNames } from "../naming.ts";
import { notesAreCosmetic, type RiskQuestion, riskBy, typeIsBreaking } from "../risk.ts";
import { synapseCost } from "./cost.ts";

const steps = ["sources", "sinks", "transformations"];

/** Stored as sent: nothing beyond the common differences. */
export const dataFlow: SynapseContract = {
  workspace: "synapse",
  kind: "data-flow",
  label: "data flow",
  folder: "dataflow",
  resourceType: "dataflows",
  managed: true,
  referenceTypes: referenceTypes["data-flow"],
  names: strictNames,
  schema: (told) => wireSchema("data-flow", told),
  references: (body) => scanReferences("data-flow", body),
  cost: synapseCost,
  tolerances: [
    {
      pattern: "properties.typeProperties",
      rule: { do: "joined", lines: "scriptLines", text: "script" },
      reason:
        "The script is one string or a list of lines: Synapse Studio writes lines, other tools a string.",
      source: "swagger 2020-12-01, MappingDataFlowTypeProperties: script, and scriptLines of the same script",
    },
    ...emptyInDataFlows,
  ],
  risk: riskBy([
    notesAreCosmetic,
    { patterns: steps.map((step) => `properties.typeProperties.${step}[*].description`), risk: "cosmetic" },
    typeIsBreaking,
    {
      patterns: ["properties.typeProperties.script", "properties.typeProperties.scriptLines"],
      risk: "breaking",
      when: losesParameters,
    },
  ]),
  protects: (name, body) => protection({ kind: "data-flow", name }, body),
};

/**
 * True when the script declares a parameter no more or with another type. Needs the whole script:
 * one line of `scriptLines` may be a parameter or a column.
 */
function losesParameters({ before, after, bodies }: RiskQuestion): boolean {
  const [old, next] = [bodies?.before ?? before, bodies?.after ?? after].map(parametersOf);
  return [...(old ?? [])].some(([name, type]) => next?.get(name) !== type);
}

/** The parameters that the head of a data flow script declares, `parameters{ name as type (default), … }`. */
function parametersOf(value: Json | undefined): ReadonlyMap<string, string> {
  const block = /(?:^|\n)\s*parameters\s*\{([^}]*)\}/.exec(scriptOf(value))?.[1] ?? "";
  const declared = block.matchAll(/(?:^|[,\n])\s*(\w+|\{[^}]*\})\s+as\s+([\w[\]]+)/g);
  return new Map([...declared].map(([, name = "", type = ""]) => [name, type]));
}

/** The script of a body, or a script itself, as one text. */
function scriptOf(value: Json | undefined): string {
  const properties = member(member(value, "properties"), "typeProperties");
  const script = isObject(value)
    ? (member(properties, "script") ?? member(properties, "scriptLines"))
    : value;
  if (Array.isArray(script)) return script.filter((line) => typeof line === "string").join("\n");
  return typeof script === "string" ? script : "";
}

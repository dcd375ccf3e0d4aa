import { protection } from "../../references/defaults.ts";
import { notebookCalls } from "../../references/notebook-calls.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import { type Json, member } from "../../words/json.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { lenientNames } from "../naming.ts";
import { notesAreCosmetic, type RiskQuestion, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";
import { notebookTolerances } from "./notebook-tolerances.ts";

export const synapseNotebook: SynapseContract = {
  workspace: "synapse",
  kind: "synapse-notebook",
  label: "notebook",
  folder: "notebook",
  resourceType: "notebooks",
  managed: true,
  referenceTypes: referenceTypes["synapse-notebook"],
  names: lenientNames,
  schema: (told) => wireSchema("synapse-notebook", told),
  references: (body) => {
    const typed = scanReferences("synapse-notebook", body);
    const called = notebookCalls(body);
    return {
      static: [...typed.static, ...called.static],
      dynamic: [...typed.dynamic, ...called.dynamic],
    };
  },
  cost: synapseCost,
  tolerances: notebookTolerances,
  // a parameter that is passed and not declared is put into the session all the same: no cell is breaking
  risk: riskBy([
    notesAreCosmetic,
    // the language in which cells run
    {
      patterns: ["properties.metadata.language_info", "properties.metadata.kernelspec"],
      risk: "behavioural",
    },
    { patterns: ["properties.metadata"], risk: "cosmetic" },
    // the tag `parameters` marks the cell that a run overrides
    { patterns: ["properties.cells[*].metadata.tags"], risk: "behavioural" },
    { patterns: ["properties.cells[*].metadata"], risk: "cosmetic", when: ({ path }) => path.length > 4 },
    { patterns: ["properties.cells[*].metadata"], risk: "cosmetic", when: keepsTags },
    { patterns: ["properties.cells[*]"], risk: "cosmetic", when: isMarkdown },
  ]),
  protects: (name, body) => protection({ kind: "synapse-notebook", name }, body),
};

function keepsTags({ before, after }: RiskQuestion): boolean {
  return member(before, "tags") === undefined && member(after, "tags") === undefined;
}

/** True when what differs is a markdown cell on every side that has it. */
function isMarkdown({ path, livePath = path, before, after, bodies }: RiskQuestion): boolean {
  const whole = path.length === 3;
  const cells = whole
    ? [before, after]
    : [cellAt(bodies?.before, livePath[2]), cellAt(bodies?.after, path[2])];
  const known = cells.filter((cell) => cell !== undefined);
  return known.length > 0 && known.every((cell) => member(cell, "cell_type") === "markdown");
}

function cellAt(body: Json | undefined, index: string | number | undefined): Json | undefined {
  const cells = member(member(body, "properties"), "cells");
  return Array.isArray(cells) && typeof index === "number" ? cells[index] : undefined;
}

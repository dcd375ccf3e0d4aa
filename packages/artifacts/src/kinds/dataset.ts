import { protection } from "../defaults.ts";
import { isObject, type Json, member } from "../json.ts";
import type { KindContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, parameterRule, type RiskQuestion, riskBy, typeIsBreaking } from "../risk.ts";
import { wireSchema } from "../wire-schema.ts";
import { strictNames } from "./naming.ts";

/** Stored as sent: nothing beyond the common differences. */
export const dataset: KindContract = {
  kind: "dataset",
  label: "dataset",
  folder: "dataset",
  resourceType: "datasets",
  managed: true,
  referenceTypes: referenceTypes.dataset,
  names: strictNames,
  maxBytes: 100 * 1024,
  schema: () => wireSchema("dataset"),
  references: (body) => scanReferences("dataset", body),
  tolerances: [],
  risk: riskBy([
    notesAreCosmetic,
    typeIsBreaking,
    parameterRule("properties.parameters"),
    { patterns: ["properties.schema", "properties.structure"], risk: "breaking", when: losesColumns },
  ]),
  protects: (name, body) => protection({ kind: "dataset", name }, body),
};

/** True when a column goes or changes its name or type; columns that come break nobody. */
function losesColumns({ path, before, after }: RiskQuestion): boolean {
  if (path.length === 3) return columnBreaks(before, after);
  if (path.length > 3) return before !== undefined && (path[3] === "name" || path[3] === "type");
  if (!Array.isArray(before)) return before !== undefined;
  const left = Array.isArray(after) ? after : [];
  return before.some((column: Json) => {
    const name = member(column, "name");
    return columnBreaks(
      column,
      name === undefined ? undefined : left.find((c: Json) => member(c, "name") === name),
    );
  });
}

function columnBreaks(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined) return false;
  if (!isObject(before) || !isObject(after)) return true;
  return before.name !== after.name || before.type !== after.type;
}

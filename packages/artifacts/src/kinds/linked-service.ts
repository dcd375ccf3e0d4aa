import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, parameterRule, riskBy, typeIsBreaking } from "../risk.ts";
import { emptyInLinkedServices } from "../tolerance-empty.ts";
import { wireSchema } from "../wire-schema.ts";
import { strictNames } from "./naming.ts";

/** Stored as sent, but for secrets, which are among the common differences. */
export const linkedService: SynapseContract = {
  workspace: "synapse",
  kind: "linked-service",
  label: "linked service",
  folder: "linkedService",
  resourceType: "linkedservices",
  managed: true,
  referenceTypes: referenceTypes["linked-service"],
  names: strictNames,
  maxBytes: 100 * 1024,
  schema: () => wireSchema("linked-service"),
  references: (body) => scanReferences("linked-service", body),
  tolerances: emptyInLinkedServices,
  risk: riskBy([notesAreCosmetic, typeIsBreaking, parameterRule("properties.parameters")]),
  protects: (name, body) => protection({ kind: "linked-service", name }, body),
};

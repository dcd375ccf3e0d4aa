import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { notesAreCosmetic, riskBy, typeIsBreaking } from "../risk.ts";
import { synapseCost } from "./cost.ts";

/** Stored as sent: nothing beyond the common differences. */
export const credential: SynapseContract = {
  workspace: "synapse",
  kind: "credential",
  label: "credential",
  folder: "credential",
  resourceType: "credentials",
  managed: true,
  referenceTypes: referenceTypes.credential,
  names: {
    max: 127,
    pattern: /^[A-Za-z0-9_]([-_A-Za-z0-9]*[A-Za-z0-9_])?$/,
    words: "contains only letters, digits, dashes and underscores, and no dash at either end",
  },
  schema: (told) => wireSchema("credential", told),
  references: (body) => scanReferences("credential", body),
  cost: synapseCost,
  tolerances: [],
  risk: riskBy([notesAreCosmetic, typeIsBreaking]),
  protects: (name, body) => protection({ kind: "credential", name }, body),
};

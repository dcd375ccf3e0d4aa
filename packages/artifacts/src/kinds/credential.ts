import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy, typeIsBreaking } from "../risk.ts";
import { wireSchema } from "../wire-schema.ts";

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
    words: "has letters, digits, dashes and underscores only, and no dash at either end",
  },
  schema: () => wireSchema("credential"),
  references: (body) => scanReferences("credential", body),
  tolerances: [],
  risk: riskBy([notesAreCosmetic, typeIsBreaking]),
  protects: (name, body) => protection({ kind: "credential", name }, body),
};

import { registry } from "@retain/workspaces/registry";
import type { Joined } from "../root.ts";
import { checkSecrets } from "./key-vault/check-secrets.ts";
import { lakeRoles } from "./lake/roles.ts";
import { checkSynapseAccess } from "./synapse/check-access.ts";
import { synapseRoles } from "./synapse/roles.ts";

/** What the program that is shipped joins, beside the services of its twin. */
export const joined: Joined = {
  registry: {
    synapse: { ...registry.synapse, permissions: { roles: synapseRoles, check: checkSynapseAccess } },
    lake: { ...registry.lake, permissions: { roles: lakeRoles } },
  },
  checks: [{ name: "secrets", run: checkSecrets }],
};

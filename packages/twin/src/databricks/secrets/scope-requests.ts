import { z } from "zod";
import { bodyOf } from "../asked.ts";
import type { Routes } from "../context.ts";
import { alreadyThere, invalid } from "../refused.ts";
import { scopeAt } from "./find.ts";
import type { Scope } from "./scope.ts";

const name = z
  .string()
  .regex(/^[\w@.-]{1,128}$/, "must consist of up to 128 letters, digits, dashes, underscores, @ and periods");
const createSchema = z.object({
  scope: name,
  initial_manage_principal: z.string().optional(),
  scope_backend_type: z.enum(["DATABRICKS", "AZURE_KEYVAULT"]).default("DATABRICKS"),
  backend_azure_keyvault: z.object({ resource_id: z.string(), dns_name: z.string() }).optional(),
});
const deleteSchema = z.object({ scope: z.string() });

/** Scopes of secrets, of the workspace or of a Key Vault. */
export const scopeRoutes: Routes = {
  "POST /api/2.0/secrets/scopes/create": {
    answer({ scopes, caller }, request) {
      const asked = bodyOf(request, createSchema);
      const { scope, initial_manage_principal: first, scope_backend_type: type } = asked;
      const vault = asked.backend_azure_keyvault;
      if (first !== undefined && first !== "users") {
        throw invalid(`Principal ${first} cannot manage a new scope: only users can.`);
      }
      if (type === "AZURE_KEYVAULT" && vault === undefined) {
        throw invalid("Missing required field: backend_azure_keyvault");
      }
      if (scopes.get(scope)) throw alreadyThere(`Scope ${scope} already exists!`);
      const made: Scope = { name: scope, acls: { [first ?? caller]: "MANAGE" }, secrets: {} };
      scopes.put(scope, vault === undefined || type === "DATABRICKS" ? made : { ...made, vault });
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.0/secrets/scopes/delete": {
    answer(context, request) {
      context.scopes.delete(scopeAt(context, bodyOf(request, deleteSchema).scope).name);
      return { status: 200, body: {} };
    },
  },
  "GET /api/2.0/secrets/scopes/list": {
    answer: ({ scopes }) => {
      const all = scopes.all().toSorted((one, other) => (one.name < other.name ? -1 : 1));
      return { status: 200, body: all.length === 0 ? {} : { scopes: all.map(shown) } };
    },
  },
};

function shown({ name, vault }: Scope) {
  return vault === undefined
    ? { name, backend_type: "DATABRICKS" }
    : { name, backend_type: "AZURE_KEYVAULT", keyvault_metadata: vault };
}

import { z } from "zod";
import { bodyOf, required } from "../asked.ts";
import type { Routes } from "../context.ts";
import { invalid, notThere, Refused } from "../refused.ts";
import { refuseVault, scopeAt } from "./find.ts";
import type { Scope } from "./scope.ts";

const putSchema = z.object({
  scope: z.string(),
  key: z
    .string()
    .regex(/^[\w.-]{1,128}$/, "must consist of up to 128 letters, digits, dashes, underscores and periods"),
  string_value: z.string().optional(),
  bytes_value: z.string().optional(),
});
const deleteSchema = z.object({ scope: z.string(), key: z.string() });
const largest = 128 * 1024;
const most = 1000;

/** Secrets of a scope. Lists tell keys and times; a value is for notebooks, and no route here shows one. */
export const secretKeyRoutes: Routes = {
  "POST /api/2.0/secrets/put": {
    answer(context, request) {
      const { scope: name, key, string_value: text, bytes_value: bytes } = bodyOf(request, putSchema);
      if ((text === undefined) === (bytes === undefined)) {
        throw invalid("Exactly one of string_value and bytes_value must be given.");
      }
      const scope = scopeAt(context, name);
      refuseVault(scope);
      const value = text === undefined ? Buffer.from(bytes ?? "", "base64") : Buffer.from(text);
      if (value.length > largest)
        throw invalid(`The secret value exceeds the maximum size of ${largest} bytes.`);
      if (Object.keys(scope.secrets).length >= most && !scope.secrets[key]) {
        throw new Refused(400, "RESOURCE_LIMIT_EXCEEDED", `Scope ${name} holds ${most} secrets already.`);
      }
      const kept = { value: value.toString("base64"), at: context.now() };
      context.scopes.put(name, { ...scope, secrets: { ...scope.secrets, [key]: kept } });
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.0/secrets/delete": {
    answer(context, request) {
      const { scope: name, key } = bodyOf(request, deleteSchema);
      const scope = scopeAt(context, name);
      refuseVault(scope);
      refuseMissing(scope, key);
      const { [key]: _, ...secrets } = scope.secrets;
      context.scopes.put(name, { ...scope, secrets });
      return { status: 200, body: {} };
    },
  },
  "GET /api/2.0/secrets/list": {
    query: ["scope"],
    answer(context, request) {
      const { secrets } = scopeAt(context, required(request, "scope"));
      const keys = Object.entries(secrets).sort(([one], [other]) => (one < other ? -1 : 1));
      const shown = keys.map(([key, { at }]) => ({ key, last_updated_timestamp: at }));
      return { status: 200, body: shown.length === 0 ? {} : { secrets: shown } };
    },
  },
  "GET /api/2.0/secrets/get": {
    query: ["scope", "key"],
    answer(context, request) {
      const scope = scopeAt(context, required(request, "scope"));
      refuseMissing(scope, required(request, "key"));
      // "This API can only be called from the DBUtils interface": the reference of secrets/get.
      throw new Refused(
        403,
        "PERMISSION_DENIED",
        "Values of secrets are read by notebooks, with dbutils.secrets.",
      );
    },
  },
};

function refuseMissing({ name, secrets }: Scope, key: string): void {
  if (!secrets[key]) throw notThere(`Secret ${name}/${key} not found`);
}

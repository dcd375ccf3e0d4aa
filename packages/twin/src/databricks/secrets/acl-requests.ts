import { z } from "zod";
import { bodyOf, required } from "../asked.ts";
import type { Routes } from "../context.ts";
import { notThere } from "../refused.ts";
import { scopeAt } from "./find.ts";
import { rights } from "./scope.ts";

const putSchema = z.object({ scope: z.string(), principal: z.string(), permission: z.enum(rights) });
const deleteSchema = z.object({ scope: z.string(), principal: z.string() });

/** Rights on scopes. */
export const aclRoutes: Routes = {
  "POST /api/2.0/secrets/acls/put": {
    answer(context, request) {
      const { scope: name, principal, permission } = bodyOf(request, putSchema);
      const scope = scopeAt(context, name);
      context.scopes.put(name, { ...scope, acls: { ...scope.acls, [principal]: permission } });
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.0/secrets/acls/delete": {
    answer(context, request) {
      const { scope: name, principal } = bodyOf(request, deleteSchema);
      const scope = scopeAt(context, name);
      const { [principal]: gone, ...acls } = scope.acls;
      if (gone === undefined) throw noRight(name, principal);
      context.scopes.put(name, { ...scope, acls });
      return { status: 200, body: {} };
    },
  },
  "GET /api/2.0/secrets/acls/get": {
    query: ["scope", "principal"],
    answer(context, request) {
      const name = required(request, "scope");
      const principal = required(request, "principal");
      const permission = scopeAt(context, name).acls[principal];
      if (permission === undefined) throw noRight(name, principal);
      return { status: 200, body: { principal, permission } };
    },
  },
  "GET /api/2.0/secrets/acls/list": {
    query: ["scope"],
    answer(context, request) {
      const { acls } = scopeAt(context, required(request, "scope"));
      const items = Object.entries(acls).map(([principal, permission]) => ({ principal, permission }));
      return { status: 200, body: items.length === 0 ? {} : { items } };
    },
  },
};

function noRight(scope: string, principal: string) {
  return notThere(`Principal ${principal} has no permission on scope ${scope}.`);
}

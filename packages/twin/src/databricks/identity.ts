import { tenant } from "../identity/tokens.ts";
import type { Routes } from "./context.ts";

/** Who asks, and what a client asks before it signs in. */
export const identityRoutes: Routes = {
  "GET /.well-known/databricks-config": {
    // Python's databricks-sdk warns where this is missing; by `cloud` it knows Azure behind a loopback address. A
    // workspace_id would make it send X-Databricks-Workspace-Id with every request.
    answer: (_, { url }) => ({ status: 200, body: { oidc_endpoint: `${url.origin}/oidc`, cloud: "AZURE" } }),
  },
  "GET /aad/auth": {
    answer: ({ authority }, request) => ({
      status: 302,
      headers: { Location: `${authority(request)}/${tenant}/oauth2/authorize` },
    }),
  },
  "GET /api/2.0/preview/scim/v2/Me": {
    answer: ({ caller }) => ({
      status: 200,
      body: {
        schemas: [
          "urn:ietf:params:scim:schemas:core:2.0:User",
          "urn:ietf:params:scim:schemas:extension:workspace:2.0:User",
        ],
        id: numberOf(caller),
        userName: caller,
        displayName: caller,
        active: true,
        name: {},
        emails: [{ type: "work", value: caller, primary: true }],
        groups: [{ display: "admins", type: "direct", value: "1", $ref: "Groups/1" }],
        entitlements: [{ value: "workspace-access" }],
      },
    }),
  },
};

function numberOf(application: string): string {
  return String(Number.parseInt(application.replaceAll("-", "").slice(-12), 16) || 1);
}

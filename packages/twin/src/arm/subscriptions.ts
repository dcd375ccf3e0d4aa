import type { Handler, Json } from "../http.ts";
import { tenant } from "../identity/tokens.ts";

/** The subscription that the twin says it is in. Resources answer in any other as well. */
export const subscription = "7e7a1900-0000-4000-8000-000000000001";

/** `GET /subscriptions`, one of them, and `GET /tenants`: what `az login` reads once it has a token (REST references). */
export const subscriptions: Handler = async ({ method, segments }) => {
  if (method !== "GET") return undefined;
  const [area = "", name, ...rest] = segments.map((segment) => segment.toLowerCase());
  if (rest.length > 0) return undefined;
  if (area === "tenants" && name === undefined) return { status: 200, body: { value: [described.tenant] } };
  if (area !== "subscriptions") return undefined;
  if (name === undefined) return { status: 200, body: listed(described.subscription) };
  if (name === subscription) return { status: 200, body: described.subscription };
  const message = `The subscription '${name}' could not be found.`;
  return { status: 404, body: { error: { code: "SubscriptionNotFound", message } } };
};

const described = {
  tenant: { id: `/tenants/${tenant}`, tenantId: tenant, displayName: "Retain twin", tenantCategory: "Home" },
  subscription: {
    id: `/subscriptions/${subscription}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: subscription,
    tenantId: tenant,
    displayName: "Retain twin",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  },
};

function listed(...value: readonly Json[]): { readonly [name: string]: Json } {
  return { value, count: { type: "Total", value: value.length } };
}

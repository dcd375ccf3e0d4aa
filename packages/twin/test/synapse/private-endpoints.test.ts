import { expect, test } from "vitest";
import { openDevEndpoint, operationMs, origin } from "./dev-endpoint.ts";

const path = "/managedVirtualNetworks/default/managedPrivateEndpoints";
const blob = { properties: { privateLinkResourceId: "/subscriptions/s/storageAccounts/a", groupId: "blob" } };

test("a write answers the resource at once, which is provisioning for a while", async () => {
  const { ask, pass } = openDevEndpoint();
  const created = await ask("PUT", `${path}/Lake`, blob);
  expect(created.status).toBe(200);
  expect(created.headers.Location).toBe(`${origin}${path}/Lake?api-version=2020-12-01`);
  expect(created.text.replace(/"id":"[^"]*\/workspaces\/ws\//, '"id":"')).toBe(
    JSON.stringify({
      name: "Lake",
      id: "managedVirtualNetworks/default/managedPrivateEndpoints/Lake",
      type: "Microsoft.Synapse/workspaces/managedVirtualNetworks/managedPrivateEndpoints",
      properties: {
        ...blob.properties,
        provisioningState: "Provisioning",
        connectionState: {},
        isReserved: false,
        fqdns: [],
        isCompliant: false,
      },
    }),
  );
  expect((await ask("PUT", `${path}/lake`, blob)).status).toBe(409);
  expect((await ask("GET", `${path}/lake`)).body).toEqual(created.body);
  pass(operationMs);
  const { properties } = (await ask("GET", `${path}/LAKE`)).body;
  expect(properties).toMatchObject({
    provisioningState: "Succeeded",
    connectionState: { status: "Pending", description: "", actionsRequired: "None" },
  });
});

test("a member that was sent and is none of its own is not kept", async () => {
  const { ask } = openDevEndpoint();
  const properties = { name: "Lake", ...blob.properties, fqdns: ["a.example"], isReserved: true };
  const { body } = await ask("PUT", `${path}/Lake`, { properties });
  expect(body.properties).toMatchObject({ fqdns: ["a.example"], isReserved: false });
  expect(body.properties).not.toHaveProperty("name");
});

test("a delete is accepted without a body, and the endpoint goes after a while", async () => {
  const { ask, pass, service } = openDevEndpoint();
  service.seed("managedprivateendpoints", "Lake", blob);
  const accepted = await ask("DELETE", `${path}/Lake`);
  expect([accepted.status, accepted.text, accepted.headers]).toEqual([202, "", {}]);
  expect((await ask("GET", `${path}/Lake`)).status).toBe(200);
  pass(operationMs);
  expect((await ask("GET", `${path}/Lake`)).status).toBe(404);
  expect((await ask("DELETE", `${path}/Lake`)).status).toBe(204);
});

test("a write without its two members, or to a network that is not there, is refused", async () => {
  const { ask } = openDevEndpoint();
  for (const body of ["", "{", { properties: { groupId: "blob" } }]) {
    expect((await ask("PUT", `${path}/Lake`, body)).body.error.code).toBe("BadRequest");
  }
  const other = await ask("PUT", "/managedVirtualNetworks/mine/managedPrivateEndpoints/Lake", blob);
  expect(other.body.error.message).toContain("does not have a managed virtual network associated");
});

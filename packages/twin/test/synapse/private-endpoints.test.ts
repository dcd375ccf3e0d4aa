import { expect, test } from "vitest";
import { openDevEndpoint, operationMs } from "./dev-endpoint.ts";

const path = "/managedVirtualNetworks/default/managedPrivateEndpoints";
const blob = { properties: { privateLinkResourceId: "/subscriptions/s/storageAccounts/a", groupId: "blob" } };

test("a write answers the resource at once, which is provisioning for a while", async () => {
  const { ask, pass } = openDevEndpoint();
  const created = await ask("PUT", `${path}/Lake`, blob);
  expect(created.status).toBe(200);
  expect(created.headers.Location).toBeUndefined();
  expect(created.body).toMatchObject({
    name: "Lake",
    type: "Microsoft.Synapse/workspaces/managedVirtualNetworks/managedPrivateEndpoints",
    properties: { ...blob.properties, provisioningState: "Provisioning", isReserved: false },
  });
  expect(created.body).not.toHaveProperty("id");
  expect((await ask("PUT", `${path}/lake`, blob)).status).toBe(409);
  expect((await ask("GET", `${path}/lake`)).body).toEqual(created.body);
  pass(operationMs);
  const { properties } = (await ask("GET", `${path}/LAKE`)).body;
  expect(properties).toMatchObject({
    provisioningState: "Succeeded",
    connectionState: { status: "Pending" },
  });
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

import { expect, test } from "vitest";
import { ask } from "../ask.ts";
import { useLake } from "./open-lake.ts";

const use = useLake();
const account = (name: string, action = "") =>
  `${use.twin.status.arm}/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/${name}${action}?api-version=2023-05-01`;

test("Resource Manager knows the account, its endpoints and its keys", async () => {
  const { status, lake } = { status: use.twin.status, lake: use.lake };
  expect((await ask(status, account("teststore"))).body).toMatchObject({
    name: "teststore",
    type: "Microsoft.Storage/storageAccounts",
    properties: { isHnsEnabled: true, primaryEndpoints: { dfs: `${lake.endpoint}/` } },
  });
  const { body } = await ask(status, account("teststore", "/listKeys"), { method: "POST" });
  expect(body.keys[0]).toEqual({ keyName: "key1", value: lake.key, permissions: "FULL" });
  expect((await ask(status, account("other"))).body.error.code).toBe("ResourceNotFound");
  expect((await ask(status, account("teststore"), { token: null })).status).toBe(401);
  expect((await ask(status, account("teststore", "/regenerateKey"), { method: "POST" })).status).toBe(501);
});

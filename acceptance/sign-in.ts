import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openTokens } from "@retain/twin/identity/tokens";
import type { World } from "./world.ts";

/** Environment variables that sign a command in, not through the twin's status file but as on Azure. */
export async function signInAs(who: string, world: World): Promise<Readonly<Record<string, string>>> {
  const { NODE_EXTRA_CA_CERTS: _, ...twin } = world.twin.status.environment;
  switch (who) {
    case "twin":
      return twin;
    case "expired":
      return { ...twin, IDENTITY_ENDPOINT: await expiredIdentity(world) };
    case "nobody":
      return { AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential" };
    default:
      throw new Error(`'${who}' is nobody to sign in as: twin, expired, nobody`);
  }
}

const endpoints = new WeakMap<World, Promise<string>>();

/** A managed identity endpoint whose tokens have run out, as after a clock that stood still. */
function expiredIdentity(world: World): Promise<string> {
  const found = endpoints.get(world) ?? serveExpired(world);
  endpoints.set(world, found);
  return found;
}

async function serveExpired(world: World): Promise<string> {
  const tokens = openTokens(join(world.folder, "tokens"));
  const server = createServer((request, response) => {
    const audience = new URL(request.url ?? "", "http://127.0.0.1").searchParams.get("resource") ?? "";
    const { token } = tokens.issue({ audience, lifetimeSeconds: -60 });
    // The client is told of an hour more: it must not notice before the service does.
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify({ access_token: token, expires_on, resource: audience, token_type: "Bearer" }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`;
}

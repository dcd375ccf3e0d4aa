import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusCommand } from "../../src/cli/status.ts";
import { azureNamesOf } from "../../src/databricks/workspace-number.ts";
import { openTwin } from "../../src/host/open-twin.ts";
import { services } from "../../src/services.ts";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { queueService } from "./queue-service.ts";

const folder = mkdtempSync(join(tmpdir(), "twin-names-"));
let twin: RunningTwin;
let proxy: string;
beforeAll(async () => {
  const settings = { operationMs: 0, retryAfterSeconds: 0, pageSize: 2 };
  twin = await startTwin({ folder, azureNames: true, vaults: { "shop-kv": ["a", "b", "c"] }, settings });
  proxy = twin.status.proxy ?? "";
});
afterAll(async () => {
  await twin.stop();
  rmSync(folder, { recursive: true });
});

const dev = "retain-twin.dev.azuresynapse.net";
const dfs = "retaintwin.dfs.core.windows.net";
const blob = "retaintwin.blob.core.windows.net";
const served = [
  "login.microsoftonline.com",
  "login.windows.net",
  dev,
  dfs,
  blob,
  azureNamesOf("retain-twin")[0] ?? "",
  "shop-kv.vault.azure.net",
  "management.azure.com",
];

/** Asks through the proxy, as Node's own client does it where the environment names one. */
function ask(url: string, headers: Record<string, string> = {}) {
  const agent = new Agent({ proxyEnv: { HTTPS_PROXY: proxy } } as never);
  const options = { agent, ca: readFileSync(twin.status.ca), headers, servername: new URL(url).hostname };
  return new Promise<{ readonly status: number; readonly location: string; readonly body: string }>(
    (resolve, reject) => {
      const asking = request(url, options, async (answer) => {
        const body = await text(answer);
        const location = String(answer.headers.location ?? answer.headers["www-authenticate"] ?? "");
        resolve({ status: answer.statusCode ?? 0, location, body });
      });
      asking.on("error", reject).on("close", () => agent.destroy());
      asking.end();
    },
  );
}

const token = () => ({ authorization: `Bearer ${twin.status.token}` });

test("Microsoft's SDKs for Node work at their public endpoints, told by the environment alone", async () => {
  const program = fileURLToPath(new URL("azure-clients.ts", import.meta.url));
  const env = { ...process.env, ...twin.status.environment, NODE_NO_WARNINGS: "1" };
  const child = spawn(process.execPath, [program, "retain-twin", "retaintwin"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await text(child.stdout);
  expect(JSON.parse(said)).toEqual({
    moved: "one",
    copy: "success",
    paths: ["a b", "a b/d.txt", "copy"],
    missing: 404,
    made: "Made",
    names: ["Made"],
    resourceManager: "https://management.azure.com",
    login: "https://login.microsoftonline.com",
  });
});

test("an answer leads to the name that was asked, never to the port behind it", async () => {
  const version = "api-version=2020-12-01";
  const write = await ask(`https://${dev}/linkedservices?${version}`, token());
  expect(write.status).toBe(200);
  const endpoints = await ask(
    `https://${dev}/managedVirtualNetworks/default/managedPrivateEndpoints?${version}`,
    token(),
  );
  const secrets = await ask("https://shop-kv.vault.azure.net/secrets?api-version=7.4", token());
  expect(JSON.parse(secrets.body).nextLink).toContain("https://shop-kv.vault.azure.net/secrets?");
  const group = "https://management.azure.com/subscriptions/s/resourceGroups/g/providers";
  const workspace = await ask(`${group}/Microsoft.Synapse/workspaces/retain-twin?${version}`, token());
  expect(JSON.parse(workspace.body).properties.connectivityEndpoints.dev).toBe(`https://${dev}`);
  const account = await ask(`${group}/Microsoft.Storage/storageAccounts/retaintwin?${version}`, token());
  expect(JSON.parse(account.body).properties.primaryEndpoints).toEqual({
    dfs: `https://${dfs}/`,
    blob: `https://${blob}/`,
  });
  const listed = await ask(`https://${blob}/?comp=list`, token());
  expect(listed.body).toContain(`ServiceEndpoint="https://${blob}/"`);
  for (const url of [
    "https://shop-kv.vault.azure.net/secrets?api-version=7.4",
    `${group}/x?${version}`,
    `https://${dfs}/x`,
  ]) {
    const { status, location } = await ask(url);
    expect([status, location], url).toEqual([
      401,
      expect.stringContaining("https://login.microsoftonline.com/"),
    ]);
  }
  const loopback = /127\.0\.0\.1|localhost/;
  for (const { body } of [write, endpoints, secrets, workspace, account, listed])
    expect(body).not.toMatch(loopback);
});

test("what a host says decides which endpoint of storage words the error", async () => {
  const missing = await ask(`https://${dfs}/churn/none`, token());
  expect(JSON.parse(missing.body).error.code).toBe("FilesystemNotFound");
  expect((await ask(`https://${blob}/churn/none`, token())).body).toContain("<Code>ContainerNotFound</Code>");
});

test("a name that is not served is refused in one sentence, on every way in", async () => {
  for (const url of ["https://example.org/", `https://${dev}:8443/`, "https://other.dev.azuresynapse.net/"]) {
    await expect(ask(url), url).rejects.toThrow(/403/);
  }
  const sentence = `The twin does not serve other.dev.azuresynapse.net:443, only port 443 of ${served.join(", ")}.`;
  expect(await raw("CONNECT other.dev.azuresynapse.net:443 HTTP/1.1\r\n\r\n")).toContain(sentence);
  expect(
    await raw("GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"),
  ).toContain("does not serve http://example.org,");
  // The tunnel leads to a name that is served, the request in it to one that is not.
  const strange = await ask(`https://${dev}/pipelines`, { host: "example.org" });
  expect([strange.status, strange.body]).toEqual([
    403,
    expect.stringContaining("does not serve example.org"),
  ]);
});

test("a client that connects without CONNECT is served by the names of the certificate, and by no others", async () => {
  const at = { host: "127.0.0.1", port: Number(new URL(proxy).port), ca: readFileSync(twin.status.ca) };
  for (const servername of served) {
    const socket = connectTls({ ...at, servername });
    await once(socket, "secureConnect");
    expect(socket.authorized, servername).toBe(true);
    const closing = `Host: ${servername.toUpperCase()}\r\nConnection: close\r\n\r\n`;
    socket.write(`GET /no/such?api-version=2020-12-01 HTTP/1.1\r\n${closing}`);
    expect(await text(socket), servername).toMatch(/^HTTP\/1\.1 (401|404|501) /);
  }
  const other = connectTls({ ...at, servername: "other.dev.azuresynapse.net" });
  await expect(once(other, "secureConnect")).rejects.toThrow(/altnames/i);
});

test("a service brings its names by its own declaration", async () => {
  const peer = {
    name: "retain-no-such-peer",
    version: "1",
    load: async () => ({ greet: (name: string) => name }),
  };
  const queues = { ...queueService(peer), azureNames: (name: string) => [`${name}.queues.example`] };
  const other = await openTwin([queues], { queues: ["jobs"], azureNames: true });
  const answer = await raw("CONNECT jobs.queues.example:443 HTTP/1.1\r\n\r\n", other.status.proxy, true);
  await other.stop();
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test("status tells the way for a shell, and nothing of a proxy where names were not asked for", async () => {
  const said: string[] = [];
  const show = async (of: string, typed: object) => {
    await statusCommand(services)({
      cwd: "/",
      typed: { folder: of, ...typed },
      program: [],
      say: (line) => void said.push(line),
      note: () => {},
    });
    return said.pop() ?? "";
  };
  const shell = await show(folder, { shell: true });
  expect(shell).toContain(`export HTTPS_PROXY='${proxy}'\n`);
  expect(shell).toContain("export AZURE_AUTHORITY_HOST='https://login.microsoftonline.com'\n");
  expect(shell.split("\n").every((line) => /^export \w+='[^']*'$/.test(line))).toBe(true);
  expect(await show(folder, {})).toContain(`${proxy}  serves the names of Azure`);

  const plain = mkdtempSync(join(tmpdir(), "twin-names-"));
  const other = await startTwin({ folder: plain });
  const told = await show(plain, {});
  await other.stop();
  rmSync(plain, { recursive: true });
  expect(told).not.toMatch(/proxy {2}|PROXY=.http/);
});

/** Sends these very bytes and reads until the other side hangs up, or answers. */
async function raw(bytes: string, to: string | undefined = proxy, once = false): Promise<string> {
  const socket = connect(Number(new URL(to ?? "").port), "127.0.0.1");
  socket.write(bytes);
  let all = "";
  for await (const chunk of socket) {
    all += String(chunk);
    if (once) break;
  }
  return all;
}

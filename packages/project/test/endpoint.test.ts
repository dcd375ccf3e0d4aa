import { spawnSync } from "node:child_process";
import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { registry } from "@retain/workspaces/registry";
import { describe, expect, test } from "vitest";
import { mainPlace } from "../src/environment.ts";
import { reachPlace } from "../src/reach-place.ts";
import { openEnvironment } from "./with-blocks.ts";

async function resolve(files: Readonly<Record<string, string>>) {
  const root = await temporaryProject({ "retain.yaml": synapseProject, ...files });
  const opened = await openEnvironment(root, "dev");
  if ("problems" in opened) throw new Error(JSON.stringify(opened.problems));
  const { environment } = opened;
  return reachPlace(environment, mainPlace(environment) ?? {}, registry.synapse, root);
}

const twin = { "environments/dev.yaml": "workspace: Demo\ntwin: state\n" };
const identity = { endpoint: "http://127.0.0.1:1/token", header: "h" };

function statusText(
  pid: number,
  workspaces: Readonly<Record<string, unknown>> = { demo: { synapse: "https://127.0.0.1:2" } },
) {
  return JSON.stringify({ version: 1, pid, ca: "/dev/null", identity, workspaces, more: true });
}

describe("the endpoint of a workspace", () => {
  test("is that of the public cloud when none is written", async () => {
    expect(await resolve({ "environments/dev.yaml": "workspace: ws\n" })).toEqual({
      name: "ws",
      endpoint: "https://ws.dev.azuresynapse.net",
    });
  });

  test("comes with the text of the certificate file", async () => {
    const files = {
      "environments/dev.yaml": "workspace: ws\nsynapse:\n  ca: certs/ca.pem\n",
      "certs/ca.pem": "PEM",
    };
    expect(await resolve(files)).toMatchObject({ ca: "PEM" });
  });

  test("a certificate file that is missing is told at its line", async () => {
    expect(
      await resolve({ "environments/dev.yaml": "workspace: ws\nsynapse:\n  ca: none.pem\n" }),
    ).toMatchObject({
      problems: [
        { code: "certificate-unreadable", at: { file: "environments/dev.yaml", line: 3, column: 3 } },
      ],
    });
  });
});

describe("the endpoint of a twin", () => {
  test("is in its status file while it runs; names ignore case", async () => {
    expect(await resolve({ ...twin, "state/status.json": statusText(process.pid) })).toMatchObject({
      name: "demo",
      endpoint: "https://127.0.0.1:2",
      ca: "",
      identity,
    });
  });

  test("that never ran: the advice starts it", async () => {
    expect(await resolve(twin)).toMatchObject({
      problems: [
        {
          code: "twin-not-running",
          advice: "retain twin start --detach --folder state --workspace demo",
          at: { line: 2 },
        },
      ],
    });
  });

  test("whose process has ended is recognised", async () => {
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    expect(await resolve({ ...twin, "state/status.json": statusText(ended) })).toMatchObject({
      problems: [{ code: "twin-not-running", why: expect.stringContaining(String(ended)) }],
    });
  });

  test.each(["{", "{}", '{"version":2}', "null"])("status %j is not understood", async (text) => {
    expect(await resolve({ ...twin, "state/status.json": text })).toMatchObject({
      problems: [{ code: "twin-not-running" }],
    });
  });

  test("without the workspace says which it has", async () => {
    const status = statusText(process.pid, { demos: { synapse: "https://127.0.0.1:2" } });
    expect(await resolve({ ...twin, "state/status.json": status })).toMatchObject({
      problems: [
        {
          code: "twin-workspace",
          message: expect.stringContaining("demos"),
          advice: expect.stringContaining("demos"),
        },
      ],
    });
  });
});

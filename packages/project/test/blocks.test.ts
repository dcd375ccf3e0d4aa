import { joinKinds } from "@retain/artifacts/kinds/contracts";
import { lakeDirectory } from "@retain/artifacts/kinds/lake/lake-directory";
import type { WorkspaceBlocks } from "@retain/artifacts/words/workspace-block";
import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { registry } from "@retain/workspaces/registry";
import { expect, test } from "vitest";
import { z } from "zod";
import { openEnvironment } from "../src/load-desired.ts";
import { workspacesNeeded } from "../src/workspace-needed.ts";

joinKinds([{ ...lakeDirectory, kind: "board", label: "board", workspace: "panel" }]);

// A workspace that nobody ships.
const blocks: WorkspaceBlocks = {
  ...registry,
  panel: {
    noun: "panel",
    schema: ({ onTwin }) =>
      z
        .strictObject({ room: z.string().min(3, "must have three letters"), ca: z.string().optional() })
        .optional()
        .transform((said) => {
          if (said === undefined) return undefined;
          const { room, ca } = said;
          return { name: room, ca, ...(onTwin ? {} : { endpoint: `https://${room}.example` }) };
        }),
    namedAt: ["panel", "room"],
    example: () => "panel: { room: NAME }",
    twin: { instances: "panels", address: "origin", start: ({ name = "" }) => ["--panel", name] },
  },
};

async function open(environment: string) {
  const files = { "retain.yaml": synapseProject, "environments/dev.yaml": environment };
  return openEnvironment(await temporaryProject(files), blocks, "dev");
}

test("a block of another workspace is read by its own schema, at its own lines", async () => {
  expect(await open("workspace: ws\npanel:\n  room: hall\n  ca: ca.pem\n")).toMatchObject({
    environment: {
      places: { synapse: { name: "ws" }, panel: { name: "hall", endpoint: "https://hall.example" } },
      ca: { file: expect.stringMatching(/ca\.pem$/), at: ["panel", "ca"] },
    },
  });
  expect(await open("workspace: ws\npanel:\n  room: h\n  door: 1\nlamp: 1\n")).toMatchObject({
    problems: [
      { message: "'panel.room': must have three letters", at: { line: 3, column: 3 } },
      { message: "unknown key 'door'", at: { line: 4, column: 3 }, advice: "known keys: room, ca" },
      { message: "unknown key 'lamp'", advice: expect.stringContaining("lake, panel") },
    ],
  });
});

test("a twin is started with what it has to serve, and an artifact without a workspace is a problem", async () => {
  const opened = await open("workspace: ws\ntwin: state\npanel: { room: hall }\n");
  expect(opened).toMatchObject({
    environment: { twin: { serves: ["--workspace", "ws", "--panel", "hall"] } },
  });
  const unnamed = await open("workspace: ws\n");
  if (!("environment" in unnamed)) throw new Error("it does not open");
  const boards = ["A", "B"].map((name) => ({
    ref: { kind: "board", name },
    body: {},
    origin: { file: "a.ts", line: 1, column: 1 },
  }));
  expect(workspacesNeeded(unnamed.environment, boards, blocks)).toMatchObject([
    {
      code: "panel-unnamed",
      message: "the environment 'dev' names no panel, but the repository has boards",
      why: "A and 1 more",
      advice: "add `panel: { room: NAME }` to its file",
    },
  ]);
});

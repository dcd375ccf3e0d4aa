import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateWorkspace } from "@retain/test-kit/generate-workspace";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./run-program.ts";

test("a repository that is refused is told at once, though nothing that was asked beside it answers", async () => {
  const folder = mkdtempSync(join(tmpdir(), "retain-given-up-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const silent = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const kind of ["pipeline", "dataset"]) mkdirSync(join(folder, "workspace", kind), { recursive: true });
  mkdirSync(join(folder, "environments"));
  write("retain.yaml", "name: shop\nenvironment: dev\nsources:\n  - synapse: workspace\n");
  write("environments/dev.yaml", `workspace: shop\nsynapse: { endpoint: "${silent}" }\n`);
  // So many that the validation still goes on when the first request is sent.
  for (const { ref, body } of generateWorkspace(400))
    if (ref.kind === "dataset" || ref.kind === "pipeline")
      write(`workspace/${ref.kind}/${ref.name}.json`, JSON.stringify(body));
  const env = {
    AZURE_TENANT_ID: "t",
    AZURE_CLIENT_ID: "c",
    AZURE_CLIENT_SECRET: "s",
    AZURE_AUTHORITY_HOST: silent,
  };
  const { stdout, stderr, code } = await runProgram(["plan"], { cwd: folder, env });
  expect({ stdout, code }).toEqual({ stdout: "", code: 4 });
  expect(stderr).toMatch(/^Error: there is no linked service /);
  expect(stderr).not.toContain(silent);
});

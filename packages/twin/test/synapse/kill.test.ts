import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask } from "../ask.ts";
import { startTwinProcess } from "../twin-process.ts";

test("a write that was answered outlives kill -9", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twin-kill-"));
  const start = () => startTwinProcess({ folder, settings: { operationMs: 0, retryAfterSeconds: 0 } });
  const urlOf = ({ status }: Awaited<ReturnType<typeof start>>, name: string) =>
    `${status.workspaces["retain-twin"]?.synapse}/sqlScripts/${name}?api-version=2020-12-01`;
  const first = await start();
  const names = Array.from({ length: 20 }, (_, number) => `Script ${number}`);
  for (const name of names) {
    const write = { method: "PUT", body: { properties: { name } } };
    const accepted = await ask(first.status, urlOf(first, name), write);
    expect(accepted.headers["retry-after"]).toBe("0");
    expect((await ask(first.status, String(accepted.headers.location))).body.name).toBe(name);
  }
  await first.kill();
  const second = await start();
  try {
    for (const name of names)
      expect((await ask(second.status, urlOf(second, name))).body.properties).toEqual({ name });
  } finally {
    await second.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TwinError } from "../../src/host/twin-error.ts";
import { dataset, linkedService, openDevEndpoint, pipeline } from "./dev-endpoint.ts";

const names = [
  "Load",
  "läuft",
  "a b.c [1]",
  "x/../../y",
  "con",
  ".",
  `${"long".repeat(64)}1`,
  `${"long".repeat(64)}2`,
];

test("state is on disk: names, bodies, etags and subscriptions outlive a restart", async () => {
  const first = openDevEndpoint();
  for (const name of names)
    first.service.seed("sqlscripts", name, { properties: { content: { query: name } } });
  first.service.seed("bigdatapools", "Pool", {
    location: "westeurope",
    tags: {},
    properties: { nodeCount: 3 },
  });
  first.service.seed("triggers", "T", { properties: { type: "BlobEventsTrigger", runtimeState: "Started" } });
  await first.run("PUT", "/linkedservices/Lake", linkedService());
  await first.run("PUT", "/datasets/D", dataset("Lake"));
  await first.run("POST", "/datasets/D/rename", { newName: "E" });
  await first.run("PUT", "/pipelines/Gone", pipeline());
  await first.run("DELETE", "/pipelines/Gone");
  const before = first.service.snapshot();

  const second = openDevEndpoint({ folder: first.folder });
  const { pipelines, ...rest } = before;
  expect(pipelines).toEqual({});
  expect(second.service.snapshot()).toEqual(rest);
  expect(Object.keys(rest.sqlscripts ?? {})).toHaveLength(names.length);
  expect((await second.ask("POST", "/triggers/T/getEventSubscriptionStatus")).body.status).toBe("Enabled");
  expect((await second.run("DELETE", "/linkedservices/Lake")).body.status).toBe("Failed");
});

test("a half-written file of a killed twin is dropped, a damaged one is named", () => {
  const { folder, service } = openDevEndpoint();
  service.seed("pipelines", "P", pipeline());
  const home = join(folder, "pipelines");
  const [file = ""] = readdirSync(home);
  writeFileSync(join(home, `${file}.tmp`), "{");
  expect(Object.keys(openDevEndpoint({ folder }).service.snapshot().pipelines ?? {})).toEqual(["P"]);
  expect(readdirSync(home)).toEqual([file]);
  for (const text of ["{", "[]", "null", '{"name":"P"}', '{"name":"P","etag":"e","references":[]}']) {
    writeFileSync(join(home, file), text);
    expect(() => openDevEndpoint({ folder }), text).toThrow(TwinError);
    expect(() => openDevEndpoint({ folder }), text).toThrow(file);
  }
});

test("etags differ with every write", async () => {
  const { run } = openDevEndpoint();
  const seen = new Set<string>();
  for (let count = 0; count < 200; count += 1)
    seen.add((await run("PUT", "/pipelines/P", pipeline())).body.etag);
  expect(seen.size).toBe(200);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import {
  holdConformanceCrashes,
  journalsOf,
  leftIn,
  openConformancePlaces,
  prepare,
} from "./hold-conformance.ts";
import { runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";

vi.setConfig({ testTimeout: 90_000 });

// conformance.slow.test.ts takes all moments.
const killed = ["rename", "journal"];
const world = openConformancePlaces([
  ...killed.map((moment) => `kill-${moment}`),
  "calm",
  "different",
  "stopped",
  "other",
]);

describe.concurrent("retain conformance", () => {
  test("against the twin nothing differs and nothing is left; what is recorded does not say where", async () => {
    const { place, folder } = prepare("calm");
    const { code, out, problems } = await runCommand("conformance", folder, {
      json: true,
      record: "record.json",
    });
    expect(code, out + problems).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ environment: "twin", findings: [], left: 0, untried: [] });
    expect(leftIn(place)).toEqual([]);
    const record = readFileSync(join(folder, "record.json"), "utf8");
    expect(JSON.parse(record)).toMatchObject({ version: 1, twin: true, findings: [] });
    const {
      token,
      subscriptionId = "",
      tenantId = "",
    } = world().twin.status as unknown as Record<string, string>;
    for (const secret of [place.account, token ?? "", subscriptionId, tenantId, "127.0.0.1", folder])
      if (secret !== "") expect(record.includes(secret), secret).toBe(false);
  });

  test("what the service answers differently is named, and all is taken away all the same", async () => {
    const { place, folder } = prepare("different");
    world()
      .twin.workspace("different")
      .faults.add({
        method: "PUT",
        path: "/pipelines/rc*_refused",
        fault: { kind: "status", status: 400, body: { code: "BadRequest", message: "Not here." } },
      });
    const { code, out } = await runCommand("conformance", folder, {});
    expect(code).toBe(2);
    expect(out).toMatch(/^ {2}pipeline +11 steps +1 difference$/m);
    expect(out).toContain("pipeline, create with a pipeline that is not there\n  requests\n    expected");
    expect(out).toContain('got       ["PUT /pipelines/{run}_refused?api-version=2020-12-01 400"]');
    expect(out).toMatch(/^Conformance: 1 difference; 16 kinds, .* 0 left$/m);
    expect(leftIn(place)).toEqual([]);
  });

  test("an environment that is not scratch is left alone", async () => {
    const { place, folder } = prepare("other", "");
    const { code, problems } = await runCommand("conformance", folder, {});
    expect({ code, problems }).toMatchObject({
      code: 3,
      problems: expect.stringMatching(
        /^Error: environment 'twin' is not marked as scratch(.|\n)*scratch: true/,
      ),
    });
    expect(await runCommand("conformance", folder, { clean: true })).toMatchObject({
      code: 0,
      out: "Nothing is left of earlier runs",
    });
    expect(leftIn(place)).toEqual([]);
  });

  test("Ctrl-C takes away what was made before the command ends", async () => {
    const { place, folder } = prepare("stopped");
    const { faults } = world().twin.workspace("stopped");
    faults.add({ method: "PUT", path: "/datasets/rc*", times: 1, fault: { kind: "latency", ms: 1500 } });
    faults.add({
      method: "POST",
      path: "/pipelines/*/rename",
      times: 1,
      fault: { kind: "hold", effect: "after" },
    });
    const held = faults.untilHeld();
    void held.then(() => setTimeout(() => faults.clear(), 200));
    const run = await runProgram(["conformance"], {
      cwd: folder,
      signalWhen: { name: "SIGINT", reached: held },
    });
    expect(run.code, run.stderr).toBe(130);
    expect(run.stderr).toMatch(/^Interrupted: \d+ artifacts made, 0 left$/m);
    expect(leftIn(place)).toEqual([]);
    expect(journalsOf(place)).toEqual([]);
  });

  holdConformanceCrashes(killed);
});

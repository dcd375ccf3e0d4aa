import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Kind } from "@retain/artifacts/words/ref";
import { brief } from "@retain/test-kit/temporary-project";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bind } from "../src/bind.ts";
import type { Environment } from "../src/environment.ts";
import { applyTriggerStates } from "../src/trigger-states.ts";
import { parseYaml } from "../src/yaml-document.ts";

function artifact(kind: Kind, name: string, properties: JsonObject): Artifact {
  return {
    ref: { kind, name },
    body: { name, properties },
    origin: { file: `${name}.json`, line: 1, column: 1 },
  };
}

const trigger = (name: string, runtimeState?: string, folder?: string) =>
  artifact("trigger", name, {
    type: "ScheduleTrigger",
    ...(folder === undefined ? {} : { folder: { name: folder } }),
    ...(runtimeState === undefined ? {} : { runtimeState }),
  });

function environment(lines: readonly string[]): Environment {
  const read = parseYaml(["triggers:", ...lines].join("\n"), "environments/prod.yaml");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const { document } = read;
  const value = document.value as Partial<Environment>;
  return {
    name: "prod",
    workspace: "ws",
    places: {},
    parameters: {},
    triggers: {},
    overrides: {},
    consent: {},
    ...value,
    document,
  };
}

const states = (artifacts: readonly Artifact[]) =>
  artifacts.map(({ ref, body }) => `${ref.name} ${(body.properties as JsonObject).runtimeState ?? "-"}`);

const all = [
  trigger("Nightly", "Stopped"),
  trigger("Hourly", "Started"),
  trigger("2024", "Started"),
  trigger("New", undefined, "Old things"),
  artifact("pipeline", "Nightly", { activities: [] }),
];

describe("states of triggers", () => {
  test("are set by name, ref, pattern and folder; the first in the file decides, the rest stay", () => {
    const { artifacts, effects, diagnostics } = applyTriggerStates(
      all,
      environment([
        "  trigger/Night*: started",
        "  '20*': stopped",
        "  '2024': started",
        "  folder:Old*: stopped",
      ]),
      true,
    );
    expect(states(artifacts)).toEqual([
      "Nightly Started",
      "Hourly Started",
      "2024 Stopped",
      "New Stopped",
      "Nightly -",
    ]);
    expect(artifacts[1]).toBe(all[1]);
    expect(effects.map(({ ref, before, after, pattern }) => [ref.name, before, after, pattern])).toEqual([
      ["Nightly", "Stopped", "Started", "trigger/Night*"],
      ["2024", "Started", "Stopped", "20*"],
      ["New", undefined, "Stopped", "folder:Old*"],
    ]);
    expect(diagnostics).toEqual([]);
  });

  test("that are as wanted leave the artifact as it is", () => {
    const { artifacts, effects } = applyTriggerStates(all, environment(["  Hourly: started"]), true);
    expect(artifacts).toEqual(all);
    expect(effects).toMatchObject([{ before: "Started", after: "Started" }]);
  });

  test("a pattern that fits no trigger is told with what was meant, unless a source could not be read", () => {
    const slip = environment(["  Nightley: started", "  dataset/x: stopped", "  dataste/x: stopped"]);
    const { diagnostics } = applyTriggerStates(all, slip, true);
    expect(brief(diagnostics)).toEqual([
      "environments/prod.yaml:2:3 trigger-pattern",
      "environments/prod.yaml:3:3 trigger-pattern",
      "environments/prod.yaml:4:3 trigger-pattern",
    ]);
    expect(diagnostics[0]?.advice).toContain("Nightly");
    expect(brief(applyTriggerStates(all, slip, false).diagnostics)).toEqual([
      "environments/prod.yaml:4:3 trigger-pattern",
    ]);
  });

  test("problems with a state that was put in are shown where it is written", () => {
    const { artifacts } = applyTriggerStates(all, environment(["  Nightly: started"]), true);
    expect(artifacts[0]?.origin.locate?.(["properties", "runtimeState"])).toEqual({
      file: "environments/prod.yaml",
      line: 2,
      column: 3,
    });
  });

  test("overrides have the last word", () => {
    const wanted = environment([
      "  '*': stopped",
      "overrides:",
      "  trigger/Hourly: { properties.runtimeState: Started }",
    ]);
    const { artifacts } = bind({ artifacts: all, environment: wanted, complete: true });
    expect(states(artifacts).slice(0, 2)).toEqual(["Nightly Stopped", "Hourly Started"]);
  });

  test("whatever the names are, every trigger gets the state of the first pattern that is its name", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9 _-]{1,12}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { selector: (one) => one.trim().toLowerCase(), maxLength: 8 }),
        (names) => {
          const real = names.filter((one) => one.trim() !== "" && one.trim() === one);
          const lines = real.map(
            (one, at) => `  ${JSON.stringify(`trigger/${one}`)}: ${at % 2 ? "started" : "stopped"}`,
          );
          if (lines.length === 0) return;
          const { artifacts, diagnostics } = applyTriggerStates(
            real.map((one) => trigger(one)),
            environment(lines),
            true,
          );
          expect(diagnostics).toEqual([]);
          expect(states(artifacts)).toEqual(
            real.map((one, at) => `${one} ${at % 2 ? "Started" : "Stopped"}`),
          );
        },
      ),
    );
  });
});

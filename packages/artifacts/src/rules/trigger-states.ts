import { asksToRun, runtimeStateOf, runtimeStatePath } from "../kinds/synapse/runtime-state.ts";
import { didYouMean } from "../shape/similar.ts";
import { quoted } from "../shape/value.ts";
import { isObject, type Json, member } from "../words/json.ts";
import type { Rule } from "./rule.ts";

/** Started triggers that start nothing. */
export const triggerPipeline: Rule = {
  code: "trigger-pipeline",
  says: "a started trigger has a pipeline",
  // The environment decides which triggers run.
  varies: true,
  check: ({ readable }) =>
    readable.flatMap((artifact) => {
      const properties = member(artifact.body, "properties");
      if (artifact.ref.kind !== "trigger" || asksToRun(artifact.body) !== true) return [];
      if (hasPipeline(properties)) return [];
      return [
        {
          severity: "error",
          artifact,
          path: runtimeStatePath,
          message: `the trigger "${artifact.ref.name}" is set to run but has no pipeline`,
          // Azure-Player/azure.datafactory.tools issue 435, Azure/azure-powershell issue 11893.
          why: 'the service refuses to start it: "Missing or invalid pipeline references for trigger"',
          advice: "give it a pipeline, or set its runtimeState to Stopped",
        },
      ];
    }),
};

/** The states that the service knows (`TriggerRuntimeState` of the SDK). */
const states = ["Started", "Stopped", "Disabled"];

/** Unknown states: such a trigger would be left as it is found. */
export const triggerState: Rule = {
  code: "trigger-state",
  says: "the runtimeState of a trigger is Started, Stopped or Disabled",
  check: ({ readable }) =>
    readable.flatMap((artifact) => {
      const state = runtimeStateOf(artifact.body);
      if (artifact.ref.kind !== "trigger" || state === undefined) return [];
      if (states.some((known) => known.toLowerCase() === state.toLowerCase())) return [];
      return [
        {
          severity: "error",
          artifact,
          path: runtimeStatePath,
          message: `the runtimeState is ${quoted(state)}, which is neither Started nor Stopped`,
          advice: didYouMean(state, states).advice ?? "write Started or Stopped, or remove it",
        },
      ];
    }),
};

/** Tumbling windows have one `pipeline`, all others a list of `pipelines`; what is computed may be any. */
function hasPipeline(properties: Json | undefined): boolean {
  const { pipeline, pipelines } = isObject(properties) ? properties : {};
  if (typeof pipelines === "string") return true;
  const all = [...(Array.isArray(pipelines) ? (pipelines as readonly Json[]) : []), pipeline ?? null];
  return all.some((one) => isObject(member(one, "pipelineReference")));
}

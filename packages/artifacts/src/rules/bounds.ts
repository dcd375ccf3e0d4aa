import type { Artifact } from "../words/artifact.ts";
import { type Json, member, textAt } from "../words/json.ts";
import type { Path } from "../words/path.ts";
import { activityLists } from "./activity-lists.ts";
import { shortName } from "./cut.ts";
import type { Finding } from "./rule.ts";

/** A limit of one property of an activity or a trigger. */
interface Bound {
  /** The type it holds for; absent where it holds for every activity. */
  readonly type?: string;
  readonly at: readonly string[];
  readonly measure: (value: Json) => number | undefined;
  readonly least?: number;
  readonly most: number;
  readonly unit: string;
}

const amount = (value: Json) => (typeof value === "number" ? value : undefined);
const length = (value: Json) => (Array.isArray(value) ? value.length : undefined);
const minutes = (value: Json) => seconds(value, 60);
const days = (value: Json) => seconds(value, 86_400);

const ofActivities: readonly Bound[] = [
  // "Azure Synapse Analytics limits" (azure-docs, includes/synapse-analytics-limits.md)
  { at: ["policy", "timeout"], measure: days, most: 7, unit: "days" },
  { type: "Copy", at: ["typeProperties", "dataIntegrationUnits"], measure: amount, most: 256, unit: "units" },
  // azure-docs, control-flow-until-activity.md
  { type: "Until", at: ["typeProperties", "timeout"], measure: days, most: 90, unit: "days" },
  // azure-docs, control-flow-switch-activity.md
  { type: "Switch", at: ["typeProperties", "cases"], measure: length, most: 25, unit: "cases" },
  // azure-docs, control-flow-web-activity.md
  {
    type: "WebActivity",
    at: ["typeProperties", "httpRequestTimeout"],
    measure: minutes,
    least: 1,
    most: 10,
    unit: "minutes",
  },
];

const ofTriggers: readonly Bound[] = [
  // azure-docs, tumbling-window-trigger-dependency.md
  {
    type: "TumblingWindowTrigger",
    at: ["typeProperties", "dependsOn"],
    measure: length,
    most: 5,
    unit: "dependencies",
  },
  // azure-docs, how-to-create-schedule-trigger.md
  {
    type: "ScheduleTrigger",
    at: ["typeProperties", "recurrence", "interval"],
    measure: amount,
    least: 1,
    most: 1000,
    unit: "units of its frequency",
  },
];

/** Activities and triggers with a property beyond its limit; what is computed at run time is not judged. */
export function boundsOf(artifact: Artifact): readonly Finding[] {
  const { kind } = artifact.ref;
  if (kind === "trigger") {
    const properties = member(artifact.body, "properties") ?? null;
    return beyond(
      artifact,
      properties,
      ["properties"],
      `the trigger "${shortName(artifact.ref.name)}"`,
      ofTriggers,
    );
  }
  if (kind !== "pipeline") return [];
  return activityLists(artifact.body).flatMap(({ activities, path }) =>
    activities.flatMap((activity, index) => {
      const name = `the activity "${shortName(textAt(activity, "name") ?? "")}"`;
      return beyond(artifact, activity, [...path, index], name, ofActivities);
    }),
  );
}

function beyond(
  artifact: Artifact,
  owner: Json,
  path: Path,
  name: string,
  bounds: readonly Bound[],
): readonly Finding[] {
  const type = textAt(owner, "type");
  return bounds.flatMap(({ least = 0, most, unit, measure, ...bound }): readonly Finding[] => {
    if (bound.type !== undefined && bound.type !== type) return [];
    const value = bound.at.reduce<Json | undefined>((inside, step) => member(inside, step), owner);
    const size = value === undefined ? undefined : measure(value);
    if (size === undefined || (size >= least && size <= most)) return [];
    const short = size < least;
    return [
      {
        severity: "warning",
        artifact,
        path: [...path, ...bound.at],
        message: `${bound.at.at(-1)} of ${name} is ${Number(size.toFixed(2))} ${unit}, but the service may refuse ${short ? "less" : "more"} than ${short ? least : most}`,
        advice: `write ${short ? `${least} or more` : `${most} or less`}`,
      },
    ];
  });
}

/** `[d.]hh:mm:ss` in units of `unit` seconds; undefined for any other text. */
function seconds(value: Json, unit: number): number | undefined {
  const parts = typeof value === "string" ? /^(?:(\d{1,8})\.)?(\d\d):(\d\d):(\d\d)$/.exec(value) : null;
  if (!parts) return undefined;
  const [, day = "0", hour = "0", minute = "0", second = "0"] = parts;
  return (Number(day) * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / unit;
}

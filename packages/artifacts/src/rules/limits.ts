import { contractOf } from "../kinds/contracts.ts";
import type { Artifact } from "../words/artifact.ts";
import { member, textAt } from "../words/json.ts";
import type { Kind } from "../words/ref.ts";
import { pathIn } from "../words/text-walk.ts";
import { activityLists } from "./activity-lists.ts";
import { boundsOf } from "./bounds.ts";
import { memberNames } from "./member-names.ts";
import type { Finding, Rule } from "./rule.ts";

/** Limits of the service (Azure documentation, "Azure Synapse Analytics limits"); some can be raised by its support. */
const most = { entities: 5000, pipelines: 800, activities: 80, parameters: 50, expression: 8192 } as const;

/** Minutes of the shortest tumbling window. */
const shortestWindow = 5;

/** Sizes and counts above which the service refuses. */
export const limits: Rule = {
  code: "limits",
  says: "sizes and counts are within the limits of the service",
  check: ({ artifacts, readable }) => [
    ...readable.flatMap((artifact) => [
      ...sizeOf(artifact),
      ...countsOf(artifact),
      ...windowOf(artifact),
      ...boundsOf(artifact),
    ]),
    ...tooManyArtifacts(artifacts),
  ],
  checkText: ({ artifact, text, step, holder }) => {
    if (text.length <= most.expression || !isExpression(text)) return [];
    return [
      {
        severity: "warning",
        artifact,
        path: pathIn(holder, step),
        message: `the expression has ${text.length} characters, but the service may refuse more than ${most.expression}`,
        advice: "move parts of it into variables",
      },
    ];
  },
};

function sizeOf(artifact: Artifact): readonly Finding[] {
  const { label, maxBytes } = contractOf(artifact.ref.kind);
  if (maxBytes === undefined) return [];
  const bytes = Buffer.byteLength(JSON.stringify(artifact.body));
  if (bytes <= maxBytes) return [];
  const message = `the ${label} is ${kilobytes(bytes)} KB, but the service may refuse more than ${kilobytes(maxBytes)}`;
  return [{ severity: "warning", artifact, message, advice: `split the ${label}` }];
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

function countsOf(artifact: Artifact): readonly Finding[] {
  if (artifact.ref.kind !== "pipeline") return [];
  const activities = activityLists(artifact.body).reduce((sum, list) => sum + list.activities.length, 0);
  return [
    ...tooMany(artifact, "activities", activities),
    ...tooMany(artifact, "parameters", memberNames(artifact.body, "parameters").length),
  ];
}

function tooMany(artifact: Artifact, what: "activities" | "parameters", count: number): readonly Finding[] {
  if (count <= most[what]) return [];
  return [
    {
      severity: "warning",
      artifact,
      path: ["properties", what],
      message: `the pipeline has ${count} ${what}, but the service may refuse more than ${most[what]}`,
      advice:
        what === "activities"
          ? "move some of them into another pipeline"
          : "pass one parameter of type object instead of many",
    },
  ];
}

/** Tumbling windows have at least five minutes. */
function windowOf(artifact: Artifact): readonly Finding[] {
  const properties = member(artifact.body, "properties");
  if (artifact.ref.kind !== "trigger" || textAt(properties, "type") !== "TumblingWindowTrigger") return [];
  const window = member(properties, "typeProperties");
  const interval = member(window, "interval");
  const inMinutes = textAt(window, "frequency")?.toLowerCase() === "minute";
  if (!inMinutes || typeof interval !== "number" || interval >= shortestWindow) return [];
  return [
    {
      severity: "warning",
      artifact,
      path: ["properties", "typeProperties", "interval"],
      message: `the window is ${interval} minutes, but the service may refuse less than ${shortestWindow}`,
      advice: `set the interval to ${shortestWindow} or more`,
    },
  ];
}

/** `@` begins an expression, `@@` stands for the character itself. */
function isExpression(text: string): boolean {
  return text.startsWith("@") && !text.startsWith("@@");
}

/** What counts as an entity there: scripts, notebooks and the like do not. */
const entities: ReadonlySet<Kind> = new Set([
  "pipeline",
  "dataset",
  "trigger",
  "linked-service",
  "managed-private-endpoint",
  "integration-runtime",
]);

function tooManyArtifacts(artifacts: readonly Artifact[]): readonly Finding[] {
  const all = artifacts.filter(({ ref }) => entities.has(ref.kind)).length;
  const pipelines = artifacts.filter(({ ref }) => ref.kind === "pipeline").length;
  return [
    ...over(pipelines, most.pipelines, "pipelines"),
    ...over(all, most.entities, "pipelines, datasets, triggers, linked services and the like"),
  ];
}

function over(count: number, limit: number, what: string): readonly Finding[] {
  if (count <= limit) return [];
  const message = `there are ${count} ${what}, but a workspace may refuse more than ${limit}`;
  return [{ severity: "warning", message, advice: "split them across workspaces, or have the limit raised" }];
}

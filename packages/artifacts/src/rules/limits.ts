import type { Artifact } from "../artifact.ts";
import { isObject, type Json, member } from "../json.ts";
import { contractOf } from "../kinds/contracts.ts";
import { pathIn, walkTexts } from "../text-walk.ts";
import { activityLists } from "./activity-lists.ts";
import type { Finding, Rule } from "./rule.ts";

/** Limits of the service (Azure documentation, "Azure Synapse Analytics limits"); some can be raised by its support. */
const most = { pipelines: 800, activities: 80, parameters: 50, expression: 8192 } as const;

/** Sizes and counts above which the service refuses. */
export const limits: Rule = {
  code: "limits",
  says: "sizes and counts stay within the limits of the service",
  check: ({ artifacts, readable }) => [
    ...readable.flatMap((artifact) => [
      ...sizeOf(artifact),
      ...countsOf(artifact),
      ...expressionsOf(artifact),
    ]),
    ...tooManyPipelines(artifacts),
  ],
};

function sizeOf(artifact: Artifact): readonly Finding[] {
  const { label, maxBytes } = contractOf(artifact.ref.kind);
  if (maxBytes === undefined) return [];
  const bytes = Buffer.byteLength(JSON.stringify(artifact.body));
  if (bytes <= maxBytes) return [];
  const message = `the ${label} has ${kilobytes(bytes)} KB, and the service may refuse more than ${kilobytes(maxBytes)}`;
  return [{ severity: "warning", artifact, message, advice: `divide the ${label}` }];
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

function countsOf(artifact: Artifact): readonly Finding[] {
  if (artifact.ref.kind !== "pipeline") return [];
  const activities = activityLists(artifact.body).reduce((sum, list) => sum + list.activities.length, 0);
  const properties = member(artifact.body, "properties");
  return [
    ...tooMany(artifact, "activities", activities),
    ...tooMany(artifact, "parameters", memberCount(member(properties, "parameters"))),
  ];
}

function memberCount(value: Json | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}

function tooMany(artifact: Artifact, what: "activities" | "parameters", count: number): readonly Finding[] {
  if (count <= most[what]) return [];
  return [
    {
      severity: "warning",
      artifact,
      path: ["properties", what],
      message: `the pipeline has ${count} ${what}, and the service may refuse more than ${most[what]}`,
      advice:
        what === "activities"
          ? "move some of them into a pipeline of their own"
          : "hand over one parameter of type object instead of many",
    },
  ];
}

function expressionsOf(artifact: Artifact): readonly Finding[] {
  const found: Finding[] = [];
  walkTexts(artifact.body, {
    text: (text, step, holder) => {
      if (text.length <= most.expression || !isExpression(text)) return;
      found.push({
        severity: "warning",
        artifact,
        path: pathIn(holder, step),
        message: `the expression has ${text.length} characters, and the service may refuse more than ${most.expression}`,
        advice: "compute parts of it in variables first",
      });
    },
  });
  return found;
}

/** `@` begins an expression, `@@` stands for the character itself. */
function isExpression(text: string): boolean {
  return text.startsWith("@") && !text.startsWith("@@");
}

function tooManyPipelines(artifacts: readonly Artifact[]): readonly Finding[] {
  const count = artifacts.filter(({ ref }) => ref.kind === "pipeline").length;
  if (count <= most.pipelines) return [];
  const message = `there are ${count} pipelines, and a workspace may refuse more than ${most.pipelines}`;
  return [{ severity: "warning", message, advice: "divide them among workspaces, or have the limit raised" }];
}

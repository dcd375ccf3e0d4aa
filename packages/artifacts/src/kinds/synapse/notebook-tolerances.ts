import type { Json } from "../../words/json.ts";
import type { Tolerance } from "../../words/kind.ts";

/** Members that the service writes into a notebook that was sent without them, and with which values. */
const filledIn: readonly (readonly [pattern: string, ...values: readonly Json[]])[] = [
  ["properties.entityState", null],
  ["properties.renameOperationDetails", null],
  ["properties.targetSparkConfiguration", null],
  ["properties.description", null],
  ["properties.sessionProperties.conf", null],
  ["properties.sessionProperties.runAsWorkspaceSystemIdentity", false],
  ["properties.metadata.sessionKeepAliveTimeout", 0],
  ["properties.cells[*].attachments", null],
];

/** Why notebooks differ although nobody changed them. */
export const notebookTolerances: readonly Tolerance[] = [
  ...filledIn.map(
    ([pattern, ...values]): Tolerance => ({
      pattern,
      rule: { do: "absent-when", values },
      added: true,
      reason: "The service rewrites notebooks through its own model and fills in what was not sent.",
      source: "recorded traffic: notebook PUT and the GET after it",
    }),
  ),
  {
    pattern: "properties.metadata.a365ComputeOptions",
    rule: { do: "ignore" },
    reason:
      "Synapse Studio stores the ARM id of the last session's pool there, whichever workspace it was in.",
    source: "public Synapse repositories: nearly all hold the pool of another workspace",
  },
  {
    pattern: "properties.cells[*].metadata",
    rule: { do: "absent-when", values: [{}, null] },
    reason: "A cell without metadata and a cell with empty metadata are the same.",
    source: "public Synapse repositories: a quarter of all cells have no metadata",
  },
  {
    pattern: "properties.cells[*].outputs",
    rule: { do: "ignore" },
    reason: "Output of the last run in the editor.",
    source: "nbformat 4: outputs are results, not source",
  },
  {
    pattern: "properties.cells[*].execution_count",
    rule: { do: "ignore" },
    reason: "How many times the cell was run in the editor.",
    source: "nbformat 4: the prompt number of the last run; the service fills in null",
  },
  {
    pattern: "properties.cells[*].source",
    rule: { do: "lines" },
    reason: "The source of a cell may be one string or a list of lines, with either line ending.",
    source: "nbformat 4: multi-line text; public Synapse repositories hold all forms",
  },
];

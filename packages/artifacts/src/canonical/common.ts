import type { Tolerance } from "../words/kind.ts";
import { noArguments } from "./empty.ts";

const envelope = "recorded traffic: reads carry id, type and etag beside name and properties, writes do not";

/** Declared differences that every kind has. */
export const commonTolerances: readonly Tolerance[] = [
  {
    pattern: "id",
    rule: { do: "ignore" },
    added: true,
    reason: "The service builds the ARM id from subscription, workspace and name.",
    source: envelope,
  },
  {
    pattern: "etag",
    rule: { do: "ignore" },
    added: true,
    reason: "The service issues a new etag on every write.",
    source: envelope,
  },
  {
    pattern: "type",
    rule: { do: "ignore" },
    added: true,
    reason: "The ARM type follows from the kind; some repositories commit it, most do not.",
    source: envelope,
  },
  {
    pattern: "resourceGroup",
    rule: { do: "ignore" },
    added: true,
    reason: "The Azure CLI prints it beside every resource id.",
    source: "azure-cli, azure.cli.core.commands.transform: the group is read out of the id",
  },
  {
    pattern: "systemData",
    rule: { do: "ignore" },
    added: true,
    reason: "Azure records there who wrote a resource and when.",
    source: "azure-rest-api-specs, common-types v3: systemData is readOnly",
  },
  {
    pattern: "properties.lastPublishTime",
    rule: { do: "ignore" },
    added: true,
    reason: "Synapse Studio stamps it when it publishes.",
    source: "public Synapse repositories: the member comes and goes between commits of one pipeline",
  },
  {
    pattern: "properties.annotations",
    rule: { do: "absent-when", values: [[]] },
    reason: "Synapse Studio saves an empty list where other tools leave it out.",
    source: "recorded traffic: an absent list stays absent; public Synapse repositories hold empty ones",
  },
  {
    pattern: "properties.folder",
    rule: { do: "absent-when", values: [null, {}] },
    added: true,
    reason: "An artifact outside any Synapse Studio folder has no folder, or an empty one.",
    source: "recorded traffic: notebooks that were sent without a folder come back with null",
  },
  ...noArguments,
  {
    pattern: "**.encryptedCredential",
    rule: { do: "ignore" },
    reason: "A blob with which a workspace finds its own stored secret; it means nothing anywhere else.",
    source: "swagger 2020-12-01, example LinkedServices_Create: the answer carries one that was not sent",
  },
  {
    pattern: "**[type=SecureString].value",
    rule: { do: "ignore" },
    reason: "The service never returns a secret: a read shows asterisks instead.",
    source: "swagger 2020-12-01, example LinkedServices_Create: the answer reads **********",
  },
];

/** Line ends in the query of a script. */
export const queryLineEnds: Tolerance = {
  pattern: "properties.content.query",
  rule: { do: "line-ends" },
  reason: "Line ends come from the editor or from Git and do not change what a query does.",
  source: "recorded traffic: the text is stored byte for byte, whichever line ends were sent",
};

/** Members that the service shows and nobody writes. */
export function readOnlyMembers(source: string, patterns: readonly string[]): readonly Tolerance[] {
  return patterns.map((pattern) => ({
    pattern,
    rule: { do: "ignore" },
    added: true,
    reason: "The service maintains it; it cannot be written.",
    source,
  }));
}

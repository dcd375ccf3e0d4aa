import { cloudOf } from "@retain/artifacts/words/clouds";
import type { ServiceWords } from "../target.ts";

/** How people know a Synapse workspace, and the ways out of what it refuses. */
export const synapseWords: ServiceWords = {
  noun: "workspace",
  settings: "`workspace` and `endpoint`",
  audience: (endpoint) => cloudOf(endpoint).scope.replace("/.default", ""),
  permission: ({ target, verb }) => {
    const role = verb === "read" ? "Synapse Artifact User" : "Synapse Artifact Publisher";
    return `ask for the role: az synapse role assignment create --workspace-name ${target.name} --role "${role}" --assignee <you>`;
  },
  remedies: [
    {
      said: /TriggerEnabledCannotUpdate|cannot update enabled trigger/i,
      advice: "stop the trigger in Synapse Studio (Manage, Triggers), publish again, then start it",
    },
    { said: /is referenced by/i, advice: "change or delete what refers to it first" },
    {
      said: /event ?grid/i,
      advice:
        'register the resource provider Microsoft.EventGrid in the subscription, and give the publishing identity "EventGrid ' +
        'EventSubscription Contributor" on what the trigger listens to',
    },
    {
      said: /invalid reference/i,
      advice:
        "what it refers to is not in the workspace: publish that first, or leave out --only and --except",
    },
    {
      said: /ResourceNot(Updatable|Deletable)/i,
      advice: "it is part of the workspace itself: remove it from the repository",
    },
  ],
};

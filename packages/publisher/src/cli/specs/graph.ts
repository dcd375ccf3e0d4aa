import { command, declare } from "../command.ts";
import { env, selection } from "../options.ts";

/** What `retain graph` takes. */
export const graphDeclared = declare({
  name: "graph",
  summary: "Print what refers to what, and what no trigger reaches",
  about: [
    "Reads the repository but no workspace, and prints its artifacts and their references for Mermaid, for Graphviz (dot) or as JSON. What is referred to but not in the repository is in the graph, marked as such.",
    "An artifact is dead when no trigger, started or stopped, reaches it through any number of references. By this definition, a pipeline that only people or other programs run is dead, and so is what only it uses: the graph cannot know about them. What comes with the workspace is not judged, and a reference whose name is computed at run time is not an edge; stderr says how many there are.",
  ],
  options: [
    env,
    ...selection,
    {
      flags: "--format <name>",
      help: "what it is printed for (default: mermaid)",
      choices: ["mermaid", "dot", "json"],
    },
    { flags: "--dead", help: "only dead artifacts; without --format, as a list of kind/name, one per line" },
  ],
  examples: [
    "retain graph > graph.mmd",
    "retain graph --format dot --only pipeline trigger | dot -Tsvg > graph.svg",
    "retain graph --dead",
  ],
});

/** `retain graph` with its code. */
export const graphSpec = command(
  graphDeclared,
  async () => (await import("../../commands/graph.ts")).runGraph,
);
